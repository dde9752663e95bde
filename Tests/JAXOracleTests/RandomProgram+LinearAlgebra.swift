import JAXIR
import JAXLapack
import JAXPrimitives

/// Factors and solutions of small systems, and transforms, of values at hand.
extension RandomProgram {
  mutating func appendLinearAlgebra() throws {
    if chance(0.4) { return try appendTransform() }
    if !isSmooth, chance(0.5), LapackLibrary.isInstalled { return try appendLapackCall() }
    let dtype = choice(isSmooth ? [.float64, .complex128] : [DType.float32, .float64, .float16, .complex64])
    let batch = chance(0.5) ? [] : [int(1...3)]
    let (size, count) = (int(1...6), int(1...5))
    var matrix = try value(of: TensorType(dtype, Shape(batch + [size, size])))
    if isSmooth {
      matrix = try withHeavyDiagonal(matrix)
      if chance(0.7), LapackLibrary.isInstalled {
        let side = try TensorType(dtype, Shape(batch + [size, count]))
        let isSolution = chance(0.5)
        try append(
          isSolution ? Solve(transposes: chance(0.5)) as any Primitive : Qr(),
          [matrix] + (isSolution ? [try value(of: side)] : []))
        return
      }
    }
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
    switch int(0...4) {
    case 0:
      try append(Qr(isComplete: chance(0.5)), [matrix])
      return
    case 1:
      let square = try value(of: TensorType(dtype, Shape(batch + [columns, columns])))
      let side = try value(of: TensorType(dtype, Shape(batch + [columns, int(0...4)])))
      try append(Solve(transposes: chance(0.5)), [square, side])
      return
    case 2:
      let pivots = try value(of: TensorType(.int32, Shape(batch + [rows])))
      try append(PivotsToPermutation(count: rows + int(0...2)), [pivots])
      return
    default: break
    }
    let routines = [
      LapackRoutine(.getrf), LapackRoutine(.geqrf), LapackRoutine(.potrf, "L"), LapackRoutine(.potrf, "U"),
    ]
    try append(LapackCall(routines[int(0...(isSquare ? 3 : 1))]), [matrix])
  }

  /// The matrices with so much more on their diagonals that systems of them have a solution.
  private mutating func withHeavyDiagonal(_ matrix: Graph.Value) throws -> Graph.Value {
    let type = type(matrix)
    let size = type.shape[type.rank - 1]
    let imaginary = [Double](repeating: 0, count: type.dtype.partCount - 1)
    let diagonal = (0..<type.shape.count).flatMap { index -> [Double] in
      let isDiagonal = index / size % size == index % size
      return [isDiagonal ? Double(size + 2) : 0] + imaginary
    }
    let bounded = try append(type.dtype.isComplex ? Sin() as any Primitive : Tanh(), [matrix])[0]
    return try append(Add(), [bounded, try append(Constant(Literal(type, numbers: diagonal)), [])[0]])[0]
  }

  private mutating func appendTransform() throws {
    let kind = choice(Fft.Kind.allCases)
    let lengths = (0..<int(1...2)).map { _ in choice([1, 2, 3, 4, 6, 8, 11, 15, 16, 17]) }
    var extents = [int(1...3)] + lengths
    if kind == .irfft { extents[extents.count - 1] = lengths[lengths.count - 1] / 2 + 1 }
    let wide = isSmooth || chance(0.3)
    let dtype: DType = kind == .rfft ? wide ? .float64 : .float32 : wide ? .complex128 : .complex64
    try append(Fft(kind, lengths: lengths), [try value(of: TensorType(dtype, Shape(extents)))])
  }
}
