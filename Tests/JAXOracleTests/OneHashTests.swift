import JAX
import JAXCompiler
import JAXIR
import JAXPrimitives
import Testing

/// Each of some kernels has one result, bit for bit, over threads, vector widths and runs.
struct OneHashTests {
  #if DEBUG
    static let kernels = HashedKernel.some
    static let widths: [Int?] = [nil, 4]
    static let runCount = 3
  #else
    static let kernels = HashedKernel.all
    static let widths: [Int?] = [nil, 4, 8, 16]
    static let runCount = 20
  #endif

  @Test func kernelsAreManyAndDiffer() {
    #expect(HashedKernel.all.count >= 20)
    #expect(Set(HashedKernel.all.map(\.name)).count == HashedKernel.all.count)
  }

  @Test(arguments: kernels)
  func everyRunGivesTheSameBits(kernel: HashedKernel) throws {
    let graph = try kernel.graph()
    var random = SplitMix(seed: 1)
    let arguments = try kernel.shapes.map { shape in
      let type = TensorType(kernel.dtype, try Shape(shape))
      return try Engine.shared.tensor(Literal.random(type, specials: 0, &random))
    }
    var hashes: [UInt64: [String]] = [:]
    for width in Self.widths {
      for threadCount in [1, 2, 3, 8] {
        for grain in [1, nil] {
          var options = CompilerOptions()
          options.vectorWidth = width
          options.threadCount = threadCount
          options.parallelGrain = grain
          let compiled = try Engine.shared.compile(graph, options: options)
          let way = "width \(width ?? 0), \(threadCount) threads, grain \(grain ?? 0)"
          for run in 0..<Self.runCount {
            hashes[try Self.hash(compiled(arguments)), default: []].append("\(way), run \(run)")
          }
        }
      }
    }
    #expect(hashes.count == 1, "\(kernel): \(hashes.mapValues { "\($0.count) ways, as \($0[0])" })")
  }

  /// FNV-1a of the bytes of all results.
  private static func hash(_ results: [ConcreteTensor]) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for result in results {
      withExtendedLifetime(result) {
        let bytes = UnsafeRawBufferPointer(start: result.address, count: result.type.byteCount)
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
      }
    }
    return hash
  }
}

extension HashedKernel {
  fileprivate func graph() throws -> Graph {
    let function = self.function
    let traced = jit { (arguments: [Tensor]) -> [Tensor] in function(arguments) }
    let text = try traced.graph(shapes.map { Tensor.zeros($0, dtype) })
    return try Graph(parsing: text, vocabulary: .standard)
  }
}
