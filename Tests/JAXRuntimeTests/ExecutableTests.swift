import CJAXRuntime
import Testing

@testable import JAXRuntime

/// Stands for the owner of machine code.
private final class Code: Sendable {}

private struct HostFailure: Error, Equatable { let number: Int }

/// `outputs[0] = inputs[0] + constants[0]` through the arena, four floats.
private let addConstant: JAXEntry = { call in
  let call = call!.pointee
  let arena = call.arena!.assumingMemoryBound(to: Float.self)
  let input = call.inputs[0]!.assumingMemoryBound(to: Float.self)
  let constant = call.constants[0]!.assumingMemoryBound(to: Float.self)
  let output = call.outputs[0]!.assumingMemoryBound(to: Float.self)
  for index in 0..<4 { arena[index] = input[index] + constant[index] }
  for index in 0..<4 { output[index] = arena[index] }
  return call.cancelled.pointee == 0 ? 0 : 1
}

/// Calls host function 0 from inside a parallel loop.
private let callHost: JAXEntry = { call in
  let body: JAXLoopBody = { context, begin, end in
    let call = context!.assumingMemoryBound(to: JAXCall.self).pointee
    guard begin == 0, end == 3 else { return 77 }
    return call.callback(call.callbackContext, 0, call.inputs, call.outputs)
  }
  return call!.pointee.parallelFor(call!.pointee.pool, body, UnsafeMutableRawPointer(mutating: call!), 3, 1)
}

@Suite struct ExecutableTests {
  let pool = BufferPool()

  private func buffer(_ values: [Float]) throws -> Buffer {
    try values.withUnsafeBytes { try Buffer(copying: $0, pool: pool) }
  }

  private func floats(_ buffer: Buffer) -> [Float] {
    withExtendedLifetime(buffer) { Array(buffer.bytes.bindMemory(to: Float.self)) }
  }

  private func adder() throws -> Executable {
    Executable(
      entry: addConstant, code: Code(), codeByteCount: 64, inputCount: 1, outputByteCounts: [16],
      arenaByteCount: 64, constants: [try buffer([10, 20, 30, 40])], pool: pool)
  }

  @Test func runsOnBuffers() throws {
    let outputs = try adder().run([buffer([1, 2, 3, 4])])
    #expect(outputs.map(floats) == [[11, 22, 33, 44]])
  }

  @Test func sixteenThreadsRunOneExecutable() async throws {
    let executable = try adder()
    let inputs = try (0..<16).map { _ in try buffer([1, 2, 3, 4]) }
    let right = try await withThrowingTaskGroup(of: Bool.self) { group in
      for input in inputs {
        group.addTask {
          for _ in 0..<200 where try floats(executable.run([input])[0]) != [11, 22, 33, 44] { return false }
          return true
        }
      }
      return try await group.reduce(true) { $0 && $1 }
    }
    #expect(right)
  }

  @Test func theErrorOfAHostFunctionIsThrown() throws {
    let executable = Executable(
      entry: callHost, code: Code(), codeByteCount: 0, inputCount: 1, outputByteCounts: [4],
      arenaByteCount: 0, constants: [], pool: pool, threads: ThreadPool(threadCount: 1))
    #expect(throws: HostFailure(number: 5)) {
      try executable.run([buffer([1])], callbacks: [{ _, _ in throw HostFailure(number: 5) }])
    }
    let outputs = try executable.run(
      [buffer([4])],
      callbacks: [
        { operands, results in
          let value = operands[0]!.load(as: Float.self)
          results[0]!.storeBytes(of: value * 2, as: Float.self)
        }
      ])
    #expect(outputs.map(floats) == [[8]])
  }

  @Test func aRaisedFlagCancels() throws {
    let executable = try adder()
    let input = try buffer([1, 2, 3, 4])
    let output = try buffer([0, 0, 0, 0])
    var flag: Int32 = 1
    let inputs = [UnsafeRawPointer?(UnsafeRawPointer(input.address))]
    let outputs = [UnsafeMutableRawPointer?(output.address)]
    #expect(throws: RuntimeError.cancelled) {
      try executable.run(inputs: inputs, outputs: outputs, cancelled: &flag)
    }
  }

  @Test func anArenaThatDoesNotFitThrows() throws {
    let executable = Executable(
      entry: addConstant, code: Code(), codeByteCount: 64, inputCount: 1, outputByteCounts: [16],
      arenaByteCount: 1 << 46, constants: [], pool: pool)
    #expect(throws: RuntimeError.outOfMemoryOnTheWay(byteCount: 1 << 46)) {
      try executable.run([buffer([1, 2, 3, 4])])
    }
  }
}
