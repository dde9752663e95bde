import JAXIR
import JAXLapack
import JAXPrimitives

/// Factors and solutions of small systems, and transforms, of values at hand.
extension RandomProgram {
  mutating func appendLinearAlgebra() throws {
    if chance(0.4) { return try appendTransform() }
    if chance(0.3), LapackLibrary.isInstalled { return try appendLapackCall() }
    let dtype = choice([DType.float32, .float64, .float16, .complex64])
    let batch = chance(0.5) ? [] : [int(1...3)]
    let (size, count) = (int(1...6), int(1...5))
    let matrix = try value(of: TensorType(dtype, Shape(batch + [size, size])))
    if chance(0.3) {
      try append(Cholesky(isLower: chance(0.5)), [matrix])
      return
    }
    let solve = TriangularSolve(
      isLeft: chance(0.5), isLower: chance(0.5), hasUnitDiagonal: chance(0.5), transposes: chance(0.5),
      conjugates: chance(0.3))
    let side = try TensorType(dtype, Shape(batch + (solve.isLeft ? [size, count] : [count, size])))
    try append(solve, [matrix, try value(of: side)])
  }

  /// Routines that end, and give the same, whatever the numbers.
  private mutating func appendLapackCall() throws {
    let dtype = choice([DType.float32, .float64, .complex64, .complex128])
    let batch = chance(0.5) ? [] : [int(1...3)]
    let (rows, columns) = (int(0...5), int(1...5))
    let isSquare = chance(0.5)
    let matrix = try value(of: TensorType(dtype, Shape(batch + [isSquare ? columns : rows, columns])))
    let routines = [
      LapackRoutine(.getrf), LapackRoutine(.geqrf), LapackRoutine(.potrf, "L"), LapackRoutine(.potrf, "U"),
    ]
    try append(LapackCall(routines[int(0...(isSquare ? 3 : 1))]), [matrix])
  }

  private mutating func appendTransform() throws {
    let kind = choice(Fft.Kind.allCases)
    let lengths = (0..<int(1...2)).map { _ in choice([1, 2, 3, 4, 6, 8, 11, 15, 16, 17]) }
    var extents = [int(1...3)] + lengths
    if kind == .irfft { extents[extents.count - 1] = lengths[lengths.count - 1] / 2 + 1 }
    let wide = chance(0.3)
    let dtype: DType = kind == .rfft ? wide ? .float64 : .float32 : wide ? .complex128 : .complex64
    try append(Fft(kind, lengths: lengths), [try value(of: TensorType(dtype, Shape(extents)))])
  }
}
