package import JAXIR
import Synchronization

/// Compiles programs to machine code in this process. Long-lived: its target machines and its linker are reused.
///
/// Any number of threads may compile at once; each uses a target machine and an LLVM context of its own.
package final class JITEngine: Sendable {
  /// What the code is made for.
  package let target: Target
  private let attributes: FunctionAttributes
  private let session: SharedSession
  private let idle = Mutex(IdleMachines())
  private let nextSymbol = Atomic<Int>(0)
  /// Compilations at this moment: each takes its share of the processors.
  private let active = Atomic<Int>(0)

  /// - Throws: `unsupported` for a processor that is too old, `compilationFailed` when LLVM cannot start.
  package init() throws(JAXError) {
    target = try Target.host()
    attributes = FunctionAttributes(target)
    session = try SharedSession()
  }

  /// The machine code of `program`, ready to run; unloaded when the last reference to it goes.
  ///
  /// A large program is split into modules that several threads compile at once, unless the processors have other
  /// compilations to do.
  ///
  /// - Parameter maximumModuleCount: nil for as many as the processors that are free can compile.
  /// - Throws: `compilationFailed`, with LLVM's words where they are its own.
  package func compile(
    _ program: Program, options: CodegenOptions = CodegenOptions(), maximumModuleCount: Int? = nil
  ) throws(JAXError) -> MachineCode {
    // All objects share one symbol table, so each entry has a name of its own.
    let symbol = "program\(nextSymbol.add(1, ordering: .relaxed).newValue)"
    let others = active.add(1, ordering: .relaxed).oldValue
    defer { active.subtract(1, ordering: .relaxed) }
    // Each module has passes of its own to set up, and all share one allocator.
    let share = min(4, max(1, SideThreads.processorCount / (others + 1)))
    let partition = ProgramPartition(program, count: maximumModuleCount ?? share, options: options)
    var timings = CodegenTimings()
    let objects = try objects(of: program, partition, symbol: symbol, options: options, timings: &timings)
    let start = ContinuousClock.now
    let loaded = try session.load(objects, symbol: symbol)
    timings.link = ContinuousClock.now - start
    return MachineCode(loaded, objects: objects, symbol: symbol, timings: timings)
  }

  /// Told how long the steps of one compilation took.
  package typealias Observer = (CodegenTimings) -> Void

  /// The LLVM IR of `program`, after LLVM's passes unless told otherwise.
  package func llvmText(
    of program: Program, options: CodegenOptions = CodegenOptions(), optimized: Bool = true,
    observe: Observer? = nil
  ) throws(JAXError) -> String {
    try buildWhole(program, options: options, runsPasses: optimized, observe) {
      (_, module) throws(JAXError) in
      module.text
    }
  }

  /// The assembly text of `program`.
  package func assembly(
    of program: Program, options: CodegenOptions = CodegenOptions(), observe: Observer? = nil
  ) throws(JAXError) -> String {
    try buildWhole(program, options: options, observe) { (machine, module) throws(JAXError) in
      try machine.assembly(of: module)
    }
  }

  /// The object file of `program`, whose entry is called `run`.
  package func object(
    of program: Program, options: CodegenOptions = CodegenOptions(), observe: Observer? = nil
  ) throws(JAXError) -> [UInt8] {
    try buildWhole(program, options: options, observe) { (machine, module) throws(JAXError) in
      try machine.object(of: module)
    }
  }

  // MARK: Modules

  /// The objects of all parts, the one with the entry first.
  private func objects(
    of program: Program, _ partition: ProgramPartition, symbol: String, options: CodegenOptions,
    timings: inout CodegenTimings
  ) throws(JAXError) -> [[UInt8]] {
    if partition.parts.count == 1 {
      return [try object(of: program, partition, part: 0, symbol: symbol, options, &timings)]
    }
    typealias Made = Result<[UInt8], JAXError>
    let made = Mutex([Made?](repeating: nil, count: partition.parts.count))
    let own = Mutex(CodegenTimings())
    let clock = ContinuousClock()
    let start = clock.now
    SideThreads.run(partition.parts.count) { part in
      var timings = CodegenTimings()
      let result: Made
      do throws(JAXError) {
        result = .success(
          try self.object(of: program, partition, part: part, symbol: symbol, options, &timings))
      } catch {
        result = .failure(error)
      }
      made.withLock { $0[part] = result }
      if part == 0 { own.withLock { [timings] in $0 = timings } }
    }
    timings = own.withLock { $0 }
    timings.wait = clock.now - start - timings.total
    var objects: [[UInt8]] = []
    for result in made.withLock({ $0 }) { objects.append(try result!.get()) }
    return objects
  }

  private func object(
    of program: Program, _ partition: ProgramPartition, part: Int, symbol: String, _ options: CodegenOptions,
    _ timings: inout CodegenTimings
  ) throws(JAXError) -> [UInt8] {
    try build(program, partition, part: part, symbol: symbol, options: options, timings: &timings) {
      (machine, module) throws(JAXError) in try machine.object(of: module)
    }
  }

  /// The whole program in one module at one level.
  private func buildWhole<Result>(
    _ program: Program, options: CodegenOptions, runsPasses: Bool = true, _ observe: Observer?,
    _ finish: (borrowing TargetMachine, borrowing LLVMModule) throws(JAXError) -> Result
  ) throws(JAXError) -> Result {
    var options = options
    options.economizes = false
    var timings = CodegenTimings()
    defer { observe?(timings) }
    return try build(
      program, ProgramPartition(program, count: 1, options: options), part: 0, symbol: "run",
      options: options,
      runsPasses: runsPasses, timings: &timings, finish)
  }

  private func build<Result>(
    _ program: Program, _ partition: ProgramPartition, part: Int, symbol: String, options: CodegenOptions,
    runsPasses: Bool = true, timings: inout CodegenTimings,
    _ finish: (borrowing TargetMachine, borrowing LLVMModule) throws(JAXError) -> Result
  ) throws(JAXError) -> Result {
    let machine = try takeMachine(level: partition.parts[part].level)
    defer { giveBack(machine) }
    let clock = ContinuousClock()
    let start = clock.now
    let module = LLVMModule(name: program.name, machine: machine.machine)
    var attributes = attributes
    attributes.checksBounds = options.checksBounds
    try ProgramEmitter.emit(
      program, partition, part: part, symbol: symbol, attributes: attributes, into: module.ir)
    if options.verify { try module.verify() }
    let emitted = clock.now
    let kernels = partition.parts[part].kernels.map { program.kernels[$0] }
    if runsPasses { try module.run(passes(for: kernels), machine: machine.machine) }
    let passed = clock.now
    let result = try finish(machine.machine, module)
    timings.emit = emitted - start
    timings.passes = passed - emitted
    timings.codegen = clock.now - passed
    return result
  }

  /// Only what vector code that is already laid out gains from; `sroa` keeps small locals in registers.
  private func passes(for kernels: [Kernel]) -> String {
    let hasLocals = kernels.contains { !$0.locals.isEmpty }
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
