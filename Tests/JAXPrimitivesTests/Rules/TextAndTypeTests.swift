import JAXCompiler
import JAXIR
import JAXPrimitives
import Testing

/// What holds for every primitive of the standard vocabulary.
struct TextAndTypeTests {
  /// These take regions or tokens, or call a library, and have tests of their own.
  static let testedElsewhere: Set = [
    "reduce", "while", "case", "scan", "sort", "call", "check", "create_token", "checkpoint", "named",
    "custom_jvp", "custom_vjp", "custom_tangent", "lapack_call", "all_sum",
    "all_gather", "debug_print", "host_callback", "assertion", "qr", "solve",
  ]

  @Test func everyPrimitiveHasASample() {
    let sampled = Set(Sample.all.map { type(of: $0.primitive).name })
    for primitive in Vocabulary.standard.primitives where !Self.testedElsewhere.contains(primitive.name) {
      #expect(sampled.contains(primitive.name), "\(primitive.name) has no sample")
    }
  }

  @Test(arguments: Sample.all)
  func textReadsBack(_ sample: Sample) throws {
    let graph = try sample.graph()
    let parsed = try Graph(parsing: graph.description, vocabulary: .standard)
    #expect(parsed == graph)
    #expect(parsed.description == graph.description)
  }

  /// Parameters that no operand fits are written and read like any.
  @Test(arguments: 0..<200)
  func randomParametersReadBack(_ seed: UInt64) throws {
    var random = SplitMix(seed: seed)
    func check<P: Primitive>(_ primitive: P) throws {
      var read = P()
      for attribute in P.attributes {
        var reader = try TextReader(attribute.write(primitive))
        try attribute.read(&read, &reader)
        try reader.expectEnd()
      }
      #expect(read == primitive, "\(P.name)")
    }
    for primitive in randomPrimitives(&random) { try check(primitive) }
  }

  private func randomPrimitives(_ random: inout SplitMix) -> [any Primitive] {
    func integers() -> [Int] {
      (0..<Int.random(in: 0...4, using: &random)).map { _ in
        Int.random(in: Bool.random(using: &random) ? -3...3 : .min ... .max, using: &random)
      }
    }
    func windows() -> Windows {
      Windows(
        sizes: integers(), strides: integers(), dilations: integers(), baseDilations: integers(),
        low: integers(), high: integers())
    }
    func axes() -> IndexedAxes {
      IndexedAxes(
        window: integers(), collapsed: integers(), operandBatch: integers(), indexBatch: integers(),
        indexed: integers(), vector: integers().first ?? 1)
    }
    let dtype = DType.allCases.randomElement(using: &random)!
    let literal = Literal.random(TensorType(dtype, 2), in: -1e9...1e9, &random)
    return [
      Compare(Comparison.allCases.randomElement(using: &random)!, isTotal: .random(using: &random)),
      Convert(dtype), BitcastConvert(dtype), Iota(dtype, shape: integers(), axis: integers().first ?? 0),
      Constant(literal),
      ReducePrecision(exponentBits: integers().first ?? 2, mantissaBits: integers().first ?? 3),
      BroadcastInDim(shape: integers(), axes: integers()), Transpose(permutation: integers()),
      Reshape(shape: integers()), Reverse(axes: integers()), Concatenate(axis: integers().first ?? 1),
      Slice(starts: integers(), limits: integers(), strides: integers()),
      Pad(low: integers(), high: integers(), interior: integers()),
      DynamicSlice(sizes: integers()), DynamicUpdateSlice(), Gather(axes(), sizes: integers()),
      ReduceWindow(windows()), SelectAndGather(windows()), SelectAndScatter(windows()),
      Cumulate(axis: integers().first ?? 2, isReverse: .random(using: &random)),
      Scatter(axes(), isUnique: .random(using: &random)),
    ]
  }

  @Test(arguments: Sample.all)
  func theLoweredResultHasTheTypeOfTheRule(_ sample: Sample) throws {
    var random = SplitMix(seed: 1)
    let graph = try sample.graph()
    let results = try evaluate(graph, sample.arguments(&random))
    #expect(results.map { ValueType.tensor($0.type) } == graph.resultTypes)
  }

  @Test(arguments: Sample.all)
  func regionsTokensAndOtherCountsOfOperandsAreRejected(_ sample: Sample) throws {
    let types = sample.operands.map { ValueType.tensor($0) }
    let region = Region(GraphBuilder().finish(results: []))
    func rejects(_ operands: [ValueType], _ regions: [Region] = []) {
      #expect(throws: JAXError.self) { try sample.primitive.resultTypes(of: operands, regions: regions) }
    }
    rejects(types, [region])
    if !types.isEmpty { rejects(types.dropLast() + [.token], sample.regions) }
    if !(sample.primitive is Concatenate) { rejects(types + [.tensor(.scalar(.float32))], sample.regions) }
    if !types.isEmpty { rejects([], sample.regions) }
  }
}
