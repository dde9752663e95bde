import JAXCompiler
import JAXIR
import JAXPrimitives
import Testing

struct ReductionDerivativeTests {
  /// The result, and its tangent along `tangent`, of a reduction of f64.
  private func jvp(
    _ primitive: any Primitive, _ extents: [Int], _ values: [Double], _ tangent: [Double]
  ) throws -> (result: [Double], tangent: [Double]) {
    let type = try TensorType(.float64, extents)
    let derivative = try graph(of: primitive, [type]).jvp([true], explicitZeros: true)
    try derivative.graph.verify()
    let inputs = try [values, tangent].map { try Literal(type, of: $0) }
    let results = try evaluateInAllWays(derivative.graph, inputs)
    return (results[0].elements(), results[1].elements())
  }

  /// The cotangent of the operand of a reduction of f64 whose result has `cotangent`.
  private func vjp(
    _ primitive: any Primitive, _ extents: [Int], _ values: [Double], _ cotangent: [Double]
  ) throws -> [Double] {
    let type = try TensorType(.float64, extents)
    let function = try graph(of: primitive, [type])
    let pullback = try function.jvp([true]).graph.transposed(linear: [false, true])
    try pullback.verify()
    let results = function.resultTypes.compactMap(\.tensor)
    let inputs = try [
      Literal(type, of: values), Literal(results[0], of: cotangent.map { _ in 0.0 }),
      Literal(results[0], of: cotangent),
    ]
    return try evaluate(pullback, inputs)[0].elements()
  }

  @Test func sumsAreLinear() throws {
    let sum = ReduceSum(axes: [1], order: .sequential)
    let (result, tangent) = try jvp(sum, [2, 3], [1, 2, 3, 4, 5, 6], [1, 0, 0, 0, 2, 3])
    #expect(result == [6, 15] && tangent == [1, 5])
    #expect(try vjp(sum, [2, 3], [1, 2, 3, 4, 5, 6], [7, 8]) == [7, 7, 7, 8, 8, 8])
  }

  @Test func tiesShareTheTangent() throws {
    let most = ReduceMax(axes: [0], order: .sequential)
    let (result, tangent) = try jvp(most, [2, 2], [3, 1, 3, 4], [1, 5, 2, 7])
    #expect(result == [3, 4] && tangent == [1.5, 7])
    #expect(try vjp(most, [2, 2], [3, 1, 3, 4], [10, 20]) == [5, 0, 5, 20])
    let least = ReduceMin(axes: [0, 1], order: .sequential)
    #expect(try jvp(least, [2, 2], [1, 1, 1, 2], [3, 6, 9, 100]).tangent == [6])
  }

  /// Σ ẋᵢ Π xⱼ (j ≠ i), which divisions by an element would get wrong at zeros.
  @Test(arguments: [0, 1, 2]) func productsAreRightAtZeros(zeros: Int) throws {
    for extents in [[1], [2], [5], [8], [3, 4], [2, 3, 3]] {
      let count = extents.reduce(1, *)
      var values = (0..<count).map { Double($0 + 1) / 4 }
      for position in 0..<min(zeros, count) { values[position * 2 % count] = 0 }
      let tangents = (0..<count).map { Double($0 * $0 % 5) - 1 }
      func others(_ position: Int) -> Double {
        values.enumerated().reduce(1) { $1.offset == position ? $0 : $0 * $1.element }
      }
      let product = ReduceProduct(axes: Array(extents.indices), order: .sequential)
      let (result, tangent) = try jvp(product, extents, values, tangents)
      #expect(result == [values.reduce(1, *)])
      // Quarters of small integers: every product and sum is exact.
      #expect(tangent == [tangents.indices.reduce(0) { $0 + tangents[$1] * others($1) }])
      #expect(try vjp(product, extents, values, [2]) == values.indices.map { 2 * others($0) })
    }
  }

  @Test func productsOfNothingDoNotChange() throws {
    let (result, tangent) = try jvp(ReduceProduct(axes: [1], order: .sequential), [2, 0], [], [])
    #expect(result == [1, 1] && tangent == [0, 0])
  }

  @Test func productsAlongAnInnerAxis() throws {
    let product = ReduceProduct(axes: [1], order: .sequential)
    let (result, tangent) = try jvp(
      product, [2, 3, 2], (1...12).map(Double.init), .init(repeating: 1, count: 12))
    #expect(result == [15, 48, 693, 960])
    #expect(tangent == [23, 44, 239, 296])
  }

  @Test func bitsHaveNoTangent() throws {
    let type = try TensorType(.bool, [3])
    for primitive in [
      ReduceAnd(axes: [0], order: .sequential) as any Primitive, ReduceOr(axes: [0], order: .sequential),
    ] {
      #expect(try graph(of: primitive, [type]).jvp([true]).hasTangent == [false])
    }
    #expect(try graph(of: ReduceMax(axes: [0], order: .sequential), [type]).jvp([true]).hasTangent == [false])
  }
}
