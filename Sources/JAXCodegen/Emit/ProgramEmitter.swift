internal import CJAXRuntime
internal import CLLVMShim
import JAXIR

/// Emits a program as one exported function `i32 (ptr call)`, over the layout of `JAXCall`, and its kernels as
/// functions that only it sees. Kernels that differ in name alone are one function.
final class ProgramEmitter {
  private let ir: IRBuilder
  private let program: Program
  private let function: IRValue
  private let attributes: FunctionAttributes
  private let kernels: [IRValue]
  private let hostCalls: [Program.HostCall: Int]
  private var buffers: [IRValue] = []
  private var extents: [IRValue] = []
  private var cancelled = IRValue()
  private var call = IRValue()
  private let entry: IRBlock

  /// Fills the module of `ir` with one part of `program`, whose entry is called `symbol`: kernels, and in the first
  /// part the entry. Kernels of a program in several parts are visible outside of their module.
  ///
  /// - Throws: `compilationFailed` for a kernel that cannot be emitted.
  static func emit(
    _ program: Program, _ partition: ProgramPartition, part: Int, symbol: String,
    attributes: FunctionAttributes, into ir: IRBuilder
  ) throws(JAXError) {
    let isWhole = partition.parts.count == 1
    func name(_ index: Int) -> String {
      isWhole ? "kernel\(index).\(program.kernels[index].name)" : "\(symbol).kernel\(index)"
    }
    var functions: [Int: IRValue] = [:]
    for index in partition.parts[part].kernels {
      let function = try KernelEmitter.emit(
        program.kernels[index], index, name: name(index), attributes: attributes, into: ir)
      if !isWhole { CLLVMExport(function) }
      functions[index] = function
    }
    guard part == 0 else { return }
    let kernels = partition.representatives.map { index in
      if let function = functions[index] { return function }
      let type = KernelEmitter.functionType(of: program.kernels[index], attributes, ir)
      let function = CLLVMAddFunction(ir.module, name(index), type, true)
      functions[index] = function
      return function
    }
    ProgramEmitter(program, symbol: symbol, kernels: kernels, attributes: attributes, ir: ir).emitFunction()
  }

  private init(
    _ program: Program, symbol: String, kernels: [IRValue], attributes: FunctionAttributes, ir: IRBuilder
  ) {
    self.ir = ir
    self.program = program
    self.kernels = kernels
    self.attributes = attributes
    hostCalls = Dictionary(
      uniqueKeysWithValues: program.hostCalls.enumerated().map { ($0.element, $0.offset) })
    function = CLLVMAddFunction(ir.module, symbol, ir.function([ir.pointer], result: ir.i32), true)
    attributes.apply(to: function, ir)
    entry = ir.block("entry", in: function)
  }

  private func emitFunction() {
    call = ir.name(CLLVMParameter(function, 0), "call")
    ir.position(at: entry)
    emitTables()
    let start = ir.block("start", in: function)
    ir.position(at: start)
    emit(program.steps)
    finish(JAXStatusSuccess)
    // Last, because host calls add their tables to the entry block.
    ir.position(at: entry)
    ir.branch(to: start)
  }

  private func finish(_ status: JAXStatus) { CLLVMBuildReturn(ir.builder, ir.constant(status)) }

  // MARK: The call

  private func field<Field>(_ path: KeyPath<JAXCall, Field>) -> IRValue { ir.pointer(path, of: call) }

  /// Reads every address and extent that the steps need.
  private func emitTables() {
    let tables = Tables(program, attributes)
    let inputs = tables.usesInputs ? field(\.inputs) : IRValue()
    let outputs = tables.usesOutputs ? field(\.outputs) : IRValue()
    let constants = tables.usesConstants ? field(\.constants) : IRValue()
    let arena = tables.usesArena ? field(\.arena) : IRValue()
    for (index, buffer) in program.buffers.enumerated() {
      let pointer =
        switch buffer.place {
        case .input(let position): element(position, of: inputs, ir.pointer)
        case .output(let position): element(position, of: outputs, ir.pointer)
        case .constant(let position): element(position, of: constants, ir.pointer)
        case .arena(let offset): ir.address(arena, ir.integer(8), at: ir.constant(offset))
        }
      buffers.append(buffer.isNamedByItself ? ir.name(pointer, "value\(index)") : pointer)
    }
    if program.extentCount > 0 {
      let table = field(\.extents)
      extents = (0..<program.extentCount).map { ir.name(element($0, of: table, ir.i64), "extent\($0)") }
    }
    if tables.isCancellable { emitCancellationFlag() }
  }

