import JAXIR
import JAXPrimitives

/// Factors of matrices and systems with them, as in NumPy's `linalg`.
///
/// A matrix is the last two axes of a tensor; the axes before them are a batch. Integers become `float32`. All but
/// `cholesky` and `solveTriangular` call the LAPACK that is installed on the machine, in `float32`, `float64`,
/// `complex64` or `complex128`; where it finds no result, that is NaN. Signs and order are LAPACK's, as in JAX.
///
/// Derivatives are those of JAX: of factors that are determined by the matrix but for signs and phases. Where two
/// eigenvalues or two singular values are equal, the vectors have none, and theirs is NaN.
public enum LinearAlgebra {}

extension LinearAlgebra {
  /// The lower triangular `L` of `L Lᴴ = a`, or the upper triangular `U` of `Uᴴ U = a`: `[…, n, n] → […, n, n]`.
  ///
  /// What is factored is `(a + aᴴ) / 2`, so that the derivative is symmetric too; without `symmetrizes`, only that
  /// triangle of `a` is read. A matrix that is not positive definite gives NaN.
  public static func cholesky(
    _ a: Tensor, isUpper: Bool = false, symmetrizes: Bool = true, file: String = #fileID,
    line: Int = #line
  ) -> Tensor {
    let call = OperationCall("LinearAlgebra.cholesky", file, line)
    return call.run(a) { () throws(JAXError) in
      let a = try call.hermitian(call.matrices(a, areSquare: true), symmetrizes)
      return try .make(Cholesky(isLower: !isUpper), [a], at: call.location)
    }
  }

  /// `q` with orthonormal columns and an upper triangular `r` of which the product is `a`:
  /// `[…, m, n] → […, m, k], […, k, n]`, where k is the lesser of m and n, or m for a complete base,
  /// which has no derivative where m is greater than n.
  public static func qr(
    _ a: Tensor, isComplete: Bool = false, file: String = #fileID, line: Int = #line
  ) -> (q: Tensor, r: Tensor) {
    let call = OperationCall("LinearAlgebra.qr", file, line)
    let results = call.run(2, [a]) { () throws(JAXError) in
      let a = try call.matrices(a, forLapack: true)
      return try Tensor.results(of: Qr(isComplete: isComplete), [a], at: call.location)
    }
    return (results[0], results[1])
  }

  /// A permutation `p`, a lower triangular `l` with ones on its diagonal, and an upper triangular `u` of which the
  /// product is `a`: `[…, m, n] → […, m, m], […, m, k], […, k, n]`, where k is the lesser of m and n.
  public static func lu(
    _ a: Tensor, file: String = #fileID, line: Int = #line
  ) -> (p: Tensor, l: Tensor, u: Tensor) {
    let call = OperationCall("LinearAlgebra.lu", file, line)
    let results = call.run(3, [a]) { () throws(JAXError) in
      let a = try call.matrices(a, forLapack: true)
      let (m, n) = (a.shape[a.rank - 2], a.shape[a.rank - 1])
      let factors = try call.lapack(LapackRoutine(.getrf), a)
      let rows = try call.permutation(factors[1], count: m)
      let shape = Array(a.shape.dropLast()) + [m]
      let p = try call.positions(shape, axis: a.rank - 2) .== rows.expanded(at: a.rank - 2)
      let below = try call.leading(factors[0], m, min(m, n)).lowerTriangle(diagonal: -1)
      return [
        p.asType(a.dtype), below + Tensor.eye(m, min(m, n), a.dtype),
        try call.leading(factors[0], min(m, n), n).upperTriangle(),
      ]
    }
    return (results[0], results[1], results[2])
  }

  /// Orthonormal columns `u`, singular values `s` in descending order and orthonormal rows `vt` of which the product,
  /// `s` taken as a diagonal, is `a`: `[…, m, n] → […, m, k], […, k], […, k, n]`, where k is the lesser of m and n; with
  /// full bases `[…, m, m]` and `[…, n, n]`, which have no derivative where m and n differ.
  public static func svd(
    _ a: Tensor, isFull: Bool = false, file: String = #fileID, line: Int = #line
  ) -> (u: Tensor, s: Tensor, vt: Tensor) {
    let call = OperationCall("LinearAlgebra.svd", file, line)
    let results = call.run(3, [a]) { () throws(JAXError) in
      let made = try call.lapack(LapackRoutine(.gesdd, isFull ? "A" : "S"), call.matrices(a, forLapack: true))
      return call.valid(made[4], [made[2], made[1], made[3]])
    }
    return (results[0], results[1], results[2])
  }

  /// The singular values in descending order: `[…, m, n] → […, k]`, where k is the lesser of m and n.
  public static func singularValues(
    _ a: Tensor, file: String = #fileID, line: Int = #line
  ) -> Tensor {
    let call = OperationCall("LinearAlgebra.singularValues", file, line)
    return call.run(a) { () throws(JAXError) in
      let made = try call.lapack(LapackRoutine(.gesdd, "N"), call.matrices(a, forLapack: true))
      return call.valid(made[2], [made[1]])[0]
    }
  }

  /// The eigenvalues of Hermitian matrices in ascending order, which are real, and orthonormal eigenvectors as columns:
  /// `[…, n, n] → […, n], […, n, n]`.
  ///
  /// The matrix is `(a + aᴴ) / 2`, so that the derivative is symmetric too; without `symmetrizes`, only the lower
  /// triangle of `a` is read.
  public static func eigh(
    _ a: Tensor, symmetrizes: Bool = true, file: String = #fileID, line: Int = #line
  ) -> (values: Tensor, vectors: Tensor) {
    let call = OperationCall("LinearAlgebra.eigh", file, line)
    let results = call.run(2, [a]) { () throws(JAXError) in
      let a = try call.hermitian(call.matrices(a, areSquare: true, forLapack: true), symmetrizes)
      let made = try call.lapack(LapackRoutine(.syevd, "VL"), a)
      return call.valid(made[2], [made[1], made[0]])
    }
    return (results[0], results[1])
  }

  /// The eigenvalues of any square matrices, in no order, and eigenvectors of length 1 as columns, all complex:
  /// `[…, n, n] → […, n], […, n, n]`. Vectors have no derivative, `eigenvalues` has.
  public static func eig(
    _ a: Tensor, file: String = #fileID, line: Int = #line
  ) -> (values: Tensor, vectors: Tensor) {
    let call = OperationCall("LinearAlgebra.eig", file, line)
    let results = call.run(2, [a]) { () throws(JAXError) in
      let a = try call.matrices(a, areSquare: true, forLapack: true)
      let made = try call.lapack(LapackRoutine(.geev, "NV"), a)
      return call.valid(made[made.count - 1], [call.values(of: made, a), made[made.count - 2]])
    }
    return (results[0], results[1])
  }

  /// The eigenvalues of any square matrices, in no order, complex: `[…, n, n] → […, n]`. They have a derivative, which
  /// has none.
  public static func eigenvalues(
    _ a: Tensor, file: String = #fileID, line: Int = #line
  ) -> Tensor {
    let call = OperationCall("LinearAlgebra.eigenvalues", file, line)
    return call.run(a) { () throws(JAXError) in
      let a = try call.matrices(a, areSquare: true, forLapack: true)
      let made = try call.lapack(LapackRoutine(.geev, "NN"), a)
      return call.valid(made[made.count - 1], [call.values(of: made, a)])[0]
    }
  }
}
