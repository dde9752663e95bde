import JAXIR
import JAXPrimitives

extension Sample {
  static let linearAlgebra = factors + solutions + exchanges + transforms

  private static let factors = [DType.float64, .complex128].flatMap { dtype in
    // One by one, every positive number is a positive definite matrix.
    [true, false].map { Sample(Cholesky(isLower: $0), [TensorType(dtype, 3, 1, 1)]) }
  }

  private static let exchanges = [
    Sample(PivotsToPermutation(count: 5), [TensorType(.int32, 2, 3)]),
    Sample(PivotsToPermutation(count: 0), [TensorType(.int32, 2, 0)]),
  ]

  private static let solutions = [DType.float64, .complex128].flatMap { dtype in
    (0..<32).map { choice in
      let flags = (0..<5).map { choice >> $0 & 1 == 1 }
      let solve = TriangularSolve(
        isLeft: flags[0], isLower: flags[1], hasUnitDiagonal: flags[2], transposes: flags[3],
        conjugates: flags[4])
      let side = flags[0] ? TensorType(dtype, 2, 3, 4) : TensorType(dtype, 2, 4, 3)
      return Sample(solve, [TensorType(dtype, 2, 3, 3), side], in: 0.5...2, linear: [[1]])
    }
  }

  private static let transforms = [[6], [1], [5, 4], [17], [2, 3, 7]].flatMap { lengths in
    Fft.Kind.allCases.map { kind in
      let half = lengths.dropLast() + [lengths[lengths.count - 1] / 2 + 1]
      let dtype = kind == .rfft ? DType.float64 : .complex128
      let extents = [2] + (kind == .irfft ? Array(half) : lengths)
      return Sample(Fft(kind, lengths: lengths), [try! TensorType(dtype, extents)], linear: [[0]])
    }
  }
}
