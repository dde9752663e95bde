import JAXCompiler
import JAXIR
import Testing

@Suite struct DonorsTests {
  /// Copies its first parameter to the second.
  private static let copy: Kernel = {
    let builder = KernelBuilder(name: "copy")
    let source = builder.parameter(.float32, count: 8, access: .read)
    let destination = builder.parameter(.float32, count: 8, access: .write)
    builder.forEach([8]) { index in
      builder.store(builder.load(source, at: index[0]), to: destination, at: index[0])
    }
    return builder.finish()
  }()

  /// Copies from buffer to buffer: two inputs are 0 and 1, two outputs 2 and 3, 4 and 5 are in the arena, 6 is an input
  /// of another size.
  private func donors(
    _ copies: [(from: Int, to: Int)],
    mayStore: (Int, Kernel.Buffer, Kernel.Buffer) -> Bool = { _, _, _ in false }
  ) -> [[Int]] {
    let places: [Program.Place] = [
      .input(0), .input(1), .output(0), .output(1), .arena(offset: 0), .arena(offset: 64), .input(2),
    ]
    let program = Program(
      name: "copies",
      buffers: places.enumerated().map { Program.Buffer(.float32, count: $0 == 6 ? 9 : 8, place: $1) },
      kernels: [Self.copy],
      steps: copies.map {
        .launch(kernel: 0, buffers: [Program.BufferID($0.from), Program.BufferID($0.to)], extents: [])
      })
    return program.donors(mayStore: mayStore)
  }

  @Test func inputsThatEndBeforeTheOutputBegins() {
    #expect(donors([(0, 4), (1, 5), (4, 2), (5, 3)]) == [[0, 1], [0, 1]])
    #expect(donors([(0, 4), (4, 2), (1, 3)]) == [[0], [0]])
    #expect(donors([(0, 2), (1, 3)]) == [[], [0]])
  }

  @Test func inputsThatAreReadLaterStay() {
    #expect(donors([(0, 4), (4, 2), (0, 5), (1, 3)]) == [[], [0]])
  }

  @Test func anInputThatNobodyReadsIsFree() {
    #expect(donors([(0, 2), (0, 3)]) == [[1], [1]])
  }

  @Test func theKernelThatReadsItMayComputeInPlace() {
    var asked: [(Int, Int)] = []
    let all = donors([(0, 2), (1, 3)]) { kernel, result, operand in
      asked.append((result.index, operand.index))
      return kernel == 0
    }
    #expect(all == [[0], [0, 1]])
    #expect(asked.allSatisfy { $0 == (1, 0) })
  }

  @Test func theWholeLoopReadsAnInput() {
    let step = Program.Step.launch(
      kernel: 0, buffers: [Program.BufferID(0), Program.BufferID(1)], extents: [])
    let loop = Program.Step.whileLoop(condition: [], predicate: Program.BufferID(2), body: [step])
    let program = Program(
      name: "loop",
      buffers: [
        Program.Buffer(.float32, count: 8, place: .input(0)),
        Program.Buffer(.float32, count: 8, place: .output(0)),
        Program.Buffer(.bool, count: 1, place: .input(1)),
      ], kernels: [Self.copy], steps: [loop])
    #expect(program.donors { _, _, _ in true } == [[]])
  }
}
