import JAXRuntime

/// Compares a tree with a signature while it is flattened, and collects its tensors without an array.
///
/// The tensors are retained until `release`, because a tree may compute what it appends.
struct TreeMatch {
  /// Alive as long as the match.
  private unowned(unsafe) let code: JitCode
  private let arguments: UnsafeMutablePointer<CompiledGraph.Argument>
  /// Tensors and parts of the structure so far.
  private(set) var count = 0
  private(set) var partCount = 0
  private var isEqual = true

  /// - Precondition: `arguments` has room for the tensors of the signature of `code`.
  init(_ code: JitCode, _ arguments: UnsafeMutablePointer<CompiledGraph.Argument>) {
    self.code = code
    self.arguments = arguments
  }

  /// Whether all of the signature was appended, and nothing else.
  var isComplete: Bool {
    isEqual && count == code.signature.leaves.count && partCount == code.signature.structure.count
  }

  mutating func append(_ leaf: Tensor) {
    guard isEqual, count < code.signature.leaves.count, case .concrete(let tensor) = leaf.storage,
      tensor.id(isWeak: leaf.isWeak) == code.signature.leaves[count].rawValue
    else {
      isEqual = false
      return
    }
    arguments[count] = .passRetained(tensor.memory)
    count += 1
  }

  mutating func append(_ part: Signature.Structure) {
    isEqual =
      isEqual && partCount < code.signature.structure.count && code.signature.structure[partCount] == part
    partCount += 1
  }

  /// Lets go of the tensors.
  func release() {
    for index in 0..<count { arguments[index].release() }
  }
}
