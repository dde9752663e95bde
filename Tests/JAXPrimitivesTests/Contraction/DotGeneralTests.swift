import JAXCompiler
import JAXIR
import JAXPrimitives
import Testing

struct DotGeneralTests {
  struct Example: CustomTestStringConvertible, Sendable {
    let lhs: [Int]
    let rhs: [Int]
    var lhsBatch: [Int] = []
    var rhsBatch: [Int] = []
    let lhsContracting: [Int]
    let rhsContracting: [Int]

    var testDescription: String {
      "\(lhs) · \(rhs), batch \(lhsBatch) × \(rhsBatch), contracting \(lhsContracting) × \(rhsContracting)"
    }

    func primitive(_ dtype: DType) -> DotGeneral {
      DotGeneral(
        lhsBatch: lhsBatch, rhsBatch: rhsBatch, lhsContracting: lhsContracting,
        rhsContracting: rhsContracting, resultDType: dtype)
    }

    /// The product by plain loops.
    func product<Value>(
      _ a: [Value], _ b: [Value], zero: Value, _ add: (Value, Value, Value) -> Value
    ) -> [Value] {
      let lhsFree = lhs.indices.filter { !(lhsBatch + lhsContracting).contains($0) }
      let rhsFree = rhs.indices.filter { !(rhsBatch + rhsContracting).contains($0) }
      let batch = indices(of: lhsBatch.map { lhs[$0] })
      let rows = indices(of: lhsFree.map { lhs[$0] })
      let columns = indices(of: rhsFree.map { rhs[$0] })
      let pairs = indices(of: lhsContracting.map { lhs[$0] })
      func place(_ parts: [([Int], [Int])], _ rank: Int) -> [Int] {
        var index = [Int](repeating: 0, count: rank)
        for (axes, part) in parts { for (axis, value) in zip(axes, part) { index[axis] = value } }
        return index
      }
      return batch.flatMap { batch in
        rows.flatMap { row in
          columns.map { column in
            pairs.reduce(zero) { sum, pair in
              let left = place([(lhsBatch, batch), (lhsFree, row), (lhsContracting, pair)], lhs.count)
              let right = place([(rhsBatch, batch), (rhsFree, column), (rhsContracting, pair)], rhs.count)
              return add(sum, a[position(left, in: lhs)], b[position(right, in: rhs)])
            }
          }
        }
      }
    }
  }

  static let examples = [
    // Plain products, at and around the blocks of rows and the lanes of columns.
    Example(lhs: [1, 1], rhs: [1, 1], lhsContracting: [1], rhsContracting: [0]),
    Example(lhs: [3, 5], rhs: [5, 17], lhsContracting: [1], rhsContracting: [0]),
    Example(lhs: [6, 4], rhs: [4, 16], lhsContracting: [1], rhsContracting: [0]),
    Example(lhs: [7, 9], rhs: [9, 33], lhsContracting: [1], rhsContracting: [0]),
    Example(lhs: [13, 3], rhs: [3, 8], lhsContracting: [1], rhsContracting: [0]),
    // Transposed sides: columns are packed, or rows take their part.
    Example(lhs: [5, 11], rhs: [19, 5], lhsContracting: [0], rhsContracting: [1]),
    Example(lhs: [2, 5], rhs: [19, 5], lhsContracting: [1], rhsContracting: [1]),
    Example(lhs: [23, 5], rhs: [5, 2], lhsContracting: [1], rhsContracting: [0]),
    // Vectors and scalars.
    Example(lhs: [37], rhs: [37], lhsContracting: [0], rhsContracting: [0]),
    Example(lhs: [21, 6], rhs: [6], lhsContracting: [1], rhsContracting: [0]),
    Example(lhs: [6], rhs: [6, 21], lhsContracting: [0], rhsContracting: [0]),
    Example(lhs: [], rhs: [4], lhsContracting: [], rhsContracting: []),
    Example(lhs: [4], rhs: [9], lhsContracting: [], rhsContracting: []),
    // Batches, in any place and order.
    Example(
      lhs: [3, 4, 5], rhs: [3, 5, 9], lhsBatch: [0], rhsBatch: [0], lhsContracting: [2], rhsContracting: [1]),
    Example(
      lhs: [4, 3, 5, 2], rhs: [2, 9, 5, 3], lhsBatch: [3, 1], rhsBatch: [0, 3], lhsContracting: [2],
      rhsContracting: [2]),
    Example(lhs: [19], rhs: [19], lhsBatch: [0], rhsBatch: [0], lhsContracting: [], rhsContracting: []),
    // Several contracting and several other axes, adjacent and not, in order and not.
    Example(lhs: [4, 3, 5], rhs: [3, 5, 9], lhsContracting: [1, 2], rhsContracting: [0, 1]),
    Example(lhs: [4, 3, 5], rhs: [5, 3, 9], lhsContracting: [1, 2], rhsContracting: [1, 0]),
    Example(lhs: [3, 4, 5], rhs: [5, 9, 3], lhsContracting: [2, 0], rhsContracting: [0, 2]),
    Example(lhs: [2, 3, 5, 4], rhs: [3, 5, 3, 2], lhsContracting: [2], rhsContracting: [1]),
    // Nothing to sum, nothing to give.
    Example(lhs: [3, 0], rhs: [0, 9], lhsContracting: [1], rhsContracting: [0]),
    Example(lhs: [9, 0, 3], rhs: [5, 3, 0], lhsContracting: [1, 2], rhsContracting: [2, 1]),
    Example(lhs: [0, 3], rhs: [3, 9], lhsContracting: [1], rhsContracting: [0]),
    Example(lhs: [3, 3], rhs: [3, 0], lhsContracting: [1], rhsContracting: [0]),
  ]

