import CJAXRuntime
import JAXCodegen
import JAXCompiler
import JAXIR
import Testing

private let engine = try! JITEngine()

/// The results of a graph as machine code.
func compileAndRun(_ graph: Graph, _ inputs: [Literal], _ options: LoweringOptions) throws -> [Literal] {
  let lowered = try LoweredProgram(graph, options: options)
  let code = try engine.compile(lowered.program)
  let operands = inputs.map { FencedMemory($0.expandedBytes) }
  let constants = lowered.program.constants.map { FencedMemory($0.expandedBytes) }
  let arena = FencedMemory([UInt8](repeating: 0xCC, count: lowered.program.arenaByteCount))
  let types = graph.resultTypes.compactMap(\.tensor)
  var results: [FencedMemory] = []
  for (type, place) in zip(types, lowered.results) where place == .output(results.count) {
    results.append(FencedMemory([UInt8](repeating: 0xEE, count: type.byteCount)))
  }
  let status = operands.map { UnsafeRawPointer?($0.address) }.withUnsafeBufferPointer { inputs in
    results.map { UnsafeMutableRawPointer?($0.address) }.withUnsafeBufferPointer { outputs in
      constants.map { UnsafeRawPointer?($0.address) }.withUnsafeBufferPointer { constants in
        var call = JAXCall()
        call.inputs = inputs.baseAddress
        call.outputs = outputs.baseAddress
        call.constants = constants.baseAddress
        call.arena = arena.address
        call.parallelFor = JAXSerialFor
        return code.run(&call)
      }
    }
  }
  #expect(status == Int32(JAXStatusSuccess.rawValue))
  for memory in operands + constants + results + [arena] {
    let isIntact = memory.isIntact
    #expect(isIntact, "written outside of a buffer")
  }
  return try zip(types, lowered.results).map { type, place in
    switch place {
    case .input(let position): inputs[position]
    case .output(let position): try Literal(type, bytes: results[position].bytes)
    }
  }
}

/// Aligned memory between two fences that nobody may write.
private final class FencedMemory {
  private let memory: UnsafeMutableRawBufferPointer
  private let count: Int
  private static let fence = 64

  init(_ bytes: [UInt8]) {
    count = bytes.count
    memory = .allocate(byteCount: bytes.count + 2 * Self.fence, alignment: 64)
    memory.initializeMemory(as: UInt8.self, repeating: 0xFE)
    UnsafeMutableRawBufferPointer(rebasing: memory[Self.fence...]).copyBytes(from: bytes)
  }

  deinit { memory.deallocate() }

  var address: UnsafeMutableRawPointer { memory.baseAddress! + Self.fence }
  var bytes: [UInt8] { Array(memory[Self.fence..<Self.fence + count]) }
  var isIntact: Bool {
    memory[..<Self.fence].allSatisfy { $0 == 0xFE }
      && memory[(Self.fence + count)...].allSatisfy { $0 == 0xFE }
  }
}
