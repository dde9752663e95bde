import JAXCompiler
import JAXIR
import JAXPrimitives

/// A random program of f64 and a line through arguments at which it has derivatives.
struct SmoothProgram {
  var graph: Graph
  var line: Line
  /// Instructions that were drawn and not taken.
  var rejected: Int

  init(seed: UInt64) throws {
    var program = RandomProgram(smooth: seed)
    self = try program.smoothProgram()
  }

  fileprivate init(_ graph: Graph, _ line: Line, rejected: Int) {
    (self.graph, self.line, self.rejected) = (graph, line, rejected)
  }
}

extension RandomProgram {
  /// The start of a program of f64, integers and complex numbers whose parameters are of f64.
  init(smooth seed: UInt64) {
    var random = SplitMix(seed: seed)
    shapes = (0..<3).map { _ in RandomProgram.smallShape(&random) }
    dtypes = [.float64, .float64, .float64, .float64, .float64, .complex128, .int32, .bool]
    self.random = random
    depth = 0
    isSmooth = true
    trajectory = Trajectory()
  }

  private static func smallShape(_ random: inout SplitMix) -> Shape {
    let extents = (0..<Int.random(in: 0...3, using: &random)).map { _ in
      [1, 2, 3, 4, 5].randomElement(using: &random)!
    }
    return (try? Shape(extents)) ?? .scalar
  }

  /// A program of 4 to 14 instructions that have derivatives.
  fileprivate mutating func smoothProgram() throws -> SmoothProgram {
    for _ in 0..<int(1...3) {
      let type = TensorType(.float64, choice(shapes))
      let parameter = builder.parameter(.tensor(type))
      values.append((parameter, type))
      let numbers = (0..<type.shape.count).map { _ in
        Double.random(in: 0.2...1.8, using: &random) * (chance(0.5) ? 1 : -1)
      }
      trajectory!.start(
        parameter, at: Literal(type, numbers: numbers), along: .random(type, in: -1...1, &random))
    }
    let size = int(4...14)
    var attempts = 0
    while trajectory!.admitted < size, attempts < 10 * size {
      attempts += 1
      do { try appendSmooth() } catch is Trajectory.Rejection {}
    }
    let moving = values.map(\.value).filter { trajectory!.isMoving($0) }
    var results = moving.filter { !isRead.contains($0) }.suffix(6)
    if results.isEmpty { results = moving.suffix(1) }
    let graph = try builder.finish(results: Array(results)).removingDeadCode()
    let line = Line(point: trajectory!.point, direction: trajectory!.direction)
    return SmoothProgram(graph, line, rejected: trajectory!.rejected)
  }

  private mutating func appendSmooth() throws {
    switch int(0...99) {
    case 0..<10: try appendControl()
    case 10..<13: try appendSort()
    case 13..<33: try appendSmoothElementwise()
    case 33..<44: try appendFactor()
    case 44..<50: try appendRowPattern()
    case 50..<60: try appendMovement()
    case 60..<70: try appendIndexing()
    case 70..<76: try appendWindows()
    case 76..<79: try appendLayer()
    case 79..<84: try appendReduction()
    case 84..<89: try appendLinearAlgebra()
    case 89..<91: try appendGeneralReduction()
    case 91..<94: try appendProduct()
    case 94..<96: try appendElementwise()
    case 96: try append(Constant(literal(of: TensorType(choice(dtypes), choice(shapes)))), [])
    case 97: try appendCall()
    default: try appendCheck()
    }
  }

  /// An element-wise primitive of operands in its domain.
  private mutating func appendSmoothElementwise() throws {
    guard let value = anyValue(where: { $0.isDifferentiable }) else { return }
    let type = type(value)
    guard let application = choice(PrimitiveSample.distinct(for: type.dtype)).application(type.dtype, 1)
    else {
      return
    }
    let name = application.name
    let domain = PrimitiveSample.domain(of: name)
    let held = PrimitiveSample.heldOperands[name] ?? []
    var operands: [Graph.Value] = []
    for (position, operand) in application.operands.compactMap(\.tensor).enumerated() {
      let wanted = operand.with(shape: type.shape)
      if held.contains(position) || name == "reduce_precision" {
        let number = name == "polygamma" ? Double(int(1...3)) : Double.random(in: domain, using: &random)
        operands.append(try append(Constant(Literal(number, wanted)), [])[0])
      } else {
        let own = wanted == type && (operands.isEmpty || chance(0.3)) ? value : try self.value(of: wanted)
        operands.append(wanted.isDifferentiable ? try moved(own, into: domain) : own)
      }
    }
    if application.primitive is Clamp {
      // Derivatives along bounds that are on the wrong sides, or equal to what they bound, are a convention.
      operands[0] = try append(Constant(Literal(-1.1, type)), [])[0]
      operands[2] = try append(Constant(Literal(0.9, type)), [])[0]
    }
    try append(application.primitive, operands)
  }

