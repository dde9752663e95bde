/// Checks that a kernel means something. The invariants:
///
/// - K1  Every value has a type, which is not complex, and is defined once.
/// - K2  A value is used after its definition, in the block that defines it or a block inside that.
/// - K3  Buffers are declared: not complex, no negative count; a local has a count and is `readwrite`; all locals
///       together take at most 1 GiB.
/// - K4  Loads reach `read` and `readwrite` buffers, stores all others. The buffers of one kernel that are `stream`
///       begin at 64 bytes, and a vector that is stored there whole at its own size or at 64 bytes.
/// - K5  A loaded or stored value has the buffer's dtype, a mask is a `bool`; a load has a mask if and only if it
///       has a value for where the mask is false.
/// - K6  The values in indices and bounds are `i64`.
/// - K7  An access without mask that surely happens, at an index of constants and loop indices of known bounds,
///       stays inside the buffer.
/// - K8  A constant has the bits of its dtype only, and the dtype of its value.
/// - K9  A scalar operation takes the dtypes of its operands and gives that of its result.
/// - K10 A loop's step is at least 1; carried values, arguments, yields and results agree in number and dtype.
/// - K11 A vector, parallel or threads loop carries nothing; lanes are a power of two, interleave and grain are at
///       least 1; an unrolled loop has constant bounds.
/// - K12 Inside a vector loop, and inside the body of a reduction with `vector` > 1, there is no parallel, no
///       vector and no threads loop. A threads loop is inside no concurrent loop, no reduction and no condition of a
///       `while`.
/// - K13 A reduction has a domain; its lanes and its vector are powers of two, vector ≤ lanes ≤ 1,024; initial
///       values, elements, accumulators and results agree in number and dtype.
/// - K14 `combine` holds constants and scalar operations only.
/// - K15 A condition yields one `bool` and stores nothing; carried values agree as in K10.
/// - K16 The branches of an `if` have no arguments and yield the dtypes of its results.
/// - K17 The body of the kernel has no arguments and yields nothing.
/// - K18 Blocks nest at most 100 deep.
/// - K19 A store in a vector, parallel or threads loop of several iterations goes to an element that varies with the
///       loop, or happens under a condition that does; but a local whose every use is inside one parallel or threads
///       loop is private to each iteration.
struct KernelVerifier {
  let kernel: Kernel
  var state: [ValueState]
  /// Which of the enclosing vector, parallel and threads loops a value varies with, one bit each, outermost first.
  var variance: [UInt64]
  /// The first and last value of the indices of loops with constant bounds.
  var ranges: [Kernel.Value: ClosedRange<Int>] = [:]
  var surroundings = Surroundings()

  enum ValueState { case undefined, inScope, outOfScope }

  /// What a block is inside of.
  struct Surroundings {
    var depth = 0
    /// Whether the block surely runs.
    var isCertain = true
    var isInsideVector = false
    var isInsideCondition = false
    var isInsideCombine = false
    /// Variance of the conditions under which the block runs.
    var control: UInt64 = 0
    /// Whether the block runs once at a time: in no concurrent loop and no reduction.
    var isAlone = true
    /// The enclosing vector, parallel and threads loops, with the locals private to an iteration of each.
    var concurrent: [Set<Kernel.Buffer>] = []
  }

  init(_ kernel: Kernel) {
    self.kernel = kernel
    state = Array(repeating: .undefined, count: kernel.types.count)
    variance = Array(repeating: 0, count: kernel.types.count)
  }

  mutating func verify() throws(JAXError) {
    try verifyDeclarations()
    for extent in kernel.extents {
      try define(extent, in: nil)
      try require(type(extent) == .int64, "K6", "extent \(extent) is not i64", nil)
    }
    try require(kernel.body.arguments.isEmpty, "K17", "the body has arguments", nil)
    try require(kernel.body.results.isEmpty, "K17", "the body yields values", nil)
    try verify(kernel.body, in: nil)
  }

