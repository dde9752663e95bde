import JAXIR
import JAXPrimitives
import Testing

@testable import JAXCompiler

/// Which buffers share memory.
struct MemoryPlanTests {
  /// `steps` of copies between arena buffers of the given sizes; buffer 0 is the input, 1 the output, the rest follow.
  private func plan(
    _ sizes: [Int], _ copies: [(from: [Int], to: Int)], sharing: Program.MemorySharing = .full,
    inPlace: Bool = true
  ) throws -> [Int] {
    var program = Program(name: "copies")
    program.buffers = [
      .init(.int8, count: 4096, place: .input(0)), .init(.int8, count: 4096, place: .output(0)),
    ]
    program.buffers += sizes.map { .init(.int8, count: $0, place: .arena(offset: 0)) }
    for (from, to) in copies {
      let builder = KernelBuilder(name: "copy")
      for source in from {
        _ = builder.parameter(.int8, count: program.buffers[source].count, access: .read)
      }
      _ = builder.parameter(.int8, count: program.buffers[to].count, access: .write)
      program.steps.append(
        .launch(
          kernel: program.kernels.count, buffers: (from + [to]).map { Program.BufferID($0) }, extents: []))
      program.kernels.append(builder.finish())
    }
    program.planMemory(sharing: sharing) { _, _, _ in inPlace }
    try program.verify()
    return program.buffers.compactMap { if case .arena(let offset) = $0.place { offset } else { nil } }
      + [program.arenaByteCount]
  }

  @Test func chainInPlace() throws {
    let steps: [(from: [Int], to: Int)] = [([0], 2), ([2], 3), ([3], 4), ([4], 1)]
    #expect(try plan([256, 256, 256], steps) == [0, 0, 0, 256])
    #expect(try plan([256, 256, 256], steps, inPlace: false) == [0, 256, 0, 512])
    #expect(try plan([256, 256, 256], steps, sharing: .none) == [0, 256, 512, 768])
    // Of another size.
    #expect(try plan([256, 128, 256], steps) == [0, 256, 0, 384])
  }

  /// What the output takes the place of lies in the output.
  @Test func outputInPlace() throws {
    #expect(try plan([4096, 4096], [([0], 2), ([2], 3), ([3], 1)]) == [0])
    #expect(try plan([4096, 4096], [([0], 2), ([2], 3), ([3], 1)], inPlace: false) == [0, 4096, 8192])
    // The output is written before: part of it, as far as the plan knows.
    #expect(try plan([4096], [([0], 2), ([0], 1), ([2], 1)]) == [0, 4096])
  }

  @Test func notWhatIsReadLater() throws {
    #expect(try plan([256, 256], [([0], 2), ([2], 3), ([2, 3], 1)]) == [0, 256, 512])
  }

  @Test func oneResultForEachOperand() throws {
    // Both operands end at the same launch; the second result takes the place of the second one.
    #expect(try plan([256, 256, 256], [([0], 2), ([0], 3), ([2, 3], 4), ([4], 1)]) == [0, 256, 0, 512])
  }

  @Test func largeOnesFirst() throws {
    // In order of use the large buffer would lie past the hole that the first one leaves.
    let sizes = [128, 64, 256]
    let steps: [(from: [Int], to: Int)] = [([0], 2), ([0], 3), ([2], 1), ([3], 4), ([4], 1)]
    #expect(try plan(sizes, steps, inPlace: false).last == 320)
  }

  /// Chains of any length take time in proportion.
  @Test func manyBuffers() throws {
    let count = 3000
    let steps: [(from: [Int], to: Int)] =
      [([0], 2)] + (1..<count).map { ([$0 + 1], $0 + 2) } + [([count + 1], 1)]
    #expect(try plan(Array(repeating: 64, count: count), steps, inPlace: false).last == 128)
    #expect(try plan(Array(repeating: 64, count: count), steps).last == 64)
  }
}
