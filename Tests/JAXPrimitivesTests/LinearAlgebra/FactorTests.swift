import JAXCompiler
import JAXIR
import JAXPrimitives
import Testing

/// Factors and solutions of random systems, against the products that define them.
struct FactorTests {
  private static let dtypes: [DType] = [.float64, .complex128, .float32, .complex64]

  private func matrix(_ dtype: DType, _ size: Int, seed: UInt64) -> Literal {
    var random = SplitMix(seed: seed)
    return .random(TensorType(dtype, 2, size, size), in: -1...1, &random)
  }

  private func product(_ a: Tracer, _ b: Tracer) -> Tracer {
    .apply(
      DotGeneral(
        lhsBatch: [0], rhsBatch: [0], lhsContracting: [2], rhsContracting: [1], resultDType: a.dtype), a, b)
  }

  private func adjoint(_ a: Tracer) -> Tracer { a.transpose([0, 2, 1]).conjugate() }

  /// `M Mᴴ + 3`, which is positive definite.
  private func positive(_ a: Tracer) -> Tracer {
    let size = a.shape[1]
    func index(_ axis: Int) -> Tracer {
      a.builder.apply(Iota(.int32, shape: a.shape.extents, axis: axis), at: .unknown)[0]
    }
    let diagonal = index(1).compare(.equal, index(2)).select(3, a.zeros())
    return size == 0 ? a : product(a, adjoint(a)) + diagonal
  }

  private func isClose(_ a: Literal, _ b: Literal) -> Bool {
    let bound = a.type.dtype.component == .float64 ? 1e-13 : 2e-5
    return zip(a.numbers, b.numbers).allSatisfy { abs($0 - $1) <= bound * max(1, abs($1)) }
  }

  @Test(arguments: dtypes, [0, 1, 2, 5, 19])
  func factorTimesItsAdjointIsTheMatrix(dtype: DType, size: Int) throws {
    let operand = matrix(dtype, size, seed: UInt64(size))
    for isLower in [true, false] {
      let graph = graph([operand.type]) { parameters in
        let a = positive(parameters[0])
        let factor = Tracer.apply(Cholesky(isLower: isLower), a)
        let back = isLower ? product(factor, adjoint(factor)) : product(adjoint(factor), factor)
        return [factor, back, a]
      }
      let results = try evaluate(graph, [operand])
      #expect(isClose(results[1], results[2]))
      let parts = dtype.partCount
      for (place, number) in results[0].numbers.enumerated() where size > 0 {
        let (row, column) = (place / parts / size % size, place / parts % size)
        if isLower ? column > row : column < row { #expect(number == 0) }
      }
    }
  }

  @Test func onlyOneTriangleIsRead() throws {
    for isLower in [true, false] {
      let type = TensorType(.float64, 2, 2)
      func matrix(_ other: Double) -> Literal {
        let (low, high) = isLower ? (2.0, other) : (other, 2.0)
        return .make(type, [4, high, low, 5].map { Kernel.Constant(.float64, $0) })
      }
      let graph = try graph(of: Cholesky(isLower: isLower), [type])
      let expected = isLower ? [2.0, 0, 1, 2] : [2.0, 1, 0, 2]
      for other in [2, -7, Double.nan] {
        #expect(try evaluate(graph, [matrix(other)])[0].numbers == expected)
      }
    }
  }

  @Test func notPositiveDefiniteIsNaN() throws {
    let type = TensorType(.float32, 2, 2)
    let operand = Literal.make(type, [1, 2, 2, 1].map { Kernel.Constant(.float32, $0) })
    let numbers = try evaluate(graph(of: Cholesky(), [type]), [operand])[0].numbers
    #expect(numbers[0] == 1 && numbers[2] == 2 && numbers[3].isNaN)
  }

  /// Along a random direction, `L Lᴴ = A` moves as `A` does.
  @Test(arguments: [DType.float64, .complex128], [true, false])
  func derivativeOfTheFactor(dtype: DType, isLower: Bool) throws {
    var random = SplitMix(seed: 3)
    let point = Literal.random(TensorType(dtype, 2, 4, 4), in: -1...1, &random)
    let direction = Literal.random(point.type, in: -1...1, &random)
    let function = graph([point.type]) { [.apply(Cholesky(isLower: isLower), positive($0[0]))] }
    let derivative = try function.jvp([true], explicitZeros: true)
    let tangent = try evaluate(derivative.graph, [point, direction])[1]
    let step = 1e-6
    let ahead = try evaluate(function, [point.adding(direction, times: step)])[0]
    let behind = try evaluate(function, [point.adding(direction, times: -step)])[0]
    for (index, actual) in tangent.numbers.enumerated() {
      let expected = (ahead.numbers[index] - behind.numbers[index]) / (2 * step)
      #expect(abs(actual - expected) <= 1e-6 * max(1, abs(expected)), "element \(index)")
    }
  }

  @Test(arguments: dtypes, 0..<32)
  func matrixTimesSolutionIsTheSide(dtype: DType, choice: Int) throws {
    let flags = (0..<5).map { choice >> $0 & 1 == 1 }
    let solve = TriangularSolve(
      isLeft: flags[0], isLower: flags[1], hasUnitDiagonal: flags[2], transposes: flags[3],
      conjugates: flags[4])
    var random = SplitMix(seed: UInt64(choice))
    let side = Literal.random(
      flags[0] ? TensorType(dtype, 2, 6, 3) : TensorType(dtype, 2, 3, 6), in: -1...1, &random)
    let operand = matrix(dtype, 6, seed: UInt64(choice))
    let graph = graph([operand.type, side.type]) { parameters in
      func index(_ axis: Int) -> Tracer {
        parameters[0].builder.apply(Iota(.int32, shape: [2, 6, 6], axis: axis), at: .unknown)[0]
      }
      let (row, column) = (index(1), index(2))
      // A large diagonal, so that the system is well conditioned.
      let a = row.compare(.equal, column).select(parameters[0] + 3, parameters[0])
      let solution = Tracer.apply(solve, a, parameters[1])
      var read = row.compare(flags[1] ? .greaterEqual : .lessEqual, column).select(a, 0)
      if flags[2] { read = row.compare(.equal, column).select(1, read) }
      if flags[3] { read = read.transpose([0, 2, 1]) }
      if flags[4] { read = read.conjugate() }
      return [flags[0] ? product(read, solution) : product(solution, read)]
    }
    #expect(isClose(try evaluate(graph, [operand, side])[0], side))
  }

  @Test func constraints() throws {
    func fails(_ primitive: any Primitive, _ types: TensorType...) {
      #expect(throws: JAXError.self) { try graph(of: primitive, types) }
    }
    let solve = TriangularSolve(isLeft: true, isLower: true)
    fails(Cholesky(), TensorType(.float32, 3))
    fails(Cholesky(), TensorType(.float32, 3, 4))
    fails(Cholesky(), TensorType(.int32, 3, 3))
    fails(solve, TensorType(.float32, 3, 3), TensorType(.float64, 3, 3))
    fails(solve, TensorType(.float32, 3, 3), TensorType(.float32, 4, 3))
    fails(solve, TensorType(.float32, 2, 3, 3), TensorType(.float32, 3, 3, 3))
    fails(solve, TensorType(.float32, 3, 3), TensorType(.float32, 2, 3, 3))
  }
}
