import JAXCodegen
import JAXIR
import JAXRuntime
import Testing

/// Code that looks at its accesses: it computes the same, and makes none outside of a buffer.
struct BoundsTests {
  /// A kernel of each way in which code reaches memory; `FAR` is what is added to an index.
  static let kernels: [(name: String, text: String, isStore: Bool)] = [
    (
      "scalar",
      """
      kernel scalar(@0: read f32[8], @1: write f32[8]) {
        loop %0 in 0 ..< 8 step 1 {
          %1: f32 = load @0[%0 + FAR]
          store %1, @1[%0]
        }
      }
      """, false
    ),
    (
      "vector",
      """
      kernel vector(@0: read f32[37], @1: write f32[37]) {
        loop %0 in 0 ..< 37 step 1 vector(8 x 2) {
          %1: f32 = load @0[%0]
          store %1, @1[%0 + FAR]
        }
      }
      """, true
    ),
    (
      "reversed",
      """
      kernel reversed(@0: read f32[37], @1: write f32[37]) {
        loop %0 in 0 ..< 37 step 1 vector(8 x 2) {
          %1: f32 = load @0[%0*-1 + 36 + FAR]
          store %1, @1[%0]
        }
      }
      """, false
    ),
    (
      "strided",
      """
      kernel strided(@0: read f32[111], @1: write f32[37]) {
        loop %0 in 0 ..< 37 step 1 vector(8 x 1) {
          %1: f32 = load @0[%0*3 + 1 + FAR]
          store %1, @1[%0]
        }
      }
      """, false
    ),
    (
      "gathered",
      """
      kernel gathered(@0: read f32[37], @1: read i64[37], @2: write f32[37]) {
        loop %0 in 0 ..< 37 step 1 vector(8 x 1) {
          %1: i64 = load @1[%0]
          %2: i64 = constant 31
          %3: i64 = and %1, %2
          %4: f32 = load @0[%3 + FAR]
          store %4, @2[%0]
        }
      }
      """, false
    ),
    (
      "threads",
      """
      kernel threads(@0: read f32[1000], @1: write f32[1000]) {
        loop %0 in 0 ..< 1000 step 1 threads(grain 1) {
          %1: f32 = load @0[%0]
          store %1, @1[%0 + FAR]
        }
      }
      """, true
    ),
  ]

  private func kernel(_ number: Int, _ distance: Int) throws -> Kernel {
    // An offset of 0 is not written.
    try Kernel(
      parsing: Self.kernels[number].text
        .replacing("36 + FAR", with: "\(36 + distance)").replacing("1 + FAR", with: "\(1 + distance)")
        .replacing(" + FAR", with: distance == 0 ? "" : " + \(distance)"))
  }

  private func run(
    _ kernel: Kernel, _ parameters: [[UInt8]], threads: Int = 1
  ) throws -> [[UInt8]] {
    let options = CodegenOptions(economizes: false, checksBounds: true)
    let code = try NativeKernel.engine.compile(NativeKernel.program(kernel), options: options)
    let written = kernel.parameters.filter { $0.access != .read }
    let executable = Executable(
      entry: code.entry, code: code, codeByteCount: 0, inputCount: kernel.parameters.count - written.count,
      outputByteCounts: written.map { ($0.count ?? 0) * $0.dtype.byteCount }, arenaByteCount: 0,
      constants: [],
      pool: BufferPool(), threads: .with(threadCount: threads), checkedKernels: [kernel.name])
    let inputs = try zip(kernel.parameters, parameters).filter { $0.0.access == .read }.map { pair in
      try pair.1.withUnsafeBytes { try Buffer(copying: $0, pool: executable.pool) }
    }
    let outputs = try executable.run(inputs)
    return zip(outputs, executable.outputByteCounts).map { buffer, count in
      Array(UnsafeRawBufferPointer(start: buffer.address, count: count))
    }
  }

  private func parameters(of kernel: Kernel) -> [[UInt8]] {
    var generator = SplitMix(seed: 5)
    return kernel.parameters.map { randomBytes($0.dtype, count: $0.count ?? 0, &generator) }
  }

  @Test(arguments: kernels.indices)
  func goodAccessesComputeTheSame(number: Int) throws {
    let kernel = try kernel(number, 0)
    let parameters = parameters(of: kernel)
    let expected = try interpret(kernel, parameters)
    let written = zip(kernel.parameters, expected).filter { $0.0.access != .read }.map(\.1)
    for threads in [1, 3] { #expect(try run(kernel, parameters, threads: threads) == written) }
  }

  /// Memory that far away is nobody's: touching it would end the process.
  @Test(arguments: kernels.indices, [1, 1 << 40, -(1 << 40)])
  func badAccessesAreNotMade(number: Int, distance: Int) throws {
    let kernel = try kernel(number, distance)
    let parameters = parameters(of: kernel)
    let (name, _, isStore) = Self.kernels[number]
    // One element further is outside only where the last one is reached.
    if distance == 1, ["strided", "gathered"].contains(name) { return }
    for threads in [1, 3] {
      let error = try #require(throws: RuntimeError.self) {
        _ = try run(kernel, parameters, threads: threads)
      }
      guard case .outOfBounds(let access) = error else {
        Issue.record("\(error)")
        continue
      }
      #expect(access.kernel == name && access.isStore == isStore)
      let declaration = kernel.parameters[access.buffer]
      #expect((declaration.access != .read) == isStore && declaration.count == access.count)
      #expect(!(0..<access.count).contains(access.index))
    }
  }

  @Test func theErrorNamesTheFirstBadLane() throws {
    let kernel = try kernel(1, 1)
    let error = try #require(throws: RuntimeError.self) { _ = try run(kernel, parameters(of: kernel)) }
    #expect(error.description == "kernel vector stores to index 37 of buffer @1, which has 37 elements")
  }
}
