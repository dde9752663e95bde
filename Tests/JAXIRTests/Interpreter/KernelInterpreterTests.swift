import Testing

@testable import JAXIR

struct KernelInterpreterTests {
  private func kernel(_ parameters: String, _ body: String) throws -> Kernel {
    try Kernel(parsing: "kernel k(\(parameters)) {\n\(body)\n}")
  }

  /// The order that `Kernel.Reduction` states, written once more.
  private static func sum(_ rows: [[Float]], lanes: Int) -> Float {
    var accumulators = [Float](repeating: 0.5, count: lanes)
    for row in rows {
      for (k, element) in row.enumerated() { accumulators[k % lanes] += element }
    }
    var half = lanes / 2
    while half >= 1 {
      for j in 0..<half { accumulators[j] += accumulators[j + half] }
      half /= 2
    }
    return accumulators[0]
  }

  @Test(arguments: [1, 2, 4, 8, 16], [0, 1, 7, 8, 9, 33])
  func reductionsKeepTheirOrder(lanes: Int, count: Int) throws {
    let kernel = try kernel(
      "@0: read f32[?], @1: write f32[1], extent %0",
      """
      %1: f32 = constant 0.5
      %2: f32 = reduce %3 in 0 ..< 3, %4 in 0 ..< %0 lanes(\(lanes)) from (%1) {
        %5: i64 = mul %3, %0
        %6: f32 = load @0[%5 + %4]
        yield %6
      } combine (%7: f32, %8: f32) {
        %9: f32 = add %7, %8
        yield %9
      }
      store %2, @1[0]
      """)
    var random = SplitMix(seed: 31)
    let rows = (0..<3).map { _ in (0..<count).map { _ in Float.random(in: -1...1, using: &random) } }
    let result = try Run.kernel(kernel, rows.flatMap(\.self), [Float(0)], extents: [count])
    #expect(result.1[0] == Self.sum(rows, lanes: lanes))
  }

  /// Of the arguments of `combine` the accumulator comes first, in the tree the lane of the lower number.
  @Test func combineIsNotCommuted() throws {
    let kernel = try kernel(
      "@0: read i64[8], @1: write i64[1]",
      """
      %0: i64 = constant 0
      %1: i64 = constant 3
      %2: i64 = reduce %3 in 0 ..< 8 lanes(4) from (%0) {
        %4: i64 = load @0[%3]
        yield %4
      } combine (%5: i64, %6: i64) {
        %7: i64 = mul %5, %1
        %8: i64 = add %7, %6
        yield %8
      }
      store %2, @1[0]
      """)
    let x: [Int] = [1, 2, 3, 4, 5, 6, 7, 8]
    func combine(_ a: Int, _ b: Int) -> Int { a * 3 + b }
    let lanes = (0..<4).map { combine(combine(0, x[$0]), x[$0 + 4]) }
    let expected = combine(combine(lanes[0], lanes[2]), combine(lanes[1], lanes[3]))
    #expect(try Run.kernel(kernel, x, [0]).1 == [expected])
  }

  @Test func carriedValuesMoveAtOnce() throws {
    let kernel = try kernel(
      "@0: write i64[2]",
      """
      %0: i64 = constant 1
      %1: i64 = constant 2
      %2: i64, %3: i64 = loop %4 in 0 ..< 3 carrying (%5: i64 = %0, %6: i64 = %1) {
        yield %6, %5
      }
      %7: i64, %8: i64, %9: i64 = while (%10: i64 = %2, %11: i64 = %3, %12: i64 = %0) {
        %13: i64 = constant 4
        %14: bool = cmp.lt %12, %13
        yield %14
      } do (%15: i64, %16: i64, %17: i64) {
        %18: i64 = index [%17 + 1]
        yield %16, %15, %18
      }
      store %7, @0[0]
      store %8, @0[1]
      """)
    #expect(try Run.kernel(kernel, [0, 0]) == [1, 2])
  }

  @Test func loopsStepAndEnd() throws {
    let kernel = try kernel(
      "@0: readwrite i64[1], extent %0",
      """
      loop %1 in -7 ..< %0 step 3 {
        %2: i64 = load @0[0]
        %3: i64 = index [%2*10 + %1 + 7]
        store %3, @0[0]
      }
      loop %4 in 9223372036854775800 ..< 9223372036854775807 step 5 {
        %5: i64 = load @0[0]
        %6: i64 = index [%5 + 1000000]
        store %6, @0[0]
      }
      """)
    #expect(try Run.kernel(kernel, [0], extents: [3]) == [2_000_369])
    #expect(try Run.kernel(kernel, [0], extents: [2]) == [2_000_036])
  }

