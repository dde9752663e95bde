internal import CJAXRuntime
internal import CLLVMShim
import JAXIR

/// Threads loops: the body becomes a function of its own, `i32 (ptr context, i64 begin, i64 end)`, that runs a range of
/// iterations, and the call's parallel-for runs it on ranges. What the body needs of its surroundings lies in the
/// context, eight bytes each, on the stack of the thread that runs the kernel.
extension KernelEmitter {
  func emitThreads(_ loop: Kernel.Loop, grain: Int) {
    let call = CLLVMParameter(function, 0)
    let count = iterations(
      from: scalar(value(of: loop.lower)), to: scalar(value(of: loop.upper)), by: loop.step)
    let captures = Captures(of: loop, in: self)
    let body = emitRange(loop, captures)
    let context = allocate(ir.i64, count: captures.slotCount, alignment: 8)
    captures.fill(context, call: call, cancelled: CLLVMParameter(function, 1), self)
    let status = ir.call(
      ir.function([ir.pointer, ir.pointer, ir.pointer, ir.i64, ir.i64], result: ir.i32),
      ir.pointer(\.parallelFor, of: call),
      [ir.pointer(\.pool, of: call), body, context, count, ir.constant(grain)])
    leave(if: ir.compare(CLLVMIntNE, status, ir.zero(ir.i32)), status)
  }

  /// The function that runs a range of the iterations of `loop`.
  private func emitRange(_ loop: Kernel.Loop, _ captures: Captures) -> IRValue {
    let type = ir.function([ir.pointer, ir.i64, ir.i64], result: ir.i32)
    let current = ir.currentBlock
    let range = KernelEmitter(
      kernel, number, function: CLLVMAddFunction(ir.module, "range", type, false), attributes, ir)
    range.emitRange(of: loop, captures)
    ir.position(at: current)
    rangeStackByteCount = max(rangeStackByteCount, range.totalStackByteCount)
    return range.function
  }

  private func emitRange(of loop: Kernel.Loop, _ captures: Captures) {
    emitContents {
      leave(ifCancelled: captures.restore(from: CLLVMParameter(function, 0), self))
      let lower = scalar(value(of: loop.lower))
      let (begin, end) = (CLLVMParameter(function, 1), CLLVMParameter(function, 2))
      _ = counted(from: begin, to: end, by: 1, carrying: []) { turn, _ in
        let index = ir.add(lower, ir.multiply(turn, loop.step))
        bind(loop.body.arguments[0], .uniform(ir.name(index, "i")))
        emit(loop.body)
        return []
      }
      endStreams()
      CLLVMBuildReturn(ir.builder, ir.zero(ir.i32))
    }
  }

  /// Ends the function if the flag at `address` is set.
  func leave(ifCancelled address: IRValue) {
    let flag = CLLVMBuildAtomicLoad(ir.builder, ir.i32, address, 4)
    leave(if: ir.compare(CLLVMIntNE, flag, ir.zero(ir.i32)), ir.constant(JAXStatusCancelled))
  }

  /// Ends the function with `status` if `condition` holds; what follows is emitted after it.
  func leave(if condition: IRValue, _ status: IRValue) {
    let exit = ir.block("stopped", in: function)
    let next = ir.block("next", in: function)
    ir.branch(if: condition, to: exit, else: next)
    ir.position(at: exit)
    CLLVMBuildReturn(ir.builder, status)
    ir.position(at: next)
  }
}

/// What a threads loop uses that is made outside of it.
private struct Captures {
  /// Buffers that the function for a range finds in the context, and those that are its own.
  private let shared: [Kernel.Buffer]
  private let privates: [Kernel.Buffer]
  /// Values that it finds in the context.
  private let values: [Kernel.Value]
  /// Values that are constants of the module: any function may use them.
  private let constants: [(value: Kernel.Value, constant: IRValue)]
  /// How many slots come before those of buffers and values: the flag that ends the run early and, in code that looks
  /// at its accesses, the call.
  private let first: Int

  var slotCount: Int { first + shared.count + values.count }

  init(of loop: Kernel.Loop, in emitter: KernelEmitter) {
    let kernel = emitter.kernel
    first = emitter.attributes.checksBounds ? 2 : 1
    let uses = Uses(of: loop)
    let own = kernel.locals(usedOnlyIn: loop.body)
    shared = uses.buffers.filter { !own.contains($0) }
    privates = uses.buffers.filter(own.contains)
    var values: [Kernel.Value] = []
    var constants: [(Kernel.Value, IRValue)] = []
    for value in uses.values {
      let scalar = emitter.scalar(emitter.value(value))
      if CLLVMIsConstant(scalar) { constants.append((value, scalar)) } else { values.append(value) }
    }
    self.values = values
    self.constants = constants
  }

  private func slot(_ index: Int, of context: IRValue, _ ir: IRBuilder) -> IRValue {
    ir.address(context, ir.i64, at: ir.constant(index))
  }

