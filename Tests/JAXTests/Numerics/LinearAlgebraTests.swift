import JAXIR
import JAXLapack
import Testing

@testable import JAX

/// Factors and solutions, by what defines them.
@Suite struct LinearAlgebraTests {
  static let dtypes: [DType] = [.float32, .float64, .complex64, .complex128]

  /// Numbers between −1 and 1, the same for the same seed.
  private func matrix(_ dtype: DType, _ shape: [Int], seed: UInt64 = 1) -> Tensor {
    var state = seed
    func numbers() -> Tensor {
      let elements = (0..<shape.reduce(1, *)).map { _ in
        // The multiplier of Knuth's MMIX generator.
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Double(Int64(bitPattern: state) >> 11) / Double(1 << 52)
      }
      return Tensor(elements, shape: shape)
    }
    let real = numbers()
    return dtype.isComplex ? Tensor(real: real, imaginary: numbers()).asType(dtype) : real.asType(dtype)
  }

  private func adjoint(_ a: Tensor) -> Tensor { a.conjugate.swappedAxes(-1, -2) }

  /// Whether two tensors differ by rounding alone, of `size` sums of numbers as large as the greatest.
  private func areClose(_ a: Tensor, _ b: Tensor, size: Int) throws -> Bool {
    guard a.dtype == b.dtype, a.shape == b.shape else { return false }
    guard a.count > 0 else { return true }
    let unit = a.dtype == .float32 || a.dtype == .complex64 ? Double(Float.ulpOfOne) : Double.ulpOfOne
    let scale = try Swift.max(1, abs(b).max().asType(.float64).item(as: Double.self))
    let distance = try abs(a - b).max().asType(.float64).item(as: Double.self)
    return distance <= 64 * Double(Swift.max(size, 1)) * unit * scale
  }

  private func identity(like a: Tensor, _ size: Int) -> Tensor {
    Tensor.eye(size, nil, a.dtype).broadcast(to: Array(a.shape.dropLast(2)) + [size, size])
  }

  private func isInstalled(_ function: String = #function) -> Bool {
    if LapackLibrary.isInstalled { return true }
    print("\(function): LAPACK is not installed, nothing is tested")
    return false
  }

  @Test(
    arguments: dtypes,
    [[0, 0], [1, 1], [4, 4], [2, 9, 5], [3, 2, 3, 6], [0, 3, 3], [2, 3, 0], [2, 0, 3]])
  func factorsOfAnyMatrix(dtype: DType, shape: [Int]) throws {
    guard isInstalled() else { return }
    let a = matrix(dtype, shape)
    let (m, n) = (shape[shape.count - 2], shape[shape.count - 1])
    let size = Swift.max(m, n)
    for isComplete in [false, true] {
      let (q, r) = LinearAlgebra.qr(a, isComplete: isComplete)
      let columns = isComplete ? m : Swift.min(m, n)
      #expect(q.shape == shape.dropLast(2) + [m, columns] && r.shape == shape.dropLast(2) + [columns, n])
      #expect(try areClose(matmul(q, r), a, size: size))
      #expect(try areClose(matmul(adjoint(q), q), identity(like: a, columns), size: size))
      #expect(try areClose(r, r.upperTriangle(), size: 0))
    }
    for isFull in [false, true] {
      let (u, s, vt) = LinearAlgebra.svd(a, isFull: isFull)
      #expect(s.shape == shape.dropLast(2) + [Swift.min(m, n)])
      let columns = isFull ? m : Swift.min(m, n)
      #expect(u.shape == shape.dropLast(2) + [m, columns])
      #expect(try areClose(matmul(adjoint(u), u), identity(like: a, columns), size: size))
      let rows = isFull ? n : Swift.min(m, n)
      #expect(try areClose(matmul(vt, adjoint(vt)), identity(like: a, rows), size: size))
      #expect(try areClose(LinearAlgebra.singularValues(a), s, size: size))
      if !isFull { #expect(try areClose(matmul(u * s.expanded(at: s.rank - 1), vt), a, size: size)) }
    }
    let (p, l, u) = LinearAlgebra.lu(a)
    #expect(try areClose(matmul(p, matmul(l, u)), a, size: size))
    #expect(try areClose(matmul(p, adjoint(p)), identity(like: a, m), size: 0))
    #expect(try areClose(u, u.upperTriangle(), size: 0))
    if l.count > 0 { #expect(try abs(l).max().asType(.float64).item(as: Double.self) <= 1.5) }
  }

  @Test(arguments: dtypes, [[0, 0], [1, 1], [4, 4], [2, 7, 7]])
  func spectra(dtype: DType, shape: [Int]) throws {
    guard isInstalled() else { return }
    let size = shape[shape.count - 1]
    let a = matrix(dtype, shape)
    let symmetric = a + adjoint(a)
    // What is above the diagonal is not read.
    let (values, vectors) = LinearAlgebra.eigh(symmetric.lowerTriangle(), symmetrizes: false)
    #expect(!values.dtype.isComplex)
    #expect(
      try areClose(
        matmul(symmetric, vectors), vectors * values.expanded(at: values.rank - 1), size: size))
    #expect(try areClose(matmul(adjoint(vectors), vectors), identity(like: a, size), size: size))
    #expect(try areClose(values, values.sorted(), size: 0))
    let (roots, columns) = LinearAlgebra.eig(a)
    #expect(
      try areClose(
        matmul(a.asType(columns.dtype), columns), columns * roots.expanded(at: roots.rank - 1),
        size: 4 * size))
    #expect(try areClose(LinearAlgebra.eigenvalues(a), roots, size: 4 * size))
  }

