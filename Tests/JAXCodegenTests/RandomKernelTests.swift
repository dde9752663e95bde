import Foundation
import JAXCodegen
import JAXCompiler
import JAXIR
import JAXRuntime
import Testing

/// Random kernels: machine code = interpreter, bit for bit.
struct RandomKernelTests {
  #if DEBUG
    // The interpreter is slow there.
    private static let standardCount = 60
  #else
    private static let standardCount = 1_000
  #endif

  /// How many, from `JAX_RANDOM_KERNELS`.
  static let count =
    ProcessInfo.processInfo.environment["JAX_RANDOM_KERNELS"].flatMap(Int.init) ?? standardCount
  /// The first seed, from `JAX_RANDOM_SEED`.
  static let seed = ProcessInfo.processInfo.environment["JAX_RANDOM_SEED"].flatMap(UInt64.init) ?? 1

  private static let pools = [1, 2, 3, 8].map { ThreadPool(threadCount: $0) }

  @Test func matchInterpreter() throws {
    print("random kernels: \(Self.count) from seed \(Self.seed)")
    var features: [String: Int] = [:]
    for number in 0..<Self.count {
      let seed = Self.seed &+ UInt64(number)
      let random = RandomKernel(seed: seed)
      for feature in random.features { features[feature, default: 0] += 1 }
      let kernel = random.kernel
      var generator = SplitMix(seed: seed)
      let parameters = kernel.parameters.map { randomBytes($0.dtype, count: $0.count!, &generator) }
      let expected = try interpret(kernel, parameters)
      let got = try NativeKernel(
        kernel, options: CodegenOptions(optimizationLevel: number % 3, economizes: false, verify: true)
      )
      .run(parameters)
      let threaded = kernel.scheduled(for: VectorTarget(threads: .grain(1 + number % 2)))
      try threaded.verify()
      let shared = try NativeKernel(threaded).run(parameters, threads: Self.pools[number / 2 % 4])
      for (position, parameter) in kernel.parameters.enumerated() {
        let isEqual =
          canonical(got[position], parameter.dtype) == canonical(expected[position], parameter.dtype)
        #expect(isEqual, "seed \(seed), buffer \(position)\n\(kernel)")
        let isShared =
          canonical(shared[position], parameter.dtype) == canonical(got[position], parameter.dtype)
        #expect(isShared, "seed \(seed), buffer \(position) on threads\n\(threaded)")
        if !isEqual || !isShared { return }
      }
    }
    for feature in ["vector", "remainder", "conditional", "loop", "while", "reduction", "masked load"] {
      #expect(features[feature, default: 0] * 10 >= Self.count, "\(feature) in \(features)")
    }
  }
}
