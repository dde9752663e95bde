import JAXIR
import JAXPrimitives

/// Random well-typed programs over the whole vocabulary: a seed makes the same one everywhere.
///
/// Shapes come from a small palette of each program, so that values meet; what is missing is made by conversion,
/// broadcast, or as a constant.
struct RandomProgram {
  var random: SplitMix
  let builder = GraphBuilder()
  /// Every tensor so far, and how often it was read.
  var values: [(value: Graph.Value, type: TensorType)] = []
  var isRead: Set<Graph.Value> = []
  /// The end of the chain of effects.
  var token: Graph.Value?
  /// Whether regions in it may do something.
  var mayHaveEffects = true
  let shapes: [Shape]
  let dtypes: [DType]
  var patterns: Set<Pattern> = []
  /// How deep the region is that this is the program of.
  let depth: Int
  /// Whether the program is to have derivatives: what has none where it stands is left out.
  let isSmooth: Bool
  /// The values of a program that is to have derivatives, outside of regions.
  var trajectory: Trajectory?

  /// A tensor may have so many elements.
  static let maximumCount = 400

  /// - Parameter dtypes: Those of its tensors, as far as instructions leave a choice; random ones if nil.
  init(seed: UInt64, dtypes: [DType]? = nil) {
    var random = SplitMix(seed: seed)
    shapes = (0..<Int.random(in: 2...3, using: &random)).map { _ in RandomProgram.shape(&random) }
    self.dtypes = dtypes ?? (0..<3).map { _ in RandomProgram.dtype(&random) }
    self.random = random
    depth = 0
    isSmooth = false
  }

  /// The program of a region with parameters of `types`.
  private init(region types: [TensorType], isScalar: Bool = false, of parent: inout RandomProgram) {
    shapes = isScalar ? [.scalar] : parent.shapes
    dtypes = parent.dtypes
    random = SplitMix(seed: parent.random.next())
    depth = parent.depth + 1
    isSmooth = parent.isSmooth
    for type in types { values.append((builder.parameter(.tensor(type)), type)) }
  }

  /// A program of 5 to 40 instructions.
  mutating func graph() throws -> Graph {
    for _ in 0..<int(2...4) {
      let type = TensorType(choice(dtypes), choice(shapes))
      values.append((builder.parameter(.tensor(type)), type))
    }
    return try finish(size: int(5...40))
  }

  private mutating func finish(size: Int) throws -> Graph {
    var attempts = 0
    while builder.count < size, attempts < 10 * size {
      try appendAny()
      attempts += 1
    }
    var results = values.map(\.value).filter { !isRead.contains($0) }.suffix(6)
    for _ in 0..<int(0...2) { results.append(choice(values).value) }
    return builder.finish(results: Array(results))
  }

  /// A body of a call for operands of `types`, which has an effect now and then; and whether it has one.
  mutating func region(_ types: [TensorType]) throws -> (region: Region, isOrdered: Bool) {
    var body = RandomProgram(region: types, of: &self)
    let isOrdered = !isSmooth && chance(0.4)
    let first = isOrdered ? body.builder.parameter(.token) : nil
    body.token = first
    let size = int(1...5)
    while body.builder.count < size { try body.appendAny() }
    if isOrdered { try body.appendEffect() }
    var results = body.values.map(\.value).filter { !body.isRead.contains($0) }.suffix(3)
    if results.isEmpty, let last = body.values.last { results.append(last.value) }
    let graph = body.builder.finish(
      name: "f", results: (body.token.map { [$0] } ?? []) + Array(results))
    return (Region(first == nil ? graph : graph.movingLastParameter(to: 0)), isOrdered)
  }

  /// A region for operands of `types`, whose results `choose` finds or makes among its values.
  ///
  /// - Parameters:
  ///   - isScalar: Whether all its tensors are scalars.
  ///   - mayHaveEffects: Whether it may do something, in no order by itself.
  ///   - place: Where among the parameters a token goes, for effects in order; nil for none.
  ///   - givesToken: Whether the first result is then a token; else nothing is done in order.
  mutating func region(
    _ types: [TensorType], isScalar: Bool, size: Int, mayHaveEffects: Bool = false, tokenAt place: Int? = nil,
    givesToken: Bool = true,
    _ choose: (inout RandomProgram, _ parameters: [Graph.Value]) throws -> [Graph.Value]
  ) throws -> Region {
    var body = RandomProgram(region: types, isScalar: isScalar, of: &self)
    let parameters = body.values.map(\.value)
    let first = place.map { _ in body.builder.parameter(.token) }
    if givesToken { body.token = first }
    body.mayHaveEffects = self.mayHaveEffects && mayHaveEffects
    var attempts = 0
    while body.builder.count < size, attempts < 10 * size {
      if isScalar { try body.appendElementwise() } else { try body.appendAny() }
      attempts += 1
    }
    if body.mayHaveEffects, !isSmooth, chance(0.25), let value = body.anyValue() {
      try body.append(Record(isOrdered: false), [value])
    }
    if body.token != nil, chance(0.6) { try body.appendEffect() }
    let results = try choose(&body, parameters)
    let graph = body.builder.finish(results: (body.token.map { [$0] } ?? []) + results)
    return Region(place.map(graph.movingLastParameter) ?? graph)
  }

  // MARK: Choices

  mutating func int(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }
  mutating func chance(_ probability: Double) -> Bool {
    Double.random(in: 0..<1, using: &random) < probability
  }
  mutating func choice<C: Collection>(_ elements: C) -> C.Element { elements.randomElement(using: &random)! }

