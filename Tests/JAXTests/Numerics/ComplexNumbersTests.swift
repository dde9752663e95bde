import JAXIR
import Testing

@testable import JAX

@Suite struct ComplexNumbersTests {
  private typealias Number = Complex<Float>
  private let z = Tensor([Complex<Float>(3, 4), Complex(-1, 0.5), Complex(0, -2)])

  @Test func partsMakeANumberAndBack() throws {
    let made = Tensor(real: Tensor([1, 2] as [Float]), imaginary: 3)
    #expect(made.dtype == .complex64)
    #expect(try made.elements() == [Number(1, 3), Number(2, 3)])
    #expect(try made.real.elements() == [1, 2] as [Float])
    #expect(try made.imaginary.elements() == [3, 3] as [Float])
    #expect(try made.conjugate.elements() == [Number(1, -3), Number(2, -3)])
    #expect(Tensor(real: Tensor([1.0]), imaginary: Tensor(2 as Float)).dtype == .complex128)
    #expect(Tensor(real: Tensor([Int32(1)]), imaginary: 0).dtype == .complex64)
  }

  @Test func realNumbersAreTheirOwnRealParts() throws {
    let x = Tensor([1.5, -2] as [Float])
    #expect(try x.real.elements() == [1.5, -2] as [Float])
    #expect(try x.conjugate.elements() == [1.5, -2] as [Float])
    #expect(try x.imaginary.elements() == [0, 0] as [Float])
    #expect(try angle(x).elements() == [0, Float(Double.pi)])
  }

  @Test func arithmetic() throws {
    #expect(try (z * z).elements() == [Number(-7, 24), Number(0.75, -1), Number(-4, 0)])
    #expect(try (z + 1).elements() == [Number(4, 4), Number(0, 0.5), Number(1, -2)])
    #expect(try (2 * z).elements() == [Number(6, 8), Number(-2, 1), Number(0, -4)])
    #expect(try (z / Tensor([Complex<Float>(0, 2)])).elements()[0] == Number(2, -1.5))
    #expect(try abs(z).elements() == [5, Float(1.25).squareRoot(), 2])
    #expect(try (z .== z.conjugate).elements() == [false, false, false])
    #expect(try (z * z.conjugate).imaginary.elements() == [0, 0, 0] as [Float])
    #expect(try z.sum().item() == Number(2, 2.5))
    #expect(try z.product().item() == Number(-5, 10))
  }

  @Test func statistics() throws {
    let numbers = Tensor([Complex<Float>(1, 2), Complex(3, -2)])
    #expect(try numbers.mean().item() == Number(2, 0))
    #expect(try numbers.variance().item() == 5 as Float)
    #expect(try numbers.any().item() == true)
    #expect(try (numbers ** 2).elements()[1] == Number(5, -12))
  }

  @Test func promotion() {
    #expect((z * Tensor([2.0])).dtype == .complex128)
    #expect((z * Tensor([Int64(2)])).dtype == .complex64)
    #expect(exp(z).dtype == .complex64)
    #expect(abs(Tensor([Complex(1.0, 2)])).dtype == .float64)
  }

  @Test func functions() throws {
    let root = sqrt(Tensor([Complex(-4.0, 0), Complex(-4.0, -0.0)]))
    #expect(try root.elements() == [Complex(0.0, 2), Complex(0.0, -2)])
    let number = try exp(Tensor(Complex(0.0, .pi))).item(as: Complex<Double>.self)
    #expect(number.real == -1 && Swift.abs(number.imaginary) < 1e-15)
    #expect(try isFinite(Tensor([Complex(1.0, .infinity), Complex(1.0, 2)])).elements() == [false, true])
    #expect(try isNaN(Tensor([Complex(1.0, .nan), Complex(1.0, 2)])).elements() == [true, false])
    #expect(try angle(Tensor([Complex<Float>(0, 1)])).elements() == [Float(Double.pi / 2)])
  }

  @Test func compiledFunctions() throws {
    let polynomial = jit { (z: Tensor) in (z * z - 1) / (z + 2) }
    let eager = (z * z - 1) / (z + 2)
    #expect(try polynomial(z).elements(as: Number.self) == eager.elements())
  }

  @Test func products() throws {
    let a = Tensor([Complex<Float>(1, 1), Complex(0, 2), Complex(3, 0), Complex(1, -1)], shape: [2, 2])
    #expect(try matmul(a, a).elements()[0] == Number(0, 8))
  }

  @Test func text() {
    #expect(z.description == "c64[3] [3.0+4.0i, -1.0+0.5i, 0.0-2.0i]")
    #expect(Complex(-0.0, -0.0).description == "-0.0-0.0i")
  }

  @Test func files() throws {
    let bytes = NPY.write(z.type, try z.concrete(reading: "test", at: .unknown).literal.expandedBytes)
    let read = try NPY.read(bytes)
    #expect(try Tensor(read.type, bytes: read.bytes).elements() == z.elements(as: Number.self))
  }

  @Test func mistakes() {
    let error = #expect(throws: JAXError.self) { try withErrors { Tensor(real: z, imaginary: 1) } }
    #expect(error?.message.contains("not real numbers") == true)
    let order = #expect(throws: JAXError.self) { try withErrors { z .< z } }
    #expect(order?.message.contains("no order") == true)
    #expect(throws: JAXError.self) { try z.elements(as: Float.self) }
  }
}