  @Test(arguments: dtypes, [[0, 0], [1, 1], [5, 5], [3, 8, 8]])
  func systems(dtype: DType, shape: [Int]) throws {
    let size = shape[shape.count - 1]
    // A large diagonal, so that the system is well conditioned.
    let a = matrix(dtype, shape) + 4 * Tensor.eye(size, nil, dtype)
    let b = matrix(dtype, Array(shape.dropLast()) + [3], seed: 2)
    for isLower in [false, true] {
      let triangle = isLower ? a.lowerTriangle() : a.upperTriangle()
      let solution = LinearAlgebra.solveTriangular(a, b, isLower: isLower)
      #expect(try areClose(matmul(triangle, solution), b, size: 4 * size))
      let other = LinearAlgebra.solveTriangular(
        a, b, isLower: isLower, isTransposed: true, isConjugated: true)
      #expect(try areClose(matmul(adjoint(triangle), other), b, size: 4 * size))
    }
    let positive = matmul(a, adjoint(a))
    let lower = LinearAlgebra.cholesky(positive)
    #expect(try areClose(matmul(lower, adjoint(lower)), positive, size: size))
    let upper = LinearAlgebra.cholesky(positive, isUpper: true)
    #expect(try areClose(matmul(adjoint(upper), upper), positive, size: size))
    guard isInstalled() else { return }
    #expect(try areClose(matmul(a, LinearAlgebra.solve(a, b)), b, size: 4 * size))
    #expect(try areClose(matmul(a, LinearAlgebra.inv(a)), identity(like: a, size), size: 4 * size))
    // The determinant of a product is the product of determinants.
    let other = matrix(dtype, shape, seed: 3) + 4 * Tensor.eye(size, nil, dtype)
    let both = LinearAlgebra.det(matmul(a, other))
    #expect(try areClose(LinearAlgebra.det(a) * LinearAlgebra.det(other), both, size: 4 * size))
    let (sign, logarithm) = LinearAlgebra.slogdet(a)
    #expect(
      try areClose(sign * exp(logarithm).asType(dtype), LinearAlgebra.det(a), size: 4 * size))
  }

  @Test func determinantsKnowTheSignOfExchanges() throws {
    guard isInstalled() else { return }
    let swapped = Tensor([0, 1, 0, 1, 0, 0, 0, 0, 1] as [Double], shape: [3, 3])
    let cycle = Tensor([0, 1, 0, 0, 0, 1, 1, 0, 0] as [Double], shape: [3, 3])
    #expect(try LinearAlgebra.det(stack([swapped, cycle])).elements() == [-1.0, 1])
    let (sign, logarithm) = LinearAlgebra.slogdet(stack([swapped, 0 * cycle]))
    #expect(try sign.elements() == [-1.0, 0])
    #expect(try logarithm.elements() == [0, -Double.infinity])
  }

  @Test func sidesBroadcast() throws {
    guard isInstalled() else { return }
    let a = matrix(.float64, [3, 4, 4]) + 4 * Tensor.eye(4, nil, .float64)
    let vector = matrix(.float64, [4], seed: 5)
    let solution = LinearAlgebra.solve(a, vector)
    #expect(solution.shape == [3, 4])
    let column = vector.expanded(at: 1).broadcast(to: [3, 4, 1])
    #expect(try areClose(matmul(a, solution.expanded(at: 2)), column, size: 16))
    // Integers become floats.
    #expect(LinearAlgebra.inv(Tensor([2, 0, 0, 4] as [Int32], shape: [2, 2])).dtype == .float32)
  }

  @Test func notPositiveDefiniteIsNaN() throws {
    let a = Tensor([1, 2, 2, 1] as [Float], shape: [2, 2])
    #expect(try floats(LinearAlgebra.cholesky(a))[3].isNaN)
  }

  @Test func singularValuesOfNaNAreNaN() throws {
    guard isInstalled() else { return }
    let a = Tensor([1, .nan, 2, 1, 3, 0, 0, 4] as [Float], shape: [2, 2, 2])
    let values = try floats(LinearAlgebra.singularValues(a))
    #expect(values[0].isNaN && values[1].isNaN && values[2...] == [4, 3])
  }

  /// Traced or at once, a factor is the same.
  @Test func jitGivesTheSame() throws {
    guard isInstalled() else { return }
    let a = matrix(.float32, [2, 5, 5]) + 4 * Tensor.eye(5)
    let b = matrix(.float32, [2, 5, 2], seed: 9)
    let compiled = jit { (a: Tensor, b: Tensor) in LinearAlgebra.solve(a, b) }
    #expect(try areClose(compiled(a, b), LinearAlgebra.solve(a, b), size: 1))
    let values = jit { (a: Tensor) in LinearAlgebra.singularValues(a) }
    #expect(try floats(values(a)) == floats(LinearAlgebra.singularValues(a)))
  }

  @Test func errors() {
    func message(_ body: () -> Tensor) -> String {
      do {
        _ = try withErrors(body)
        return ""
      } catch {
        return "\(error)"
      }
    }
    let tall = Tensor.ones([2, 3])
    #expect(message { LinearAlgebra.det(tall) }.contains("LinearAlgebra.det: f32[2,3] is no square matrix"))
    #expect(message { LinearAlgebra.svd(Tensor([1, 2] as [Float])).s }.contains("f32[2] is no matrix"))
    #expect(message { LinearAlgebra.inv(Tensor.eye(2, nil, .float16)) }.contains("asType(.float32)"))
    #expect(
      message { LinearAlgebra.solve(Tensor.eye(2), Tensor.ones([3])) }.contains("there are 2 unknowns"))
    #expect(message { LinearAlgebra.eigh(tall).vectors }.contains("no square matrix"))
  }
}
