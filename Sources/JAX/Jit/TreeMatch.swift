import JAXRuntime

/// Compares a tree with a signature while it is flattened, and collects its tensors without an array.
///
/// The tensors are retained until `release`, because a tree may compute what it appends.
struct TreeMatch {
  /// The ids that are expected; they, like the parts and the arguments, are someone else's, and live as long.
  private let ids: UnsafePointer<UInt32>
  private let expectedCount: Int
  private let parts: UnsafeBufferPointer<Signature.Structure>
  private let arguments: UnsafeMutablePointer<CompiledGraph.Argument>
  /// Tensors and parts of the structure so far.
  private(set) var count = 0
  private(set) var partCount = 0
  private var isEqual = true

  /// - Precondition: `arguments` has room for as many tensors as there are ids.
  init(
    ids: UnsafeBufferPointer<UInt32>, parts: UnsafeBufferPointer<Signature.Structure>,
    _ arguments: UnsafeMutablePointer<CompiledGraph.Argument>
  ) {
    self.ids = ids.baseAddress!
    expectedCount = ids.count
    self.parts = parts
    self.arguments = arguments
  }

  /// Whether all of the signature was appended, and nothing else.
  var isComplete: Bool { isEqual && count == expectedCount && partCount == parts.count }

  mutating func append(_ leaf: Tensor) {
    guard isEqual, count < expectedCount, case .concrete(let tensor) = leaf.storage,
      tensor.id(isWeak: leaf.isWeak) == ids[count]
    else {
      isEqual = false
      return
    }
    arguments[count] = .passRetained(tensor.memory)
    count += 1
  }

  mutating func append(_ part: Signature.Structure) {
    isEqual = isEqual && partCount < parts.count && parts[partCount] == part
    partCount += 1
  }

  /// The end of an argument, as for any part.
  mutating func append(argument: Int, leaves: Range<Int>) {
    defer { partCount += 1 }
    guard isEqual, partCount < parts.count, case .argument(argument, leaves) = parts[partCount] else {
      isEqual = false
      return
    }
  }

  /// Lets go of the tensors.
  func release() {
    for index in 0..<count { arguments[index].release() }
  }
}
