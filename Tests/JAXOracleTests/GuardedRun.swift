import JAX
import JAXCompiler
import JAXIR
import JAXRuntime

/// A compiled program run on guarded, poisoned memory.
struct GuardedRun {
  let lowered: LoweredProgram
  let executable: Executable
  let edge: GuardedMemory.Edge
  /// What the program takes after its arguments: the constants that lie between pages that fault, too.
  let constants: [Literal]
  /// The parts of the arena that fault.
  let guards: [Range<Int>]

  /// - Throws: what linking throws.
  init(_ graph: Graph, _ lowered: LoweredProgram, _ choices: Choices) throws {
    var lowered = lowered
    constants = choices.memory.arena == .guarded ? lowered.program.takingConstants() : []
    (lowered.program, guards) = lowered.program.placed(by: choices.memory)
    self.lowered = lowered
    edge = choices.memory.edge
    executable = try Engine.shared.link(graph, self.lowered, choices.linking).executable
  }

  struct Outcome {
    /// The bytes of each tensor result.
    var results: [[UInt8]]
    /// What was written that should not have been; nil when nothing was.
    var damage: String?
  }

  /// - Throws: what a host function throws.
  func callAsFunction(_ arguments: [Literal], _ hostFunctions: [String: HostFunction] = [:]) throws -> Outcome
  {
    let inputs = (arguments + constants).map { GuardedMemory(holding: $0.expandedBytes, edge: edge) }
    let outputs = executable.outputByteCounts.map { GuardedMemory(byteCount: $0, edge: edge) }
    // Guards inside the arena are whole pages of it.
    let arena = GuardedMemory(byteCount: executable.arenaByteCount, edge: guards.isEmpty ? edge : .start)
    arena.guardPages(guards)
    let inputAddresses: [UnsafeRawPointer?] = inputs.map { UnsafeRawPointer($0.address) } + [nil]
    let outputAddresses: [UnsafeMutableRawPointer?] = outputs.map(\.address) + [nil]
    try executable.run(
      inputs: inputAddresses, outputs: outputAddresses,
      callbacks: try lowered.program.hostCalls.map { try callback($0, hostFunctions) }, arena: arena.address)
    let results = lowered.results.map { place in
      switch place {
      case .output(let index): outputs[index].bytes
      case .input(let index): inputs[index].bytes
      }
    }
    var damage: String?
    for (index, output) in outputs.enumerated() where !output.isIntact {
      damage = "bytes beside output \(index) were written"
    }
    if guards.isEmpty, !arena.isIntact { damage = "bytes beside the arena were written" }
    return Outcome(results: results, damage: damage)
  }

  private func callback(
    _ call: Program.HostCall, _ hostFunctions: [String: HostFunction]
  ) throws -> HostCallback {
    guard let function = hostFunctions[call.name] else {
      throw JAXError(.unsupported, "the program calls \(call.name)")
    }
    let program = lowered.program
    func byteCount(_ buffer: Program.BufferID) -> Int {
      (program[buffer].count ?? 0) * program[buffer].dtype.byteCount
    }
    let (operandCounts, resultCounts) = (call.operands.map(byteCount), call.results.map(byteCount))
    return { operands, results in
      try function(
        operandCounts.enumerated().map { UnsafeRawBufferPointer(start: operands[$0], count: $1) },
        resultCounts.enumerated().map { UnsafeMutableRawBufferPointer(start: results[$0], count: $1) })
    }
  }
}
