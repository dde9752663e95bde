import CJAXRuntime
import JAXCodegen
import JAXCompiler
import JAXIR
import JAXRuntime
import Testing

/// Loops whose iterations are dealt to threads: equal to the interpreter for any number of them.
struct ThreadsTests {
  static let pools = [1, 2, 3, 8].map { ThreadPool(threadCount: $0) }

  private func check(_ text: String, extents: [Int] = [], counts: [Int]? = nil) throws {
    let kernel = try Kernel(parsing: text)
    try kernel.verify()
    var generator = SplitMix(seed: 3)
    let parameters = zip(kernel.parameters, counts ?? kernel.parameters.map { $0.count ?? 0 }).map {
      randomBytes($0.dtype, count: $1, &generator)
    }
    let expected = try interpret(kernel, parameters, extents: extents)
    let native = try NativeKernel(kernel)
    for pool in Self.pools {
      for _ in 0..<20 {
        #expect(native.run(parameters, extents: extents, threads: pool) == expected, "\(pool.threadCount)")
      }
    }
  }

  /// Captures of every kind: buffers, extents, values of all sizes, a constant, a bool.
  @Test(arguments: [0, 1, 2, 17, 1_000])
  func captures(count: Int) throws {
    try check(
      """
      kernel captures(@0: read f32[?], @1: read i8[1], @2: write f32[?], extent %0) {
        %1: i8 = load @1[0]
        %2: i8 = constant 3
        %3: bool = cmp.lt %1, %2
        %4: f32 = convert.f32 %1
        %5: f32 = constant 2.5
        %6: f64 = convert.f64 %4
        loop %7 in 0 ..< %0 threads(grain 1) {
          %8: f32 = load @0[%7]
          %9: f32 = mul %8, %5
          %10: f32 = add %9, %4
          %11: f32 = select %3, %10, %8
          %12: f32 = convert.f32 %6
          %13: f32 = add %11, %12
          store %13, @2[%7]
        }
      }
      """, extents: [count], counts: [count, 1, count])
  }

  @Test func storesPastTheCaches() throws {
    try check(
      """
      kernel stream(@0: read f32[4100], @1: stream f32[4096], @2: stream i8[4096]) {
        loop %0 in 0 ..< 4096 step 256 threads(grain 1) {
          loop %1 in 0 ..< 256 vector(16 x 2) {
            %2: i64 = index [%0 + %1]
            %3: f32 = load @0[%2 + 4]
            store %3, @1[%2]
            %4: i8 = convert.i8 %3
            store %4, @2[%2]
          }
        }
      }
      """)
  }

  @Test func boundsAndSteps() throws {
    try check(
      """
      kernel steps(@0: read i32[100], @1: readwrite i32[100], extent %0, extent %1) {
        loop %2 in %0 ..< %1 step 7 threads(grain 2) {
          %3: i32 = load @0[%2]
          store %3, @1[%2]
        }
        loop %4 in -3 ..< 20 step 4 threads(grain 1) {
          %5: i32 = load @0[%4 + 10]
          store %5, @1[%4*-1 + 60]
        }
      }
      """, extents: [5, 99])
  }

  /// A local of each iteration, one for all of them, and one outside.
  @Test func locals() throws {
    try check(
      """
      kernel locals(@0: read f32[640], @1: write f32[640]) {
        local @2: f32[16]
        local @3: f32[640]
        loop %0 in 0 ..< 40 threads(grain 1) {
          loop %1 in 0 ..< 16 vector(8 x 1) {
            %2: f32 = load @0[%0*16 + %1]
            store %2, @2[%1]
          }
          loop %3 in 0 ..< 16 {
            %4: f32 = load @2[%3*-1 + 15]
            store %4, @3[%0*16 + %3]
          }
        }
        loop %5 in 0 ..< 640 threads(grain 16) {
          %6: f32 = load @3[%5*-1 + 639]
          store %6, @1[%5]
        }
      }
      """)
  }

  /// Inside serial loops, branches and reductions beside it.
  @Test func control() throws {
    try check(
      """
      kernel control(@0: read f32[64], @1: readwrite f32[64], @2: readwrite f32[64], extent %0) {
        %1: i64 = constant 3
        %2: bool = cmp.lt %0, %1
        loop %3 in 0 ..< 5 {
          loop %4 in 0 ..< 64 threads(grain 4) {
            %5: f32 = load @1[%4]
            %6: f32 = load @0[%4]
            %7: f32 = add %5, %6
            store %7, @1[%4]
          }
        }
        if %2 {
          loop %8 in 0 ..< 64 threads(grain 1) {
            %9: f32 = load @1[%8]
            store %9, @2[%8]
          }
        } else {
          loop %10 in 0 ..< 64 threads(grain 1) {
            %11: f32 = load @0[%10]
            store %11, @2[%10]
          }
        }
      }
      """, extents: [2])
  }

  /// The status of a parallel loop that ends early ends the program.
  @Test func aStatusIsReturned() throws {
    let code = try NativeKernel(
      Kernel(
        parsing: """
          kernel stops(@0: write i32[4]) {
            %0: i32 = constant 7
            loop %1 in 0 ..< 4 threads(grain 1) { store %0, @0[%1] }
            store %0, @0[0]
          }
          """)
    ).code
    var output: [Int32] = [0, 0, 0, 0]
    func run(_ parallelFor: @escaping JAXParallelFor, cancelled: Int32) -> Int32 {
      output.withUnsafeMutableBytes { bytes in
        withUnsafePointer(to: bytes.baseAddress) { outputs in
          withUnsafePointer(to: cancelled) { flag in
            var call = JAXCall()
            call.outputs = outputs
            call.parallelFor = parallelFor
            call.cancelled = flag
            return code.run(&call)
          }
        }
      }
    }
    #expect(run({ _, _, _, _, _ in 99 }, cancelled: 0) == 99)
    #expect(output == [0, 0, 0, 0])
    #expect(run(JAXSerialFor, cancelled: 1) == Int32(JAXStatusCancelled.rawValue))
    #expect(output == [0, 0, 0, 0])
    #expect(run(JAXSerialFor, cancelled: 0) == 0)
    #expect(output == [7, 7, 7, 7])
  }

  /// Without a threads loop the code knows nothing of threads.
  @Test func otherKernelsStayAsTheyAre() throws {
    let text =
      "kernel plain(@0: write i32[4]) { %0: i32 = constant 7\n loop %1 in 0 ..< 4 { store %0, @0[%1] } }"
    let llvm = try NativeKernel.engine.llvmText(of: NativeKernel.program(Kernel(parsing: text)))
    #expect(llvm.contains("define internal void @kernel0.plain(ptr %0)") || llvm.contains("(ptr %buffer0)"))
    #expect(!llvm.contains("range"))
  }

  @Test func tooMuchStackIsAnError() throws {
    let text = """
      kernel big(@0: write f32[4]) {
        local @1: f32[60000]
        %0: f32 = constant 1.0
        loop %1 in 0 ..< 4 threads(grain 1) {
          store %0, @1[7]
          %2: f32 = load @1[7]
          store %2, @0[%1]
        }
      }
      """
    #expect {
      try NativeKernel(Kernel(parsing: text))
    } throws: { error in "\(error)".contains("240000 bytes of stack") }
  }
}
