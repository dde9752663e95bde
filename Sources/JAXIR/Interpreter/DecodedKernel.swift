/// A kernel as a flat list of steps over registers: what the interpreter runs.
///
/// Every value has the register of its number; constants and scratch registers come after them.
struct DecodedKernel: Sendable {
  typealias Register = Int32

  var steps: [Step] = []
  /// What the registers hold at the start: the constants, else 0.
  var registers: [UInt64] = []

  enum Step: Sendable {
    case scalar(ScalarEvaluator, result: Register, Register, Register, Register)
    case copy(Register, to: Register)
    /// `result = factor·stride + addend`
    case multiplyAdd(result: Register, factor: Register, stride: Int, addend: Register)
    case load(Element, result: Register)
    case store(Element, value: Register)
    case jump(to: Int32)
    /// A jump backwards, counted against the limit of iterations.
    case repeats(from: Int32)
    case jumpIfFalse(Register, to: Int32)
    /// Starts a loop, or leaves for `exit` when it has no iteration.
    case enter(index: Register, lower: Register, upper: Register, exit: Int32)
    /// Goes on with the next iteration, from `head`, if there is one.
    case next(index: Register, step: Int, upper: Register, head: Int32)
    /// Puts a value into `count` registers, `stride` apart.
    case fill(Register, first: Register, count: Int32, stride: Int32)
    case readLane(Lane, to: Register)
    case writeLane(Lane, from: Register)
  }

  /// The element at `factor·stride + offset` of a buffer.
  struct Element: Sendable {
    var buffer: Int32
    var memory: MemoryFormat
    var factor: Register
    var stride: Int
    var offset: Int
  }

  /// The register `first + stride·(index & mask)`.
  struct Lane: Sendable {
    var first: Register
    var stride: Int32
    var index: Register
    var mask: Int32
  }

  enum MemoryFormat: UInt8, Sendable {
    case bool, byte, halfWord, word, doubleWord

    init(_ dtype: DType) {
      switch dtype.byteCount {
      case 1: self = dtype == .bool ? .bool : .byte
      case 2: self = .halfWord
      case 4: self = .word
      default: self = .doubleWord
      }
    }
  }
}
