import CJAXRuntime
import JAXIR
import Synchronization
import Testing

@testable import JAXCodegen

/// Programs in several modules, compiled side by side.
struct ProgramPartitionTests {
  /// `x + 1 + 2 + …`, one kernel for each summand, over arena buffers in turn; the last repeats the first.
  private static func chain(_ kernelCount: Int, elements: Int) -> Program {
    let bytes = (elements * 4 + 63) / 64 * 64
    var program = Program(name: "chain", arenaByteCount: 2 * bytes)
    program.buffers = [
      .init(.float32, count: elements, place: .input(0)), .init(.float32, count: elements, place: .output(0)),
      .init(.float32, count: elements, place: .arena(offset: 0)),
      .init(.float32, count: elements, place: .arena(offset: bytes)),
    ]
    program.kernels = (1...kernelCount).map { number in
      let builder = KernelBuilder(name: "add\(number)")
      let source = builder.parameter(.float32, count: elements, access: .read)
      let result = builder.parameter(.float32, count: elements, access: .write)
      builder.loop(.vector(lanes: 16, interleave: 2), to: elements) { index in
        let summand = builder.constant(
          Kernel.Constant(
            .float32, bits: UInt64(Float(number == kernelCount ? 1 : number).bitPattern)))
        builder.store(builder.load(source, at: index.index) + summand, to: result, at: index.index)
      }
      return builder.finish()
    }
    program.steps = (0..<kernelCount).map { number in
      let source = number == 0 ? 0 : 2 + number % 2
      let result = number == kernelCount - 1 ? 1 : 3 - number % 2
      return .launch(
        kernel: number, buffers: [Program.BufferID(source), Program.BufferID(result)], extents: [])
    }
    return program
  }

  private static func partition(_ program: Program, count: Int, economizes: Bool) -> ProgramPartition {
    ProgramPartition(
      program, count: count, options: CodegenOptions(economizes: economizes, moduleWeight: 10))
  }

  @Test(arguments: [1, 2, 3, 50])
  func everyKernelIsInOnePart(_ count: Int) throws {
    let program = Self.chain(9, elements: 100)
    try program.verify()
    let partition = Self.partition(program, count: count, economizes: false)
    #expect(partition.representatives == [0, 1, 2, 3, 4, 5, 6, 7, 0])
    #expect(partition.parts.flatMap(\.kernels).sorted() == Array(0..<8))
    #expect(partition.parts.count == min(count, 8))
    let weights = partition.parts.map(\.weight)
    #expect(weights.max()! - weights.min()! <= program.kernels.count * 4)
  }

  @Test func whatIsQuickToRunIsQuicklyCompiled() {
    let brief = Self.partition(Self.chain(3, elements: 100), count: 1, economizes: true)
    #expect(brief.parts.map(\.level) == [0])
    let long = Self.partition(Self.chain(3, elements: 1 << 20), count: 1, economizes: true)
    #expect(long.parts.map(\.level) == [2])
    var repeated = Self.chain(3, elements: 100)
    repeated.buffers.append(.init(.bool, count: 1, place: .input(1)))
    repeated.steps = [
      .whileLoop(condition: [], predicate: Program.BufferID(4), body: repeated.steps)
    ]
    #expect(Self.partition(repeated, count: 1, economizes: true).parts.map(\.level) == [2])
  }

  /// However a program is split, it is the same program; its code goes with its last reference.
  @Test(arguments: [(1, 100), (2, 100), (3, 1000), (8, 1 << 16)])
  func results(_ kernelCount: Int, _ elements: Int) throws {
    let program = Self.chain(kernelCount, elements: elements)
    let input = samples(elements)
    var expected = input
    for number in 1...kernelCount {
      expected = expected.map { $0 + Float(number == kernelCount ? 1 : number) }
    }
    for count in [1, 2, 4] {
      let options = CodegenOptions(moduleWeight: 1, verify: true)
      let code = try NativeKernel.engine.compile(program, options: options, maximumModuleCount: count)
      #expect(code.objects.count <= count)
      if kernelCount == 8, count > 1 { #expect(code.objects.count == count) }
      let (status, outputs) = try NativeProgram(program, code: code).run(
        [bytes(input)], outputs: [elements * 4])
      #expect(status == JAXStatusSuccess)
      #expect(values(outputs[0]) == expected)
    }
  }

  @Test func sideThreads() {
    for count in 0...5 {
      let seen = Mutex<[Int]>([])
      SideThreads.run(count) { index in seen.withLock { $0.append(index) } }
      #expect(seen.withLock { $0.sorted() } == Array(0..<count))
    }
  }
}
