import Foundation
import JAXCodegen
import JAXIR
import Testing

/// The engine: texts, many threads, unloading.
struct JITEngineTests {
  private static let program = NativeKernel.program(
    ElementwiseTests.kernel(.vector(lanes: 16, interleave: 2), count: 100))

  @Test func texts() throws {
    let engine = NativeKernel.engine
    let text = try engine.llvmText(of: Self.program)
    #expect(text.contains("define i32 @run(ptr %call)"))
    #expect(text.contains("fmul <16 x float>"))
    #expect(!text.contains("fast") && !text.contains("nsw"))
    #expect(try engine.assembly(of: Self.program).contains("run:"))
    #expect(try engine.object(of: Self.program).prefix(4) == [0x7F, 0x45, 0x4C, 0x46])
  }

  @Test func timings() throws {
    let code = try NativeKernel.engine.compile(Self.program)
    #expect(code.timings.total > code.timings.codegen)
    #expect(code.timings.codegen > .zero)
    #expect(code.objects.count == 1 && code.byteCount == code.objects[0].count && code.byteCount > 0)
  }

  /// One element-wise group is one loop of vector operations, without a call or a buffer between.
  @Test func oneLoop() throws {
    let text = try NativeKernel.engine.llvmText(
      of: NativeKernel.program(ElementwiseTests.kernel(.vector(lanes: 16, interleave: 2), count: 1024)))
    let kernel = text.split(separator: "define i32 @run")[0]
    #expect(kernel.split(separator: "phi i64").count == 2)
    #expect(kernel.split(separator: "store <16 x float>").count == 3)
    #expect(!kernel.contains("store float") && !kernel.contains("alloca") && !kernel.contains("masked"))
  }

  @Test func manyThreadsCompileAtOnce() async throws {
    await withTaskGroup(of: Bool.self) { group in
      for number in 0..<16 {
        group.addTask { (try? Self.compileAndRun(counts: number * 7 + 1..<number * 7 + 5)) ?? false }
      }
      for await isRight in group { #expect(isRight) }
    }
  }

  private static func compileAndRun(counts: Range<Int>) throws -> Bool {
    try counts.allSatisfy { count in
      let native = try NativeKernel(ElementwiseTests.kernel(.vector(lanes: 8, interleave: 2), count: count))
      let (x, y) = (samples(count), samples(count, seed: 2))
      let out = native.run([bytes(x), bytes(y), bytes([Float](repeating: 0, count: count))])
      return values(out[2]) == ElementwiseTests.expected(x, y)
    }
  }

  /// Code outlives the engine that made it, and goes with its last reference.
  @Test func codeOutlivesEngine() throws {
    let kernel = ElementwiseTests.kernel(.serial, count: nil)
    let code = try JITEngine().compile(NativeKernel.program(kernel))
    let (x, y) = (samples(9), samples(9, seed: 2))
    let out = NativeKernel(kernel, code: code).run(
      [bytes(x), bytes(y), bytes([Float](repeating: 0, count: 9))], extents: [9])
    #expect(values(out[2]) == ElementwiseTests.expected(x, y))
  }

  /// What is compiled and dropped again leaves nothing behind.
  @Test func unloading() throws {
    let kernel = ElementwiseTests.kernel(.serial, count: 3)
    for _ in 0..<200 { _ = try NativeKernel(kernel, options: CodegenOptions(optimizationLevel: 0)) }
    let maps = try String(contentsOfFile: "/proc/self/maps", encoding: .utf8).split(separator: "\n")
    #expect(!maps.contains { $0.contains("rwxp") }, "memory is never writable and executable at once")
  }
}