  private func element(_ index: Int, of table: IRValue, _ type: IRType) -> IRValue {
    ir.load(type, ir.address(table, type, at: ir.constant(index)), alignment: 8)
  }

  /// A caller that never cancels may leave the flag null: a constant zero stands in.
  private func emitCancellationFlag() {
    let given = field(\.cancelled)
    let never = CLLVMAddConstantGlobal(ir.module, "never", ir.zero(ir.i32))
    let isNull = ir.compare(CLLVMIntEQ, given, ir.zero(ir.pointer))
    cancelled = ir.name(ir.select(isNull, never, given), "cancelled")
  }

  // MARK: Steps

  private func emit(_ steps: [Program.Step]) {
    for step in steps {
      switch step {
      case .launch(let kernel, let buffers, let extents): emitLaunch(kernel, buffers, extents)
      case .whileLoop(let condition, let predicate, let body): emitWhile(condition, predicate, body)
      case .branch(let index, let branches): emitBranch(index, branches)
      case .call(let call): emitCall(call)
      case .copy(let source, let destination): emitCopy(source, destination)
      }
    }
  }

  private func emitLaunch(_ kernel: Int, _ arguments: [Program.BufferID], _ extents: [Program.Extent]) {
    let pointers = arguments.map { buffers[$0.index] }
    let counts = extents.map { extent in
      switch extent {
      case .constant(let constant): ir.constant(constant)
      case .call(let position): self.extents[position]
      }
    }
    let type = KernelEmitter.functionType(of: program.kernels[kernel], attributes, ir)
    guard attributes.hasStatus(program.kernels[kernel]) else {
      _ = ir.call(type, kernels[kernel], pointers + counts)
      return
    }
    let status = ir.call(type, kernels[kernel], [call, cancelled] + pointers + counts)
    leave(if: ir.compare(CLLVMIntNE, status, ir.zero(ir.i32)), status, "stopped")
  }

  private func emitWhile(
    _ condition: [Program.Step], _ predicate: Program.BufferID, _ body: [Program.Step]
  ) {
    let header = ir.block("while", in: function)
    let inside = ir.block("do", in: function)
    let done = ir.block("done", in: function)
    ir.branch(to: header)
    ir.position(at: header)
    emit(condition)
    let bit = ir.load(ir.integer(8), buffers[predicate.index], alignment: 1)
    ir.branch(if: ir.compare(CLLVMIntNE, bit, ir.zero(ir.integer(8))), to: inside, else: done)
    ir.position(at: inside)
    emit(body)
    let flag = CLLVMBuildAtomicLoad(ir.builder, ir.i32, cancelled, 4)
    let isCancelled = ir.compare(CLLVMIntNE, flag, ir.zero(ir.i32))
    leave(if: isCancelled, ir.constant(JAXStatusCancelled), "cancelled")
    ir.branch(to: header)
    ir.position(at: done)
  }

  /// Ends the run with `status` if `condition` holds; what follows is emitted after it.
  private func leave(if condition: IRValue, _ status: IRValue, _ name: String) {
    let exit = ir.block(name, in: function)
    let next = ir.block("next", in: function)
    ir.branch(if: condition, to: exit, else: next)
    ir.position(at: exit)
    CLLVMBuildReturn(ir.builder, status)
    ir.position(at: next)
  }

