import JAXIR
import Testing

@testable import JAX

@Suite struct PowersTests {
  @Test(arguments: [-9, -3, -2, -1, 0, 1, 2, 3, 7, 12, 33])
  func wholeExponents(_ exponent: Int) throws {
    let x: [Float] = [-1.5, -1, 0.75, 1.25, 2]
    let results = try floats(pow(Tensor(x), exponent))
    for (x, result) in zip(x, results) {
      var exact = 1.0
      for _ in 0..<exponent.magnitude { exact *= Double(x) }
      if exponent < 0 { exact = 1 / exact }
      #expect(abs(Double(result) - exact) <= 8 * Double(Float(exact).ulp), "\(x) to the \(exponent)")
    }
    #expect(try floats(pow(Tensor(x), Double(exponent))) == results)
  }

  @Test func integersStayIntegersUnlessTheExponentIsNegative() throws {
    let x = Tensor([Int32(2), -3])
    #expect(try pow(x, 5).elements(as: Int32.self) == [32, -243])
    #expect(pow(x, 5).dtype == .int32)
    #expect(pow(x, 0).dtype == .int32)
    #expect(try floats(pow(x, -1)) == [0.5, -1 / 3])
    #expect(pow(x, 2.0).dtype == .float32)
  }

  @Test(arguments: [0.5, -0.5, 1.5, -1.5])
  func halves(_ exponent: Double) throws {
    let x: [Float] = [0x1p-126, 0.1, 0.3, 1, 1.7, 3, 1e9, 0x1p80]
    let general = try floats(pow(Tensor(x), Tensor(Float(exponent))))
    for (result, expected) in zip(try floats(pow(Tensor(x), exponent)), general) {
      #expect(result == expected || abs(result - expected) <= 2 * expected.ulp)
    }
    let ends = try floats(pow(Tensor([0, .infinity, -1, .nan] as [Float]), exponent))
    #expect(ends[0] == (exponent > 0 ? 0 : .infinity))
    #expect(ends[1] == (exponent > 0 ? .infinity : 0))
    #expect(ends[2].isNaN && ends[3].isNaN)
  }

  @Test func otherExponentsAreThePrimitives() throws {
    let x = Tensor([0.5, 2, 3] as [Float])
    #expect(try floats(pow(x, 0.3)) == floats(pow(x, Tensor(Float(0.3)))))
    #expect(pow(Tensor([0.5, 2]), 0.3).dtype == Tensor([0.5, 2]).dtype)
  }

  @Test func operators() throws {
    let x = Tensor([-1.5, 2, 3] as [Float])
    #expect(try floats(x ** 3) == floats(pow(x, 3)))
    #expect(try floats(x ** -1.5)[1...] == floats(pow(x, -1.5))[1...])
    #expect(
      try floats(x ** Tensor([2, 0.5, -1] as [Float])) == floats(pow(x, Tensor([2, 0.5, -1] as [Float]))))
    // From the right, and before products.
    #expect(try floats(2 * x ** 2 ** 3) == floats(2 * pow(x, 8)))
    #expect(try floats(square(x)) == floats(x * x))
  }
}