  func fill(_ context: IRValue, call: IRValue, cancelled: IRValue, _ emitter: KernelEmitter) {
    let ir = emitter.ir
    ir.store(cancelled, context, alignment: 8)
    if first > 1 { ir.store(call, slot(1, of: context, ir), alignment: 8) }
    for (index, buffer) in shared.enumerated() {
      ir.store(emitter.buffers[buffer.index], slot(first + index, of: context, ir), alignment: 8)
    }
    for (index, value) in values.enumerated() {
      let scalar = emitter.scalar(emitter.value(value))
      let isBool = emitter.kernel[type: value] == .bool
      let stored = isBool ? ir.cast(CLLVMZExt, scalar, to: ir.memoryType(.bool)) : scalar
      ir.store(stored, slot(first + shared.count + index, of: context, ir), alignment: 8)
    }
  }

  /// Gives `emitter`, of the function for a range, its buffers and values; returns the address of the flag.
  func restore(from context: IRValue, _ emitter: KernelEmitter) -> IRValue {
    let (ir, kernel) = (emitter.ir, emitter.kernel)
    if first > 1 { emitter.call = ir.load(ir.pointer, slot(1, of: context, ir), alignment: 8) }
    emitter.buffers = Array(repeating: IRValue(), count: kernel.parameters.count + kernel.locals.count)
    for (index, buffer) in shared.enumerated() {
      let pointer = ir.load(ir.pointer, slot(first + index, of: context, ir), alignment: 8)
      emitter.buffers[buffer.index] = ir.name(pointer, "buffer\(buffer.index)")
    }
    for buffer in privates {
      let local = kernel.declaration(of: buffer)
      emitter.buffers[buffer.index] = emitter.allocate(local.dtype, count: local.count ?? 0)
    }
    for (index, value) in values.enumerated() {
      let dtype = kernel[type: value]
      let place = slot(first + shared.count + index, of: context, ir)
      var scalar = ir.load(ir.memoryType(dtype), place, alignment: 8)
      if dtype == .bool { scalar = ir.compare(CLLVMIntNE, scalar, ir.zero(ir.memoryType(.bool))) }
      emitter.bind(value, .uniform(scalar))
    }
    for (value, constant) in constants { emitter.bind(value, .uniform(constant)) }
    return ir.load(ir.pointer, context, alignment: 8)
  }
}

/// The buffers that the body of a loop uses and the values that it and the lower bound use from outside, each once, in
/// order of first use.
private struct Uses {
  private(set) var buffers: [Kernel.Buffer] = []
  private(set) var values: [Kernel.Value] = []
  private var seenBuffers: Set<Kernel.Buffer> = []
  /// Values that are listed or belong to the loop.
  private var seen: Set<Kernel.Value> = []

  init(of loop: Kernel.Loop) {
    use([loop.lower.value].compactMap(\.self))
    visit(loop.body)
  }

  private mutating func use(_ list: [Kernel.Value]) {
    for value in list where seen.insert(value).inserted { values.append(value) }
  }

  private mutating func visit(_ block: Kernel.Block) {
    seen.formUnion(block.arguments)
    for operation in block.operations {
      use(operation.operands)
      if let buffer = operation.buffer, seenBuffers.insert(buffer).inserted { buffers.append(buffer) }
      for block in operation.blocks { visit(block) }
      seen.formUnion(operation.results)
    }
    use(block.results)
  }
}

extension Kernel.Operation {
  /// The buffer of a load or a store.
  fileprivate var buffer: Kernel.Buffer? {
    switch kind {
    case .load(let buffer, _, _, _), .store(_, let buffer, _, _): buffer
    default: nil
    }
  }
}

extension Kernel {
  /// Whether the kernel may end before it is done: it deals iterations to threads, or has a loop of its own of which
  /// nobody knows how long it takes.
  var hasStatus: Bool { !body.threadsLoops.isEmpty || body.hasOpenLoop }

  /// The locals that are private to iterations that threads run: each function for a range has its own.
  var localsOfThreads: Set<Buffer> {
    body.threadsLoops.reduce(into: []) { $0.formUnion(locals(usedOnlyIn: $1.body)) }
  }
}

extension Kernel.Block {
  /// Whether there is a `while` outside of every counted loop.
  fileprivate var hasOpenLoop: Bool {
    operations.contains { operation in
      switch operation.kind {
      case .whileLoop: true
      case .conditional: operation.blocks.contains(where: \.hasOpenLoop)
      default: false
      }
    }
  }

  /// The threads loops of the block; there is none inside another.
  fileprivate var threadsLoops: [Kernel.Loop] {
    operations.flatMap { operation -> [Kernel.Loop] in
      if case .loop(let loop) = operation.kind, case .threads = loop.schedule { return [loop] }
      return operation.blocks.flatMap(\.threadsLoops)
    }
  }
}

extension IRBuilder {
  /// A field of the call that is a pointer.
  func pointer<Field>(_ path: KeyPath<JAXCall, Field>, of call: IRValue) -> IRValue {
    let offset = MemoryLayout<JAXCall>.offset(of: path)!
    return load(pointer, address(call, integer(8), at: constant(offset)), alignment: 8)
  }

  func constant(_ status: JAXStatus) -> IRValue { constant(Int(status.rawValue), i32) }
}
