import JAXIR
import Testing

@testable import JAX

@Suite struct CompiledStatisticsTests {
  @Test func bytesAreThoseOfArgumentsResultsAndArena() throws {
    let captured = Tensor.ones([100])
    let f = jit { (x: Tensor, y: Tensor) in
      let product = matmul(x, y)
      return (matmul(product, product) + captured[0], product.sum())
    }
    let x = Tensor.ones([32, 32])
    let statistics = try f.lower(x, x).compile().statistics
    #expect(statistics.argumentBytes == 2 * 4096 + 400)
    #expect(statistics.outputBytes == 4096 + 4)
    #expect(statistics.arenaBytes >= 4096, "the product lives in the arena")
    #expect(statistics.peakBytes == 2 * 4096 + 400 + 4100 + statistics.arenaBytes)
    #expect(statistics.codeBytes > 0)
    #expect(statistics.kernelCount >= 2)
    let parts = [
      statistics.optimisationTime, statistics.loweringTime, statistics.emissionTime,
      statistics.codeGenerationTime, statistics.linkingTime,
    ]
    #expect(parts.allSatisfy { $0 > .zero })
    #expect(parts.reduce(.zero, +) == statistics.compileTime)
    #expect(statistics.description.contains("peak \(statistics.peakBytes) bytes"))
  }
}
