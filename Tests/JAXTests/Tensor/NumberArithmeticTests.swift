import Testing

@testable import JAX

/// Numbers without a dtype are combined in double precision, and rounded once.
struct NumberArithmeticTests {
  @Test func atTheDtypeOfTheTensor() throws {
    let y = Tensor([3, 0.1] as [Double])
    let product = 8.0 / 3.0 * y
    #expect(product.dtype == .float64)
    #expect(try product.elements(as: Double.self) == [8.0 / 3.0 * 3, 8.0 / 3.0 * 0.1])
    let sum = 0.1 + (0.2 as Tensor) + y
    #expect(try sum.elements(as: Double.self) == [(0.1 + 0.2) + 3, (0.1 + 0.2) + 0.1])
    let single = Tensor([1, 2] as [Float])
    #expect(try floats(8.0 / 3.0 * single) == [Float(8.0 / 3.0), Float(8.0 / 3.0) * 2])
    // 1 + 2⁻⁸ + 2⁻⁹ needs more bits than a factor has room for; the exact sum is rounded once, to 1 + 2⁻⁷.
    let half = Tensor([1] as [Float]).asType(.bfloat16)
    let rounded = (1.0 + (0.00390625 as Tensor) + 0.001953125) * half
    #expect(rounded.dtype == .bfloat16)
    #expect(try floats(rounded.asType(.float32)) == [1.0078125])
  }

  @Test func compiled() throws {
    let f = jit { (y: Tensor) in (8.0 / 3.0 * y, -(2.0 / 3.0) + y, y - (1 - 0.9)) }
    let (product, negative, difference) = f(Tensor([0.1] as [Double]))
    #expect(try product.elements(as: Double.self) == [8.0 / 3.0 * 0.1])
    #expect(try negative.elements(as: Double.self) == [-(2.0 / 3.0) + 0.1])
    #expect(try difference.elements(as: Double.self) == [0.1 - (1 - 0.9)])
    let slope = grad { (y: Tensor) in 8.0 / 3.0 * y }(Tensor(0.5 as Double))
    #expect(try slope.item(as: Double.self) == 8.0 / 3.0)
  }

  @Test func integers() throws {
    let (three, two): (Tensor, Tensor) = (3, 2)
    let n = Tensor([1, 2] as [Int32])
    #expect(try (three * two + n).elements(as: Int32.self) == [7, 8])
    #expect(try (three - two - n).elements(as: Int32.self) == [0, -1])
    #expect((three * two).dtype == .int32 && (three * two).isWeak)
    #expect((three / two).dtype == .float32 && (three / two).isWeak)
    #expect(try floats(three / two * Tensor([2] as [Float])) == [3])
    // Between there may be more than 32 bits.
    let large: Tensor = 3_000_000_000
    #expect(try (large - 2_999_999_999 + n).elements(as: Int32.self) == [2, 3])
    let error = try #require(throws: JAXError.self) { try withErrors { large + 1 + n } }
    #expect(error.message == "the integer 3000000001 is out of the range of i32")
    // Nothing holds more than 64.
    let greatest = Tensor(weak: Int.max)
    #expect(throws: JAXError.self) { try withErrors { greatest + 1 } }
    #expect(throws: JAXError.self) { try withErrors { -Tensor(weak: Int.min) } }
  }

  @Test func alone() throws {
    let third = 1.0 / (3.0 as Tensor)
    #expect(third.dtype == .float32)
    #expect(try third.item(as: Float.self) == 1 / 3)
    #expect(try (1.0 / (0.0 as Tensor)).item(as: Float.self) == .infinity)
    var total: Tensor = 0
    for _ in 0..<3 { total += 0.1 }
    #expect(try (total + Tensor(0 as Double)).item(as: Double.self) == 0.1 + 0.1 + 0.1)
    // Functions of numbers are tensors, as in JAX.
    #expect(try (sqrt(2.0) * Tensor(1 as Double)).item(as: Double.self) == Double(Float(2).squareRoot()))
  }
}
