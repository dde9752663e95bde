internal import CLLVMShim
import JAXIR

/// Emits one kernel as an LLVM function `void (ptr buffers…, i64 extents…)`, or, if it may end before it is done,
/// `i32 (ptr call, ptr cancelled, ptr buffers…, i64 extents…)`, which returns a status.
///
/// Code is emitted in a frame: scalar, or a number of lanes under a mask. The same block may be emitted several times,
/// in frames of different shapes; `values` holds what each kernel value is in the latest.
final class KernelEmitter {
  let ir: IRBuilder
  let kernel: Kernel
  let function: IRValue
  let attributes: FunctionAttributes
  var frame = LaneFrame.scalar
  var buffers: [IRValue] = []
  /// The address of the flag that ends the run early; nil in a function where nothing looks at it.
  private(set) var cancelled: IRValue?
  /// The place of the kernel in its program.
  let number: Int
  /// The address of the call; nil in a function that needs nothing of it.
  var call: IRValue?
  /// Where a bad access goes, once there is one; see `checkBounds`.
  var boundsExit: BoundsExit?
  private var values: [LaneValue?]
  private let entry: IRBlock
  private(set) lazy var notNegative = kernel.notNegative

  /// Bytes on the stack of the thread that runs the function.
  private var stackByteCount = 0
  /// The most that a function for a range of iterations takes beside.
  var rangeStackByteCount = 0
  static let maximumStackByteCount = 192 << 10

  /// Emits the function and gives it back with its type.
  ///
  /// - Throws: `compilationFailed` when the kernel's scratch does not fit on a stack.
  ///
  /// - Parameter number: the place of the kernel in its program.
  static func emit(
    _ kernel: Kernel, _ number: Int, name: String, attributes: FunctionAttributes, into ir: IRBuilder
  ) throws(JAXError) -> IRValue {
    let emitter = KernelEmitter(kernel, number, name: name, attributes: attributes, ir: ir)
    emitter.emitFunction()
    let stackByteCount = emitter.totalStackByteCount
    guard stackByteCount <= maximumStackByteCount else {
      throw JAXError(
        .compilationFailed,
        "kernel \(kernel.name) needs \(stackByteCount) bytes of stack; a kernel may have "
          + "\(maximumStackByteCount)")
    }
    return emitter.function
  }

  static func functionType(of kernel: Kernel, _ attributes: FunctionAttributes, _ ir: IRBuilder) -> IRType {
    let hasStatus = attributes.hasStatus(kernel)
    let parameters =
      (hasStatus ? [ir.pointer, ir.pointer] : []) + kernel.parameters.map { _ in ir.pointer }
      + kernel.extents.map { _ in ir.i64 }
    return ir.function(parameters, result: hasStatus ? ir.i32 : ir.void)
  }

  private convenience init(
    _ kernel: Kernel, _ number: Int, name: String, attributes: FunctionAttributes, ir: IRBuilder
  ) {
    let type = Self.functionType(of: kernel, attributes, ir)
    self.init(kernel, number, function: CLLVMAddFunction(ir.module, name, type, false), attributes, ir)
  }

  /// Emits code of `kernel` into `function`.
  init(_ kernel: Kernel, _ number: Int, function: IRValue, _ attributes: FunctionAttributes, _ ir: IRBuilder)
  {
    self.ir = ir
    self.kernel = kernel
    self.number = number
    self.function = function
    self.attributes = attributes
    values = Array(repeating: nil, count: kernel.types.count)
    attributes.apply(to: function, ir)
    entry = ir.block("entry", in: function)
  }

  var totalStackByteCount: Int { stackByteCount + rangeStackByteCount }

