import JAX
import Testing

@testable import Benchmarks

@Suite struct UniformInputTests {
  /// The first elements that the other systems compute on.
  @Test func elementsAreThoseOfOtherSystems() throws {
    let input = UniformInput.uniform([4], -4...4)
    let elements: [Float] = try input.tensor(workload: "gelu_1m", index: 0).elements()
    #expect(elements == [-3.4703355, -1.5625043, 2.3995395, 0.22694397])
  }

  @Test func keysDependOnNameAndPlace() {
    #expect(CRC32.checksum("123456789".utf8) == 0xCBF4_3926, "the check value of the polynomial")
    let keys = [("a", 0), ("a", 1), ("a", 2), ("b", 0)].map { UniformInput.key(workload: $0, index: $1) }
    #expect(Set(keys).count == keys.count)
    #expect(keys[1] == keys[0] ^ 0x9E37_79B9)
    // 2 · 0x9E3779B9 does not fit 32 bits.
    #expect(keys[2] == keys[0] ^ 0x3C6E_F372)
  }

  @Test func elementsFillTheRange() throws {
    let input = UniformInput.uniform([100, 10], 2...3, .float64)
    let elements: [Double] = try input.tensor(workload: "w", index: 3).elements()
    #expect(elements.count == 1000)
    #expect(elements.allSatisfy { $0 >= 2 && $0 < 3 })
    #expect(abs(elements.reduce(0, +) / 1000 - 2.5) < 0.05)
  }
}