  private func verifyDeclarations() throws(JAXError) {
    for (number, declaration) in (kernel.parameters + kernel.locals).enumerated() {
      try require(!declaration.dtype.isComplex, "K3", "@\(number) is complex", nil)
      try require(declaration.count ?? 0 >= 0, "K3", "@\(number) has a negative count", nil)
    }
    var byteCount = 0
    for (number, declaration) in kernel.locals.enumerated() {
      let name = "@\(kernel.parameters.count + number)"
      guard let count = declaration.count else { throw failure("K3", "local \(name) has no count", nil) }
      try require(declaration.access == .readWrite, "K3", "local \(name) is not readwrite", nil)
      let (size, overflow) = count.multipliedReportingOverflow(by: declaration.dtype.byteCount)
      byteCount += overflow ? 1 << 30 : min(size, 1 << 30)
      try require(!overflow && byteCount <= 1 << 30, "K3", "locals take more than 1 GiB", nil)
    }
  }

  // MARK: Errors

  typealias Kind = Kernel.Operation.Kind

  func failure(_ invariant: String, _ message: String, _ kind: Kind?) -> JAXError {
    let place = kind.map { " in '\(KernelPrinter(kernel).heading($0))'" } ?? ""
    return JAXError(.verifyError, "\(invariant): \(message)\(place)", operation: "kernel \(kernel.name)")
  }

  func require(
    _ condition: Bool, _ invariant: String, _ message: @autoclosure () -> String, _ kind: Kind?
  ) throws(JAXError) {
    if !condition { throw failure(invariant, message(), kind) }
  }

  // MARK: Values

  /// The dtype of a value that `use` or `define` has accepted.
  func type(_ value: Kernel.Value) -> DType { kernel.types[value.index] }

  func types(_ values: [Kernel.Value]) -> [DType] { values.map(type) }

  mutating func define(_ value: Kernel.Value, variance: UInt64 = 0, in kind: Kind?) throws(JAXError) {
    try require(value.index < kernel.types.count, "K1", "\(value) has no type", kind)
    try require(!type(value).isComplex, "K1", "\(value) is complex", kind)
    try require(state[value.index] == .undefined, "K1", "\(value) is defined again", kind)
    state[value.index] = .inScope
    self.variance[value.index] = variance
  }

  func use(_ values: [Kernel.Value], in kind: Kind?) throws(JAXError) {
    for value in values {
      try require(value.index < kernel.types.count, "K2", "\(value) is not defined", kind)
      switch state[value.index] {
      case .inScope: continue
      case .outOfScope: throw failure("K2", "\(value) belongs to another block", kind)
      case .undefined: throw failure("K2", "\(value) is used before its definition", kind)
      }
    }
  }

  func variance(of values: [Kernel.Value]) -> UInt64 {
    values.reduce(0) { $0 | variance[$1.index] }
  }

  // MARK: Blocks

  /// Verifies a block whose arguments are defined; its values go out of scope at its end.
  mutating func verify(_ block: Kernel.Block, in owner: Kind?) throws(JAXError) {
    surroundings.depth += 1
    try require(
      surroundings.depth <= Kernel.maximumDepth, "K18", "blocks nest deeper than \(Kernel.maximumDepth)", nil)
    for operation in block.operations { try verify(operation) }
    try use(block.results, in: owner)
    for operation in block.operations { leave(operation.results) }
    leave(block.arguments)
    surroundings.depth -= 1
  }

  /// Verifies a block with changed surroundings.
  mutating func verify(
    _ block: Kernel.Block, in owner: Kind, _ change: (inout Surroundings) -> Void
  ) throws(JAXError) {
    let outside = surroundings
    change(&surroundings)
    try verify(block, in: owner)
    surroundings = outside
  }

  private mutating func leave(_ values: [Kernel.Value]) {
    for value in values { state[value.index] = .outOfScope }
  }
}

extension Kernel {
  /// - Throws: `verifyError` naming the first invariant of `KernelVerifier` that the kernel breaks, and where.
  package func verify() throws(JAXError) {
    var verifier = KernelVerifier(self)
    try verifier.verify()
  }
}