  private static func shape(_ random: inout SplitMix) -> Shape {
    let long = [0, 1, 3, 7, 16, 17, 33, 61, 64, 67, 127, 131]
    let short = [1, 2, 3, 5, 7, 8, 13, 17]
    let tiny = [0, 1, 2, 3, 4, 5, 7]
    var extents: [Int]
    switch Int.random(in: 0..<10, using: &random) {
    case 0: extents = []
    case 1...4: extents = [long.randomElement(using: &random)!]
    case 5...7: extents = (0..<2).map { _ in short.randomElement(using: &random)! }
    default: extents = (0..<3).map { _ in tiny.randomElement(using: &random)! }
    }
    // Equal extents are where axes can be mistaken for each other.
    if extents.count > 1, Int.random(in: 0..<3, using: &random) == 0 { extents[0] = extents[1] }
    guard let shape = try? Shape(extents), shape.count <= maximumCount else { return .scalar }
    return shape
  }

  private static func dtype(_ random: inout SplitMix) -> DType {
    let weighted: [DType] =
      DType.allCases + [
        .float32, .float32, .float32, .float32, .float64, .float64, .int32, .bool,
      ]
    return weighted.randomElement(using: &random)!
  }

  // MARK: Values

  mutating func anyValue(where matches: (TensorType) -> Bool = { _ in true }) -> Graph.Value? {
    // Recent values first: chains grow long.
    let recent = values.suffix(6).filter { matches($0.type) }
    let chosen = chance(0.7) && !recent.isEmpty ? recent : values.filter { matches($0.type) }
    return chosen.randomElement(using: &random)?.value
  }

  func type(_ value: Graph.Value) -> TensorType {
    guard let type = builder.type(of: value).tensor else { preconditionFailure("a token is no tensor") }
    return type
  }

  /// A value of `type`: one that is there, or one made of what is there, or a constant.
  mutating func value(of type: TensorType) throws -> Graph.Value {
    if chance(0.9), let value = anyValue(where: { $0 == type }) { return value }
    if chance(0.6), let value = anyValue(where: { $0.shape == type.shape }) {
      return try append(Convert(type.dtype), [value])[0]
    }
    if chance(0.6), let value = try broadcast(to: type) { return value }
    if chance(0.3), type.rank > 0, type.dtype != .bool {
      return try append(Iota(type.dtype, shape: type.shape.extents, axis: int(0...type.rank - 1)), [])[0]
    }
    return try append(Constant(literal(of: type)), [])[0]
  }

  mutating func literal(of type: TensorType) -> Literal {
    if isSmooth {
      return type.isDifferentiable ? .random(type, in: -2...2, &random) : .random(type, specials: 0, &random)
    }
    if chance(0.3) { return .random(type, specials: 0.1, &random) }
    guard chance(0.6) else {
      let parts = (0..<type.dtype.partCount).map { _ in
        Kernel.Constant.random(type.dtype.component, specials: 0.3, &random)
      }
      return Literal(splat: parts, type)
    }
    // What passes simplify.
    let part = type.dtype.component
    let neutral =
      part.isFloat
      ? Kernel.Constant(part, choice([0.0, -0.0, 1, -1]))
      : Kernel.Constant(part, integer: choice([0, 1, -1]))
    let zero = type.dtype.isComplex ? [Kernel.Constant(part, 0)] : []
    return Literal(splat: [neutral] + zero, type)
  }

  private mutating func broadcast(to type: TensorType) throws -> Graph.Value? {
    guard let value = anyValue(where: { $0.dtype == type.dtype && $0.rank <= type.rank }) else { return nil }
    let operand = self.type(value)
    let axes = Array(Array(0..<type.rank).shuffled(using: &random).prefix(operand.rank))
    let fits = zip(operand.shape.extents, axes).allSatisfy { $0 == 1 || $0 == type.shape[$1] }
    return fits ? try append(BroadcastInDim(shape: type.shape.extents, axes: axes), [value])[0] : nil
  }

  /// Appends an instruction; its tensors join the values.
  @discardableResult
  mutating func append(
    _ primitive: any Primitive, _ operands: [Graph.Value], regions: [Region] = []
  ) throws -> [Graph.Value] {
    let results = try builder.append(primitive, operands, regions: regions)
    try trajectory?.follow(primitive, operands, regions, results, in: builder)
    isRead.formUnion(operands)
    for result in results {
      if let type = builder.type(of: result).tensor { values.append((result, type)) }
    }
    return results
  }

  /// The value with every NaN the same, for whoever looks at its bits.
  mutating func withoutPayloads(_ value: Graph.Value) throws -> Graph.Value {
    let type = type(value)
    guard type.dtype.isFloat || type.dtype.isComplex else { return value }
    let isNumber = try append(Compare(.equal), [value, value])[0]
    let nan = Constant(Literal(.nan, type))
    return try append(Select(), [isNumber, value, try append(nan, [])[0]])[0]
  }
}

extension Graph {
  /// The token that a body takes in its place among the parameters.
  fileprivate func movingLastParameter(to place: Int) -> Graph {
    let last = parameterCount - 1
    func moved(_ value: Value) -> Value {
      if value.index == last { return Value(place) }
      return (place..<last).contains(value.index) ? Value(value.index + 1) : value
    }
    var graph = self
    graph.types.insert(graph.types.remove(at: last), at: place)
    graph.results = results.map(moved)
    for position in instructions.indices {
      graph.instructions[position].operands = instructions[position].operands.map(moved)
    }
    return graph
  }
}
