import JAXRuntime

/// Compares the arguments of a call with a signature while they are flattened, and collects their tensors in the frame
/// of the call, without an array.
struct TreeMatch {
  /// What is expected; alive until `end`.
  unowned(unsafe) let code: JitCode
  let frame: CallFrame
  /// Tensors and parts of the structure so far.
  private(set) var count = 0
  private(set) var partCount = 0
  private var isEqual = true
  /// The first tensors that the caller of the function keeps alive. Others are retained, because a tree may compute
  /// what it appends.
  private var borrowed: UInt64 = 0

  init(_ code: JitCode) {
    self.code = code
    frame = code.makeFrame()
  }

  /// Whether all of the signature was appended, and nothing else.
  var isComplete: Bool { isEqual && count == code.ids.count && partCount == code.parts.count }

  @inline(__always)
  mutating func append(_ leaf: Tensor) {
    guard isEqual, count < code.ids.count, case .concrete(let tensor) = leaf.storage,
      tensor.id(isWeak: leaf.isWeak) == code.ids[count]
    else {
      isEqual = false
      return
    }
    frame.setArgument(count, .passRetained(tensor.memory))
    count += 1
  }

  /// An argument that is a tensor, which the caller of the function keeps alive.
  @inline(__always)
  mutating func append(argument: Tensor) {
    guard isEqual, count < min(code.ids.count, UInt64.bitWidth),
      case .concrete(let tensor) = argument.storage,
      tensor.id(isWeak: argument.isWeak) == code.ids[count]
    else {
      append(argument)
      return
    }
    borrowed |= 1 << UInt64(count)
    frame.setArgument(count, .passUnretained(tensor.memory))
    count += 1
  }

  mutating func append(_ part: Signature.Structure) {
    isEqual = isEqual && partCount < code.parts.count && code.parts[partCount] == part
    partCount += 1
  }

  /// The end of an argument, as for any part.
  mutating func append(argument: Int, leaves: Range<Int>) {
    defer { partCount += 1 }
    guard isEqual, partCount < code.parts.count, case .argument(argument, leaves) = code.parts[partCount]
    else {
      isEqual = false
      return
    }
  }

  /// Lets go of the tensors and the frame.
  func end() {
    if count > UInt64.bitWidth || borrowed.nonzeroBitCount < count {
      for index in 0..<count where index >= UInt64.bitWidth || borrowed >> UInt64(index) & 1 == 0 {
        frame.arguments[index].release()
      }
    }
    frame.deallocate()
  }
}