  private func check<Value>(
    _ example: Example, _ dtype: DType, zero: Value, _ add: (Value, Value, Value) -> Value
  ) throws {
    var generator = SplitMix(seed: 13)
    let types = try [TensorType(dtype, example.lhs), TensorType(dtype, example.rhs)]
    let inputs = try types.map { try Literal.random($0, using: &generator) }
    let result = try evaluateInAllWays(graph(of: example.primitive(dtype), types), inputs)[0]
    let expected = example.product(inputs[0].elements(), inputs[1].elements(), zero: zero, add)
    #expect(try result == Literal(result.type, of: expected))
  }

  @Test(arguments: examples) func sumsAreFusedAndSequential(_ example: Example) throws {
    try check(example, .float32, zero: Float(0)) { $0.addingProduct($1, $2) }
    try check(example, .float64, zero: 0.0) { $0.addingProduct($1, $2) }
    try check(example, .int16, zero: Int16(0)) { $0 &+ $1 &* $2 }
    try check(example, .uint64, zero: UInt64(0)) { $0 &+ $1 &* $2 }
    try check(example, .bool, zero: false) { $0 || ($1 && $2) }
  }

  @Test(arguments: examples) func batchesEqualLoops(_ example: Example) throws {
    var generator = SplitMix(seed: 17)
    let types = try [TensorType(.float32, example.lhs), TensorType(.float32, example.rhs)]
    let graph = try graph(of: example.primitive(.float32), types)
    for left in 0...example.lhs.count {
      try expectBatching(of: graph, axes: [left, nil], size: 3, using: &generator)
      for right in [0, example.rhs.count] {
        try expectBatching(of: graph, axes: [left, right], size: 3, using: &generator)
      }
    }
    for right in 0...example.rhs.count {
      try expectBatching(of: graph, axes: [nil, right], size: 3, using: &generator)
    }
  }

  static let vectors = [
    Example(lhs: [5, 37], rhs: [37], lhsContracting: [1], rhsContracting: [0]),
    Example(lhs: [100], rhs: [3, 100], lhsContracting: [0], rhsContracting: [1]),
    Example(
      lhs: [2, 70], rhs: [2, 70], lhsBatch: [0], rhsBatch: [0], lhsContracting: [1], rhsContracting: [1]),
    Example(lhs: [3, 2, 20], rhs: [2, 20], lhsContracting: [1, 2], rhsContracting: [0, 1]),
  ]

  @Test(arguments: vectors) func sumsOfVectorsAreDealtToLanes(_ example: Example) throws {
    var generator = SplitMix(seed: 23)
    for dtype in [DType.float32, .float64, .float16, .bfloat16, .int32, .complex64] {
      let types = try [TensorType(dtype, example.lhs), TensorType(dtype, example.rhs)]
      let dot = example.primitive(dtype).ordered(types[0], types[1])
      #expect(dot.order.lanes > 1)
      let inputs = try types.map { try Literal.random($0, using: &generator) }
      _ = try evaluateInAllWays(graph(of: dot, types), inputs)
      try expectBatching(of: graph(of: dot, types), axes: [0, 1], size: 2, using: &generator)
    }
    // Exact in any order.
    let types = try [TensorType(.int32, example.lhs), TensorType(.int32, example.rhs)]
    let inputs = try types.map { try Literal.random($0, using: &generator) }
    let dot = example.primitive(.int32).ordered(types[0], types[1])
    let result = try evaluate(graph(of: dot, types), inputs)[0]
    let expected = example.product(inputs[0].elements(), inputs[1].elements(), zero: Int32(0)) {
      $0 &+ $1 &* $2
    }
    #expect(try result == Literal(result.type, of: expected))
  }