  private func emitFunction() {
    let hasStatus = attributes.hasStatus(kernel)
    let first = hasStatus ? 2 : 0
    if hasStatus { (call, cancelled) = (CLLVMParameter(function, 0), CLLVMParameter(function, 1)) }
    for index in kernel.parameters.indices {
      buffers.append(ir.name(CLLVMParameter(function, UInt32(first + index)), "buffer\(index)"))
    }
    for (index, extent) in kernel.extents.enumerated() {
      let parameter = CLLVMParameter(function, UInt32(first + kernel.parameters.count + index))
      bind(extent, .uniform(ir.name(parameter, "extent\(index)")))
    }
    let elsewhere = kernel.localsOfThreads
    for index in kernel.locals.indices { allocateLocal(index, unless: elsewhere) }
    emitContents {
      emit(kernel.body)
      endStreams()
      CLLVMBuildReturn(ir.builder, hasStatus ? ir.zero(ir.i32) : IRValue())
    }
  }

  /// Lets everybody who hears that the function returned see what it stored past the caches.
  func endStreams() {
    if kernel.parameters.contains(where: { $0.access == .stream }) { ir.fence() }
  }

  /// Everything after the function's allocations, which may go on meanwhile.
  func emitContents(_ contents: () -> Void) {
    let body = ir.block("body", in: function)
    ir.position(at: body)
    contents()
    ir.position(at: entry)
    ir.branch(to: body)
  }

  /// Makes room for a local and adds its address to the buffers, none for one that is in `elsewhere`.
  private func allocateLocal(_ index: Int, unless elsewhere: Set<Kernel.Buffer>) {
    if elsewhere.contains(Kernel.Buffer(kernel.parameters.count + index)) { return buffers.append(IRValue()) }
    let local = kernel.locals[index]
    buffers.append(ir.name(allocate(local.dtype, count: local.count ?? 0), "local\(index)"))
  }

  /// Stack memory for `count` elements, made once per call of the function wherever it is asked for.
  func allocate(_ dtype: DType, count: Int) -> IRValue {
    stackByteCount += count * dtype.byteCount
    return allocate(ir.memoryType(dtype), count: count, alignment: 64)
  }

  func allocate(_ type: IRType, count: Int, alignment: Int) -> IRValue {
    let current = ir.currentBlock
    ir.position(at: entry)
    let pointer = ir.alloca(type, count: max(count, 1), alignment: alignment)
    if current.ref != nil { ir.position(at: current) }
    return pointer
  }

  // MARK: Blocks

  func emit(_ block: Kernel.Block) {
    for operation in block.operations { emit(operation) }
  }

  private func emit(_ operation: Kernel.Operation) {
    switch operation.kind {
    case .constant(let constant): bind(operation.results[0], .uniform(ir.constant(constant)))
    case .scalar(let scalar, let operands):
      bind(operation.results[0], emit(scalar, operands))
    case .index(let index): bind(operation.results[0], value(of: index))
    case .load(let buffer, let index, let mask, let otherwise):
      bind(operation.results[0], load(buffer, at: index, mask: mask, otherwise: otherwise))
    case .store(let value, let buffer, let index, let mask):
      store(value, to: buffer, at: index, mask: mask)
    case .loop(let loop): emit(loop, results: operation.results)
    case .reduce(let reduction): emit(reduction, results: operation.results)
    case .conditional(let condition, let then, let otherwise):
      emitConditional(condition, then, otherwise, results: operation.results)
    case .whileLoop(let loop): emit(loop, results: operation.results)
    }
  }

  private func emit(_ operation: ScalarOperation, _ operands: [Kernel.Value]) -> LaneValue {
    let dtypes = operands.map { kernel[type: $0] }
    let values = operands.map(self.value)
    if let ramp = ramp(operation, values) { return ramp }
    let scalars = values.compactMap { value -> IRValue? in
      if case .uniform(let scalar) = value { scalar } else { nil }
    }
    if scalars.count == values.count {
      return .uniform(ScalarEmitter(ir: ir, width: 1).emit(operation, scalars, dtypes))
    }
    let emitter = ScalarEmitter(ir: ir, width: frame.shape.width)
    let columns = values.map(vectors)
    return .varying(
      (0..<frame.shape.clones).map { clone in
        emitter.emit(operation, columns.map { $0[clone] }, dtypes)
      })
  }