  @Test(arguments: DType.allCases.filter { !$0.isComplex })
  func memoryKeepsEveryDType(dtype: DType) throws {
    let kernel = try kernel(
      "@0: read \(dtype)[4], @1: write \(dtype)[4]",
      "loop %0 in 0 ..< 4 { %1: \(dtype) = load @0[%0*-1 + 3]\nstore %1, @1[%0] }")
    let bytes = (0..<4 * dtype.byteCount).map {
      dtype == .bool ? UInt8($0 & 1) : UInt8(truncatingIfNeeded: $0 * 17 + 3)
    }
    let result = try Run.kernel(kernel, bytes, [UInt8](repeating: 0, count: bytes.count))
    let size = dtype.byteCount
    let reversed: [UInt8] = [3, 2, 1, 0].flatMap { bytes[$0 * size..<($0 + 1) * size] }
    #expect(result.1 == reversed)
  }

  @Test func maskedAccessesTouchNothing() throws {
    let kernel = try kernel(
      "@0: read f32[2], @1: readwrite f32[2]",
      """
      loop %0 in 0 ..< 1000 vector(8 x 1) {
        %1: i64 = constant 2
        %2: bool = cmp.lt %0, %1
        %3: f32 = constant 9.0
        %4: f32 = load @0[%0] where %2 else %3
        store %4, @1[%0] where %2
      }
      """)
    #expect(try Run.kernel(kernel, [1, 2] as [Float], [0, 0] as [Float]).1 == [1, 2])
  }

  @Test func failuresAreErrors() throws {
    func message(_ body: () throws -> Void) throws -> String {
      try #require(throws: JAXError.self) { try body() }.description
    }
    let outside = try kernel(
      "@0: write i64[?], extent %0", "loop %1 in 0 ..< %0 { store %1, @0[%1*2] }")
    #expect(
      try message { _ = try Run.kernel(outside, [0, 0, 0, 0], extents: [3]) }
        == "error: kernel k: element 4 of @0, which has 4")
    let negative = try kernel("@0: write i64[?], extent %0", "store %0, @0[%0*-1]")
    #expect(try message { _ = try Run.kernel(negative, [0], extents: [5]) }.contains("element -5 of @0"))
    #expect(try message { _ = try Run.kernel(negative, [0]) }.contains("takes 1 buffers and 1 extents"))
    let large = try kernel("@0: write i64[3]", "")
    #expect(try message { _ = try Run.kernel(large, [0]) }.contains("@0 has 8 bytes, too few for 3 i64"))
    let invalid = try kernel("@0: write i64[3]", "store %0, @0[0]")
    #expect(try message { _ = try Run.kernel(invalid, [0, 0, 0]) }.contains("K2"))
  }

  @Test func endlessLoopsReachTheirLimit() throws {
    let endless = try kernel(
      "", "%0: bool = constant true\n%3: bool = while (%1: bool = %0) { yield %1 } do (%2: bool) { yield %2 }"
    )
    let interpreter = try KernelInterpreter(endless)
    #expect(throws: JAXError.self) { try interpreter.run(buffers: [], iterationLimit: 1_000) }
    let long = try KernelInterpreter(try kernel("", "loop %0 in 0 ..< 1001 { }"))
    #expect(throws: JAXError.self) { try long.run(buffers: [], iterationLimit: 999) }
    try long.run(buffers: [], iterationLimit: 1_000)
  }

  /// Renumbering, printing and parsing change no bit of what random kernels do.
  @Test func randomKernelsRunTheSameAfterRewriting() throws {
    var written = 0
    for seed in UInt64(0)..<200 {
      let kernel = RandomKernel.make(seed: seed)
      let results = try [kernel, kernel.renumbered, try Kernel(parsing: kernel.description)].map { kernel in
        var random = SplitMix(seed: seed)
        let memories = kernel.parameters.map { parameter in
          let memory = UnsafeMutableRawBufferPointer.allocate(
            byteCount: parameter.count! * parameter.dtype.byteCount, alignment: 8)
          for position in memory.indices {
            let byte = UInt8(truncatingIfNeeded: random.next())
            memory[position] = parameter.dtype == .bool ? byte & 1 : byte
          }
          return memory
        }
        defer { for memory in memories { memory.deallocate() } }
        let before = memories.map { Array($0) }
        try KernelInterpreter(kernel).run(buffers: memories, extents: kernel.extents.map { _ in 5 })
        let after = memories.map { Array($0) }
        for (parameter, (before, after)) in zip(kernel.parameters, zip(before, after)) {
          #expect(parameter.access != .read || before == after, "seed \(seed)")
          written += before == after ? 0 : 1
        }
        return after
      }
      #expect(results[0] == results[1] && results[0] == results[2], "seed \(seed)")
    }
    #expect(written > 100)
  }
}
