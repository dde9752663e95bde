import JAXCompiler
import JAXIR
import JAXPrimitives
import Testing

struct ProductScheduleTests {
  /// Choices under which small products have everything that large ones have: whole tiles and rests of them, copies,
  /// blocks of tiles and of panels that divide and that do not, and sums that wait in memory.
  static let choices = [
    VectorTarget.ProductChoices(height: 3, vectors: 1, packs: false),
    .init(height: 3, vectors: 2, packs: true, block: 2),
    .init(height: 2, vectors: 1, packs: true, block: 1),
    .init(height: 4, vectors: 1, packs: false, block: 2, depth: 2),
    .init(height: 2, vectors: 2, packs: true, block: 3, depth: 3),
    .init(height: 3, vectors: 3, packs: true, breadth: 2),
    .init(height: 4, vectors: 1, packs: false, breadth: 1),
  ]

  /// Around one and two tiles in every direction.
  static let shapes: [(rows: Int, columns: Int, depth: Int)] = [
    (1, 4, 3), (2, 3, 1), (3, 5, 2), (4, 4, 4), (5, 7, 3), (6, 8, 5), (7, 9, 6), (8, 15, 7), (9, 16, 2),
    (11, 17, 4), (12, 33, 9), (13, 12, 3),
  ]

  /// Products of these extents with the axes of the operands in every order, with and without a batch.
  private func products(
    _ rows: Int, _ columns: Int, _ depth: Int
  ) -> [(dot: (DType) -> DotGeneral, lhs: [Int], rhs: [Int])] {
    var products: [(dot: (DType) -> DotGeneral, lhs: [Int], rhs: [Int])] = []
    for (left, right) in [(0, 0), (0, 1), (1, 0), (1, 1)] {
      products.append(
        (
          { DotGeneral(lhsContracting: [left], rhsContracting: [right], resultDType: $0) },
          left == 0 ? [depth, rows] : [rows, depth], right == 0 ? [depth, columns] : [columns, depth]
        ))
    }
    products.append(
      (
        {
          DotGeneral(
            lhsBatch: [0], rhsBatch: [1], lhsContracting: [2], rhsContracting: [0], resultDType: $0)
        }, [2, rows, depth], [depth, 2, columns]
      ))
    products.append(
      (
        { DotGeneral(lhsContracting: [0, 2], rhsContracting: [0, 1], resultDType: $0) },
        [2, rows, depth], [2, depth, columns]
      ))
    return products
  }

  @Test(arguments: choices) func schedulesKeepTheBits(_ choices: VectorTarget.ProductChoices) throws {
    var generator = SplitMix(seed: 31)
    for (rows, columns, depth) in ProductScheduleTests.shapes {
      for (position, product) in products(rows, columns, depth).enumerated() {
        let dtypes: [DType] = [.float32, .float64, .int32, .float16, .bfloat16, .complex64]
        let dtype = dtypes[(position + rows) % dtypes.count]
        let types = try [TensorType(dtype, product.lhs), TensorType(dtype, product.rhs)]
        let graph = try graph(of: product.dot(dtype), types)
        let inputs = try types.map { try Literal.random($0, using: &generator) }
        let reference = try evaluate(graph, inputs)
        var target = VectorTarget(lanes: 4)
        target.products = choices
        let options = LoweringOptions(vectors: target)
        #expect(try evaluate(graph, inputs, options) == reference, "\(rows)x\(columns)x\(depth) \(dtype)")
        guard (rows + position) % 3 == 0 else { continue }
        #expect(
          try compileAndRun(graph, inputs, options) == reference, "\(rows)x\(columns)x\(depth) \(dtype)")
      }
    }
  }

  /// What computes an operand and what reads the result run in the kernels of the product.
  @Test(arguments: choices) func schedulesKeepTheBitsOfWhatIsFused(
    _ choices: VectorTarget.ProductChoices
  ) throws {
    var generator = SplitMix(seed: 37)
    for (rows, columns, depth) in ProductScheduleTests.shapes {
      let types = try [
        TensorType(.float32, [rows, depth]), TensorType(.float32, [columns, depth]),
        TensorType(.float32, [columns]),
      ]
      let dot = DotGeneral(lhsContracting: [1], rhsContracting: [0], resultDType: .float32)
      let graph = graph(types) { x in
        let product = Tracer.apply(dot, x[0] * x[0], x[1].transpose([1, 0]))
        return [product + x[2].broadcast(over: [0], to: product.shape)]
      }
      let inputs = try types.map { try Literal.random($0, using: &generator) }
      let reference = try evaluate(graph, inputs)
      var target = VectorTarget(lanes: 4)
      target.products = choices
      let options = LoweringOptions(vectors: target)
      #expect(try evaluate(graph, inputs, options) == reference, "\(rows)x\(columns)x\(depth)")
      #expect(try compileAndRun(graph, inputs, options) == reference, "\(rows)x\(columns)x\(depth)")
    }
  }

  @Test func fewRowsAreStreamed() throws {
    var generator = SplitMix(seed: 41)
    for (rows, columns, depth) in [(1, 1_030, 67), (2, 300, 240), (1, 1_024, 70), (4, 65, 1_100)] {
      let types = try [TensorType(.float32, [rows, depth]), TensorType(.float32, [depth, columns])]
      let dot = DotGeneral(lhsContracting: [1], rhsContracting: [0], resultDType: .float32)
      let graph = try graph(of: dot, types)
      let inputs = try types.map { try Literal.random($0, using: &generator) }
      #expect(
        try compileAndRun(graph, inputs, LoweringOptions()) == compileAndRun(graph, inputs, .reference))
    }
  }

  @Test func choicesFollowShapes() {
    func schedule(
      _ rows: Int, _ columns: Int, _ depth: Int, _ dtype: DType = .float32,
      _ target: VectorTarget = VectorTarget(), change: (inout ProductFacts) -> Void = { _ in }
    ) -> String {
      var facts = ProductFacts(rows: rows, columns: columns, depth: depth, dtype: dtype)
      change(&facts)
      return ProductSchedule(facts, target).description
    }
    #expect(schedule(32, 32, 32) == "8x32 in 16 lanes, rows in place, columns in place")
  }
}
