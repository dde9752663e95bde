import JAXCompiler
import JAXIR
import JAXPrimitives

/// The values of a program on a line through its arguments: at a point, `Line.reach` before it and as far behind.
///
/// What goes through these without a kink, and neither steeply nor far, joins the program.
struct Trajectory {
  private(set) var point: [Literal] = []
  private(set) var direction: [Literal] = []
  private var values: [Graph.Value: [Literal]] = [:]
  /// What may have a tangent.
  private var moving: Set<Graph.Value> = []
  private let evaluate = Evaluator()
  private(set) var admitted = 0
  private(set) var rejected = 0

  /// An instruction that has no derivative where the program would have it.
  struct Rejection: Error {}

  /// What has no derivative at 0, which does not show where the operand stays 0.
  private static let singularAtZero: Set = ["sqrt", "rsqrt", "cbrt", "log"]

  func isMoving(_ value: Graph.Value) -> Bool { moving.contains(value) }

  mutating func start(_ parameter: Graph.Value, at point: Literal, along direction: Literal) {
    self.point.append(point)
    self.direction.append(direction)
    values[parameter] = [-Line.reach, 0, Line.reach].map { point.adding(direction, times: $0) }
    moving.insert(parameter)
  }

  /// - Throws: `Rejection`; what evaluating the instruction throws.
  mutating func follow(
    _ primitive: any Primitive, _ operands: [Graph.Value], _ regions: [Region], _ results: [Graph.Value],
    in builder: GraphBuilder
  ) throws {
    let types = results.map(builder.type)
    guard !types.contains(.token) else { return }
    rejected += 1
    let isMoving = operands.contains(where: moving.contains)
    let hasOtherFloats = types.contains { type in
      type.tensor.map { ($0.dtype.isFloat || $0.dtype.isComplex) && !$0.isDifferentiable } ?? false
    }
    let name = type(of: primitive).name
    // Nothing that moves may enter what follows its operands by rule, not in the limit.
    if isMoving, hasOtherFloats || PrimitiveDerivativeTests.byRule.contains(name) { throw Rejection() }
    if let held = PrimitiveSample.heldOperands[name], held.contains(where: { moving.contains(operands[$0]) })
    {
      throw Rejection()
    }
    if isMoving, Self.singularAtZero.contains(name) {
      let isNear = values[operands[0]]![1].numbers.contains { abs($0) < Line.reach }
      if isNear { throw Rejection() }
    }
    var all = Graph.single(primitive, operands.map(builder.type), regions)
    all.results = all.instructions[0].results
    let places = try (0..<3).map { place in try evaluate(all, operands.map { values[$0]![place] }) }
    for (position, result) in results.enumerated() {
      let own = places.map { $0[position] }
      guard Smoothness.isSmooth(own[0], own[1], own[2]) else { throw Rejection() }
      if isMoving, own[1].type.isDifferentiable { moving.insert(result) }
      values[result] = own
    }
    rejected -= 1
    admitted += 1
  }
}

extension Graph {
  /// The graph of one instruction, which is known to be well typed.
  fileprivate static func single(
    _ primitive: any Primitive, _ operands: [ValueType], _ regions: [Region]
  ) -> Graph {
    let builder = GraphBuilder()
    guard let results = try? builder.append(primitive, operands.map(builder.parameter), regions: regions)
    else { preconditionFailure("appended before") }
    return builder.finish(results: results)
  }
}