  /// Sums of indices that advance by a known step stay such: addresses made of them are contiguous.
  private func ramp(_ operation: ScalarOperation, _ values: [LaneValue]) -> LaneValue? {
    switch (operation, values.first, values.last) {
    case (.add, .ramp(let base, let stride), .uniform(let other)),
      (.add, .uniform(let other), .ramp(let base, let stride)):
      .ramp(ir.add(base, other), stride: stride)
    case (.subtract, .ramp(let base, let stride), .uniform(let other)):
      .ramp(ir.binary(CLLVMSub, base, other), stride: stride)
    default: nil
    }
  }

  // MARK: Values

  func bind(_ value: Kernel.Value, _ lanes: LaneValue) { values[value.index] = lanes }

  func value(_ value: Kernel.Value) -> LaneValue {
    guard let lanes = values[value.index] else {
      preconditionFailure("\(value) is used before it is defined")
    }
    return lanes
  }

  func varies(_ value: Kernel.Value) -> Bool { frame.varying?[value] ?? false }

  /// Runs `body` in `frame`.
  func within<Result>(_ frame: LaneFrame, _ body: () -> Result) -> Result {
    let outer = self.frame
    self.frame = frame
    defer { self.frame = outer }
    return body()
  }

  /// One LLVM value per clone, of the frame's width.
  func vectors(_ value: LaneValue) -> [IRValue] {
    let shape = frame.shape
    switch value {
    case .varying(let vectors): return vectors
    case .uniform(let scalar):
      return Array(repeating: ir.splat(scalar, shape.width), count: shape.clones)
    case .ramp(let base, let stride):
      let first = ir.splat(base, shape.width)
      return (0..<shape.clones).map { clone in
        let steps = (0..<shape.width).map { ir.constant((clone * shape.width + $0) * stride) }
        return ir.add(first, ir.constantVector(steps))
      }
    }
  }

  func vectors(_ value: Kernel.Value) -> [IRValue] { vectors(self.value(value)) }

  /// The scalar of a value that does not vary.
  func scalar(_ value: LaneValue) -> IRValue {
    guard case .uniform(let scalar) = value else { preconditionFailure("a value taken for uniform varies") }
    return scalar
  }

  /// Values of the frame's shape, one per clone.
  func lanes(_ vectors: [IRValue]) -> LaneValue { frame.isScalar ? .uniform(vectors[0]) : .varying(vectors) }

  func isUniform(_ value: LaneValue) -> Bool {
    if case .uniform = value { true } else { false }
  }

  /// Loop-carried values as a flat list of LLVM values: one for a uniform value, one per clone for a varying one.
  func pack(_ values: [LaneValue], varying: [Bool]) -> [IRValue] {
    zip(values, varying).flatMap { value, varies in varies ? vectors(value) : [scalar(value)] }
  }

  func unpack(_ flat: [IRValue], varying: [Bool]) -> [LaneValue] {
    var rest = flat[...]
    return varying.map { varies in
      guard varies else { return .uniform(rest.removeFirst()) }
      defer { rest.removeFirst(frame.shape.clones) }
      return .varying(Array(rest.prefix(frame.shape.clones)))
    }
  }
}

/// What is the same for every function of a module.
struct FunctionAttributes {
  /// Whether functions look at each access to memory before they make it.
  var checksBounds = false
  /// The width of vectors that LLVM's code generator should use, in bits; nil for its own choice.
  var preferredVectorBits: Int?

  init(_ target: Target) {
    preferredVectorBits = target.isX86 && target.vectorByteCount == 64 ? 512 : nil
  }

  /// Whether the function of `kernel` returns a status.
  func hasStatus(_ kernel: Kernel) -> Bool { checksBounds || kernel.hasStatus }

  func apply(to function: IRValue, _ ir: IRBuilder) {
    CLLVMAddFunctionAttribute(ir.context, function, "nounwind")
    if let preferredVectorBits {
      CLLVMAddStringAttribute(ir.context, function, "prefer-vector-width", String(preferredVectorBits))
    }
  }
}