  static let blocked = [
    Example(lhs: [3, 23], rhs: [23, 5], lhsContracting: [1], rhsContracting: [0]),
    Example(lhs: [16, 9], rhs: [16, 2], lhsContracting: [0], rhsContracting: [0]),
    Example(lhs: [4, 3, 5], rhs: [5, 3, 9], lhsContracting: [1, 2], rhsContracting: [1, 0]),
    Example(lhs: [2, 17], rhs: [19, 17], lhsContracting: [1], rhsContracting: [1]),
  ]

  @Test(arguments: blocked) func longSumsAreCutInBlocks(_ example: Example) throws {
    var generator = SplitMix(seed: 29)
    for dtype in [DType.float32, .int16, .bfloat16, .complex64] {
      let types = try [TensorType(dtype, example.lhs), TensorType(dtype, example.rhs)]
      let inputs = try types.map { try Literal.random($0, using: &generator) }
      for block in [2, 5, 8, 16] {
        var dot = example.primitive(dtype)
        dot.order.block = block
        let result = try evaluateInAllWays(graph(of: dot, types), inputs)[0]
        guard dtype == .int16 else { continue }
        let expected = example.product(inputs[0].elements(), inputs[1].elements(), zero: Int16(0)) {
          $0 &+ $1 &* $2
        }
        #expect(try result == Literal(result.type, of: expected))
      }
    }
  }

  @Test func ordersFollowShapes() throws {
    func order(_ lhs: [Int], _ rhs: [Int], _ left: Int, _ right: Int) throws -> String {
      let dot = DotGeneral(lhsContracting: [left], rhsContracting: [right], resultDType: .float32)
      return dot.ordered(try TensorType(.float32, lhs), try TensorType(.float32, rhs)).order.text
    }
    #expect(try order([512, 512], [512, 512], 1, 0) == "lanes 1")
    #expect(try order([512, 512], [512], 1, 0) == "lanes 64")
    #expect(try order([512], [512, 512], 0, 0) == "lanes 1")
    #expect(try order([512], [512, 512], 0, 1) == "lanes 64")
    #expect(try order([10, 8], [8], 1, 0) == "lanes 1")
    #expect(try order([100_000], [100_000], 0, 0) == "lanes 64 block 16384")
    #expect(try order([32, 100_000], [100_000, 16], 1, 0) == "lanes 1 block 2048")
    #expect(try order([32, 8_192], [8_192, 16], 1, 0) == "lanes 1 block 1024")
    #expect(try order([32, 8_191], [8_191, 16], 1, 0) == "lanes 1")
  }

  /// ⟨A·x, y⟩ = ⟨x, Aᵀ·y⟩ in integers, where sums are exact in any order.
  @Test(arguments: examples) func transposes(_ example: Example) throws {
    var generator = SplitMix(seed: 19)
    let types = try [TensorType(.int64, example.lhs), TensorType(.int64, example.rhs)]
    let graph = try graph(of: example.primitive(.int64), types)
    let inputs = try types.map { try Literal.random($0, using: &generator) }
    let result = try evaluate(graph, inputs)[0]
    let cotangent = try Literal.random(result.type, using: &generator)
    func dot(_ a: Literal, _ b: Literal) -> Int64 {
      zip(a.elements(Int64.self), b.elements(Int64.self)).reduce(0) { $0 + $1.0 * $1.1 }
    }
    for side in 0...1 {
      let transpose = try graph.transposed(linear: [side == 0, side == 1])
      try transpose.verify()
      let pulled = try evaluate(transpose, [inputs[1 - side], cotangent])[0]
      #expect(pulled.type == types[side])
      #expect(dot(result, cotangent) == dot(inputs[side], pulled))
    }
  }

  @Test func tangentsFollowTheProductRule() throws {
    let types = try [TensorType(.float32, [2, 2]), TensorType(.float32, [2, 2])]
    let dot = DotGeneral(lhsContracting: [1], rhsContracting: [0], resultDType: .float32)
    let derivative = try graph(of: dot, types).jvp([true, true])
    let inputs = try [[1, 2, 3, 4], [5, 6, 7, 8], [1, 0, 0, 1], [0, 1, 1, 0]].map {
      try Literal(types[0], of: $0 as [Float])
    }
    let results = try evaluate(derivative.graph, inputs)
    #expect(results[0].elements(Float.self) == [19, 22, 43, 50])
    // I·B + A·P, with P the exchange of columns.
    #expect(results[1].elements(Float.self) == [7, 7, 11, 11])
  }

