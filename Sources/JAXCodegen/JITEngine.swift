package import JAXIR
import Synchronization

/// Compiles programs to machine code in this process. Long-lived: its target machines and its linker are reused.
///
/// Any number of threads may compile at once; each uses a target machine and an LLVM context of its own.
package final class JITEngine: Sendable {
  /// What the code is made for.
  package let target: Target
  private let session: SharedSession
  private let idle = Mutex(IdleMachines())
  private let nextSymbol = Atomic<Int>(0)

  /// - Throws: `unsupported` for a processor that is too old, `compilationFailed` when LLVM cannot start.
  package init() throws(JAXError) {
    target = try Target.host()
    session = try SharedSession()
  }

  /// The machine code of `program`, ready to run; unloaded when the last reference to it goes.
  ///
  /// - Throws: `compilationFailed`, with LLVM's words where they are its own.
  package func compile(
    _ program: Program, options: CodegenOptions = CodegenOptions()
  ) throws(JAXError) -> MachineCode {
    // All objects share one symbol table, so each entry has a name of its own.
    let symbol = "program\(nextSymbol.add(1, ordering: .relaxed).newValue)"
    var timings = CodegenTimings()
    let object = try build(program, symbol: symbol, options: options, timings: &timings) {
      (machine, module) throws(JAXError) in try machine.object(of: module)
    }
    let start = ContinuousClock.now
    let loaded = try session.load(object, symbol: symbol)
    timings.link = ContinuousClock.now - start
    return MachineCode(loaded, object: object, symbol: symbol, timings: timings)
  }

  /// The LLVM IR of `program`, after LLVM's passes unless told otherwise.
  package func llvmText(
    of program: Program, options: CodegenOptions = CodegenOptions(), optimized: Bool = true
  ) throws(JAXError) -> String {
    var timings = CodegenTimings()
    return try build(
      program, symbol: Self.plainSymbol, options: options, runsPasses: optimized, timings: &timings
    ) { (_, module) throws(JAXError) in module.text }
  }

  /// The assembly text of `program`.
  package func assembly(
    of program: Program, options: CodegenOptions = CodegenOptions()
  ) throws(JAXError) -> String {
    var timings = CodegenTimings()
    return try build(program, symbol: Self.plainSymbol, options: options, timings: &timings) {
      (machine, module) throws(JAXError) in try machine.assembly(of: module)
    }
  }

  /// The object file of `program`, whose entry is called `run`.
  package func object(
    of program: Program, options: CodegenOptions = CodegenOptions()
  ) throws(JAXError) -> [UInt8] {
    var timings = CodegenTimings()
    return try build(program, symbol: Self.plainSymbol, options: options, timings: &timings) {
      (machine, module) throws(JAXError) in try machine.object(of: module)
    }
  }

  private static let plainSymbol = "run"

  private func build<Result>(
    _ program: Program, symbol: String, options: CodegenOptions, runsPasses: Bool = true,
    timings: inout CodegenTimings,
    _ finish: (borrowing TargetMachine, borrowing LLVMModule) throws(JAXError) -> Result
  ) throws(JAXError) -> Result {
    let machine = try takeMachine(level: options.optimizationLevel)
    defer { giveBack(machine) }
    let clock = ContinuousClock()
    let start = clock.now
    let module = LLVMModule(name: program.name, machine: machine.machine)
    try ProgramEmitter.emit(program, symbol: symbol, attributes: FunctionAttributes(target), into: module.ir)
    if options.verify { try module.verify() }
    let emitted = clock.now
    if runsPasses { try module.run(passes(for: program), machine: machine.machine) }
    let passed = clock.now
    let result = try finish(machine.machine, module)
    timings.emit = emitted - start
    timings.passes = passed - emitted
    timings.codegen = clock.now - passed
    return result
  }

  /// Only what vector code that is already laid out gains from; `sroa` keeps small locals in registers.
  private func passes(for program: Program) -> String {
    let hasLocals = program.kernels.contains { !$0.locals.isEmpty }
    return "function(\(hasLocals ? "sroa," : "")early-cse,loop-simplify,lcssa,loop-mssa(licm))"
  }

  // MARK: Target machines

  private func takeMachine(level: Int) throws(JAXError) -> IdleMachine {
    if let machine = idle.withLock({ $0.take(level: level) }) { return machine }
    return IdleMachine(try TargetMachine(target, level: level), level: level)
  }

  private func giveBack(_ machine: IdleMachine) { idle.withLock { $0.machines.append(machine) } }
}

/// A target machine between two compilations.
///
/// Unchecked because LLVM's code generator may change threads as long as one at a time uses it, which taking it out of
/// the pool ensures.
private final class IdleMachine: @unchecked Sendable {
  let machine: TargetMachine
  let level: Int

  init(_ machine: consuming TargetMachine, level: Int) {
    self.machine = machine
    self.level = level
  }
}

private struct IdleMachines {
  var machines: [IdleMachine] = []

  mutating func take(level: Int) -> IdleMachine? {
    guard let index = machines.lastIndex(where: { $0.level == level }) else { return nil }
    return machines.remove(at: index)
  }
}