  private func emitBranch(_ index: Program.BufferID, _ branches: [[Program.Step]]) {
    guard !branches.isEmpty else { return }
    let done = ir.block("endbranch", in: function)
    let blocks = branches.indices.map { ir.block("branch\($0)", in: function) }
    let value = ir.load(ir.i32, buffers[index.index], alignment: 4)
    let choice = CLLVMBuildSwitch(ir.builder, value, blocks.last!, UInt32(blocks.count - 1))
    for (position, block) in blocks.dropLast().enumerated() {
      CLLVMAddCase(choice, ir.constant(position, ir.i32), block)
    }
    for (block, steps) in zip(blocks, branches) {
      ir.position(at: block)
      emit(steps)
      ir.branch(to: done)
    }
    ir.position(at: done)
  }

  /// A caller may pass one memory for an input and an output: then there is nothing to do.
  private func emitCopy(_ source: Program.BufferID, _ destination: Program.BufferID) {
    let (from, to) = (program[source], program[destination])
    guard from.place != to.place, let count = to.count, count > 0 else { return }
    let (source, destination) = (buffers[source.index], buffers[destination.index])
    func copy() {
      CLLVMBuildCopy(
        ir.builder, destination, source, ir.constant(count * to.dtype.byteCount), UInt32(to.dtype.byteCount))
    }
    guard case .input = from.place, case .output = to.place else { return copy() }
    let copying = ir.block("copy", in: function)
    let next = ir.block("next", in: function)
    ir.branch(if: ir.compare(CLLVMIntNE, source, destination), to: copying, else: next)
    ir.position(at: copying)
    copy()
    ir.branch(to: next)
    ir.position(at: next)
  }

  private func emitCall(_ call: Program.HostCall) {
    let operands = table(call.operands)
    let results = table(call.results)
    let type = ir.function([ir.pointer, ir.i32, ir.pointer, ir.pointer], result: ir.i32)
    let index = ir.constant(hostCalls[call]!, ir.i32)
    let status = ir.call(
      type, field(\.callback), [field(\.callbackContext), index, operands, results])
    let hasFailed = ir.compare(CLLVMIntNE, status, ir.zero(ir.i32))
    leave(if: hasFailed, ir.constant(JAXStatusCallbackFailed), "failed")
  }

  /// The addresses of buffers as an array in memory; it lies in the entry block, so that a loop does not grow the stack.
  private func table(_ identifiers: [Program.BufferID]) -> IRValue {
    let current = ir.currentBlock
    ir.position(at: entry)
    let array = ir.alloca(ir.pointer, count: max(identifiers.count, 1), alignment: 8)
    ir.position(at: current)
    for (index, identifier) in identifiers.enumerated() {
      let slot = ir.address(array, ir.pointer, at: ir.constant(index))
      ir.store(buffers[identifier.index], slot, alignment: 8)
    }
    return array
  }
}

/// Which tables of the call a program reads; the others may be null.
private struct Tables {
  var usesInputs = false
  var usesOutputs = false
  var usesConstants = false
  var usesArena = false
  /// Whether something looks at the flag that ends the run early.
  var isCancellable = false

  init(_ program: Program, _ attributes: FunctionAttributes) {
    for buffer in program.buffers {
      switch buffer.place {
      case .input: usesInputs = true
      case .output: usesOutputs = true
      case .constant: usesConstants = true
      case .arena: usesArena = true
      }
    }
    isCancellable = Tables.isCancellable(program.steps, program, attributes)
  }

  private static func isCancellable(
    _ steps: [Program.Step], _ program: Program, _ attributes: FunctionAttributes
  ) -> Bool {
    steps.contains { step in
      switch step {
      case .whileLoop: true
      case .branch(_, let branches): branches.contains { isCancellable($0, program, attributes) }
      case .launch(let kernel, _, _): attributes.hasStatus(program.kernels[kernel])
      case .call, .copy: false
      }
    }
  }
}

extension Program.Buffer {
  /// Whether its address is an instruction of its own: the first arena buffer is the arena itself.
  fileprivate var isNamedByItself: Bool { place != .arena(offset: 0) }
}
