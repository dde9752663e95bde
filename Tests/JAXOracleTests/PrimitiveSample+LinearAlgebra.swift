import JAXIR
import JAXPrimitives

extension PrimitiveSample {
  static let linearAlgebra =
    [
      PrimitiveSample(Cholesky.self) { Application(Cholesky(), [try type($0, $1, $1)]) },
      PrimitiveSample(Cholesky.self) {
        Application(Cholesky(isLower: false), [try type($0, 2, min($1, 9), min($1, 9))])
      },
    ] + solutions + lapack + factors + transforms

  /// Routines that end, and give the same, whatever the numbers.
  private static let lapack =
    [LapackRoutine(.getrf), LapackRoutine(.geqrf), LapackRoutine(.potrf, "L"), LapackRoutine(.potrf, "U")]
    .flatMap { routine in
      [
        PrimitiveSample(LapackCall.self) { Application(LapackCall(routine), [try type($0, $1, $1)]) },
        PrimitiveSample(LapackCall.self) { Application(LapackCall(routine), [try type($0, 3, $1, $1)]) },
      ]
    } + [
      PrimitiveSample(LapackCall.self) { dtype, extent in
        let solve = LapackCall(LapackRoutine(.trsm, "NLCU"))
        return Application(solve, [try type(dtype, 2, 5, 5), try type(dtype, 2, 5, extent)])
      }
    ]

  /// What calls such routines.
  private static let factors = [false, true].flatMap { choice in
    [
      PrimitiveSample(Qr.self) {
        Application(Qr(isComplete: choice), [try type($0, 2, choice ? min($1, 4) : 4, $1)])
      },
      PrimitiveSample(Qr.self) { dtype, extent in
        // A complete base of a tall matrix has no derivative; those of f64 are looked for.
        guard !choice || dtype.component == .float32 else {
          throw JAXError(.unsupported, "has no derivative")
        }
        return Application(Qr(isComplete: choice), [try type(dtype, extent, 2)])
      },
      PrimitiveSample(Solve.self) {
        Application(Solve(transposes: choice), [try type($0, 2, 3, 3), try type($0, 2, 3, $1)])
      },
      PrimitiveSample(Solve.self) {
        Application(Solve(transposes: choice), [try type($0, $1, $1), try type($0, $1, 2)])
      },
      // The numbers of rows are any: what is none exchanges nothing, or gathers zeros.
      PrimitiveSample(PivotsToPermutation.self) { dtype, extent in
        guard dtype == .int32 || dtype == .uint32 else { throw JAXError(.unsupported, "takes i32") }
        let permutation = PivotsToPermutation(count: extent + (choice ? 2 : 0))
        return Application(permutation, [try type(.int32, 2, extent)])
      },
    ]
  }

  private static let solutions = (0..<32).map { choice in
    PrimitiveSample(TriangularSolve.self) { dtype, extent in
      let flags = (0..<5).map { choice >> $0 & 1 == 1 }
      let solve = TriangularSolve(
        isLeft: flags[0], isLower: flags[1], hasUnitDiagonal: flags[2], transposes: flags[3],
        conjugates: flags[4])
      let (size, count) = choice % 3 == 0 ? (5, extent) : (min(extent, 7), 3)
      let side = flags[0] ? try type(dtype, 2, size, count) : try type(dtype, 2, count, size)
      return Application(solve, [try type(dtype, 2, size, size), side])
    }
  }

  /// Lengths of the small primes, of powers, and of what has a large prime.
  private static let transforms = Fft.Kind.allCases.flatMap { kind in
    [
      PrimitiveSample(Fft.self) { dtype, extent in
        let half = kind == .irfft ? extent / 2 + 1 : extent
        return Application(Fft(kind, lengths: [extent]), [try type(dtype, 3, half)])
      },
      PrimitiveSample(Fft.self) { dtype, extent in
        let half = kind == .irfft ? 6 : 11
        return Application(Fft(kind, lengths: [4, extent, 11]), [try type(dtype, 4, extent, half)])
      },
    ]
  }
}