  /// A factor without a tangent, made of integers, bits and formats of floats.
  private mutating func appendFactor() throws {
    guard let value = anyValue(where: { $0.dtype == .float64 }) else { return }
    let type = type(value)
    let dtype = choice([DType.int32, .uint8, .int64, .bool, .float64])
    var fixed = try append(Constant(.random(type.with(dtype: dtype), specials: 0, &random)), [])[0]
    for _ in 0..<int(2...4) {
      let own = self.type(fixed)
      if own.rank > 0, own.dtype.isInteger || own.dtype == .bool, chance(0.2) {
        let bits = try chance(0.5) ? reduced(ReduceAnd.self, fixed, [0]) : reduced(ReduceOr.self, fixed, [0])
        fixed = try repeated(bits, [0], like: own)
      } else if own.dtype.byteCount == 4, chance(0.3) {
        let bits = try append(BitcastConvert(.uint32), [fixed])[0]
        fixed = try append(BitcastConvert(.int32), [bits])[0]
      } else if own.dtype == .float64, chance(0.5) {
        let rounding = ReducePrecision(exponentBits: 8, mantissaBits: 5)
        fixed = try append(choice([rounding, EncodeFloat8(.e4m3), IsFinite()] as [any Primitive]), [fixed])[0]
      } else {
        fixed = try appendFixed(of: fixed)
      }
    }
    let number = try append(Sin(), [try append(Convert(.float64), [fixed])[0]])[0]
    try append(Multiply(), [value, number])
  }

  /// An element-wise primitive of a value without a tangent, beside constants.
  private mutating func appendFixed(of value: Graph.Value) throws -> Graph.Value {
    let type = type(value)
    guard let application = choice(PrimitiveSample.distinct(for: type.dtype)).application(type.dtype, 1)
    else {
      return value
    }
    var operands: [Graph.Value] = []
    for operand in application.operands.compactMap(\.tensor) {
      let wanted = operand.with(shape: type.shape)
      operands.append(
        wanted == type && operands.isEmpty ? value : try append(Constant(literal(of: wanted)), [])[0])
    }
    return try append(application.primitive, operands)[0]
  }

  /// The value, most often brought into a domain that is not everywhere.
  private mutating func moved(_ value: Graph.Value, into domain: ClosedRange<Double>) throws -> Graph.Value {
    guard domain.lowerBound > -2, chance(0.9) else { return value }
    let type = type(value)
    let radius = Literal((domain.upperBound - domain.lowerBound) * 0.4, type)
    let centre = Literal((domain.upperBound + domain.lowerBound) / 2, type)
    let bounded = try append(type.dtype.isComplex ? Sin() as any Primitive : Tanh(), [value])[0]
    let scaled = try append(Multiply(), [bounded, try append(Constant(radius), [])[0]])[0]
    return try append(Add(), [scaled, try append(Constant(centre), [])[0]])[0]
  }

  /// A check that holds wherever the arguments are.
  private mutating func appendCheck() throws {
    guard let value = anyValue() else { return }
    let first = try token ?? append(CreateToken(), [])[0]
    token = try append(Check(.equal), [first, value, value])[0]
  }
}

extension PrimitiveSample {
  /// One sample of each element-wise primitive that takes a dtype, conversions and comparisons in all their kinds only
  /// as one.
  fileprivate static func distinct(for dtype: DType) -> [PrimitiveSample] {
    var names: Set<String> = []
    return elementwise.joined().filter { sample in
      sample.application(dtype, 1) != nil && names.insert(sample.primitive.name).inserted
    }
  }
}