  @Test func dtypesMix() throws {
    func product(_ lhs: DType, _ rhs: DType, _ result: DType, _ a: Literal, _ b: Literal) throws -> Literal {
      let dot = DotGeneral(lhsContracting: [0], rhsContracting: [0], resultDType: result)
      return try evaluate(graph(of: dot, [a.type, b.type]), [a, b])[0]
    }
    let bytes = try Literal(TensorType(.int8, [3]), of: [100, 100, -128] as [Int8])
    let unsigned = try Literal(TensorType(.uint8, [3]), of: [255, 1, 2] as [UInt8])
    #expect(try product(.int8, .int8, .int32, bytes, bytes).elements(Int32.self) == [36_384])
    #expect(try product(.int8, .int8, .int8, bytes, bytes).elements(Int8.self) == [32])
    #expect(try product(.int8, .uint8, .int32, bytes, unsigned).elements(Int32.self) == [25_344])
    #expect(try product(.int8, .uint8, .float32, bytes, unsigned).elements(Float.self) == [25_344])
    let halves = try Literal(TensorType(.float16, [3]), of: [2_048, 1, 1] as [Float16])
    let ones = try Literal(TensorType(.float16, [3]), of: [1, 1, 1] as [Float16])
    // One after the other in f16, 2,048 + 1 + 1 would stay 2,048.
    #expect(try product(.float16, .float16, .float16, halves, ones).elements(Float16.self) == [2_050])
    #expect(try product(.float16, .float16, .float64, halves, ones).elements(Double.self) == [2_050])
    let complex = try Literal(TensorType(.complex64, [1]), of: [1, 2] as [Float])
    let other = try Literal(TensorType(.complex64, [1]), of: [3, -1] as [Float])
    #expect(try product(.complex64, .complex64, .complex64, complex, other).elements(Float.self) == [5, 5])
  }

  @Test func columnsAreReadInPlaceOrPacked() throws {
    func kernels(_ body: ([Tracer]) throws -> [Tracer], _ types: [TensorType]) throws -> [String] {
      try LoweredProgram(graph(types, body)).program.kernels.map(\.name)
    }
    let dot = DotGeneral(lhsContracting: [1], rhsContracting: [0], resultDType: .float32)
    let types = try [TensorType(.float32, [16, 8]), TensorType(.float32, [8, 32])]
    #expect(try kernels({ [Tracer.apply(dot, $0[0], $0[1])] }, types) == ["dot_general"])
    let turned = try [types[0], TensorType(.float32, [32, 8])]
    #expect(
      try kernels({ [Tracer.apply(dot, $0[0], $0[1].transpose([1, 0]))] }, turned)
        == ["dot_general_pack", "dot_general"])
  }
}

struct DotGeneralTypeTests {
  private func message(_ dot: DotGeneral, _ lhs: TensorType, _ rhs: TensorType) -> String? {
    do throws(JAXError) {
      _ = try dot.resultTypes(of: [.tensor(lhs), .tensor(rhs)], regions: [])
      return nil
    } catch {
      return error.message
    }
  }

  @Test func mistakesAreNamed() throws {
    let lhs = try TensorType(.float32, [2, 3])
    let rhs = try TensorType(.float32, [4, 5])
    func dot(
      _ lhsContracting: [Int], _ rhsContracting: [Int], lhsBatch: [Int] = [], rhsBatch: [Int] = [],
      _ dtype: DType = .float32
    ) -> DotGeneral {
      DotGeneral(
        lhsBatch: lhsBatch, rhsBatch: rhsBatch, lhsContracting: lhsContracting,
        rhsContracting: rhsContracting, resultDType: dtype)
    }
    #expect(message(dot([], []), lhs, rhs) == nil)
    #expect(
      message(dot([1], [0]), lhs, rhs)
        == "contracting axis 1 of f32[2,3] has extent 3, but its partner, axis 0 of f32[4,5], has 4")
    #expect(
      message(dot([], [], lhsBatch: [0], rhsBatch: [1]), lhs, rhs)
        == "batch axis 0 of f32[2,3] has extent 2, but its partner, axis 1 of f32[4,5], has 5")
    #expect(
      message(dot([2], [0]), lhs, rhs)
        == "axis 2 is out of range: the left side f32[2,3] has 2 axes")
    #expect(
      message(dot([1], [1], lhsBatch: [1], rhsBatch: [0]), lhs, rhs)
        == "axis 1 of the left side f32[2,3] is named twice")
    #expect(
      message(dot([0, 1], [0]), lhs, rhs)
        == "the contracting axes [0, 1] of the left side do not pair with [0] of the right side")
    #expect(
      message(dot([], [], .int32), lhs, rhs)
        == "the product of f32[2,3] and f32[4,5] cannot be of dtype i32")
    let huge = try TensorType(.int8, [1 << 40])
    #expect(message(dot([], [], .int8), huge, huge)?.contains("more elements than memory") == true)
  }
}
