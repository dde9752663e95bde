import JAXCompiler
import JAXIR
import JAXPrimitives

extension PrimitiveSample {
  /// Where operands of a primitive are drawn: inside of what it takes, and away from where it has no derivative.
  static func domain(of name: String) -> ClosedRange<Double> {
    switch name {
    case "log", "log1p", "sqrt", "rsqrt", "lgamma", "digamma", "pow", "divide", "remainder", "cbrt",
      "polygamma":
      0.4...2
    case "asin", "acos", "atanh", "erf_inv", "tan": 0.2...0.8
    case "acosh", "zeta": 1.5...3
    // Neither much nor nothing is left of many factors.
    case "reduce_product": 0.5...1.1
    case "cholesky", "triangular_solve": -0.5...0.5
    default: -2...2
    }
  }

  /// Operands that have no derivative by rule: the order of a derivative, an exponent of a sum.
  static let heldOperands = ["polygamma": [0], "zeta": [0]]
}

extension Application {
  var name: String { type(of: primitive).name }

  /// The function that applies the primitive to its parameters.
  func graph() throws -> Graph {
    let builder = GraphBuilder()
    let parameters = operands.map(builder.parameter)
    return builder.finish(results: try builder.append(primitive, parameters, regions: regions))
  }

  /// By operand: whether it has a tangent.
  var active: [Bool] {
    operands.enumerated().map { position, type in
      type.tensor?.isDifferentiable == true
        && PrimitiveSample.heldOperands[name]?.contains(position) != true
    }
  }

  func arguments(_ random: inout SplitMix) -> [Literal] {
    operands.compactMap(\.tensor).enumerated().map { position, type in
      guard type.isDifferentiable else { return .random(type, specials: 0, &random) }
      if name == "polygamma", position == 0 {
        return Literal(
          type, numbers: (0..<type.shape.count).map { _ in Double(Int.random(in: 1...3, using: &random)) })
      }
      // Derivatives along bounds that are on the wrong sides are a convention.
      if name == "clamp", position != 1 {
        return .random(type, in: position == 0 ? -2 ... -0.5 : 0.5...2, &random)
      }
      let literal = Literal.random(type, in: PrimitiveSample.domain(of: name), &random)
      let isMatrix = position == 0 && ["cholesky", "triangular_solve"].contains(name)
      return isMatrix ? literal.withHeavyDiagonals : literal
    }
  }

  /// A line through arguments around which the primitive has derivatives; nil when there seem to be none.
  func smoothLine(
    for graph: Graph, _ evaluate: Evaluator, _ random: inout SplitMix
  ) throws -> Line? {
    for _ in 0..<60 {
      let point = arguments(&random)
      let direction = zip(active, point).map { isActive, literal in
        isActive ? Literal.random(literal.type, in: -1...1, &random) : literal.zeros
      }
      let line = Line(point: point, direction: direction)
      if try line.isSmooth(for: graph, evaluate) { return line }
    }
    return nil
  }
}

extension Literal {
  /// Square matrices with so much on their diagonals that they are positive definite.
  fileprivate var withHeavyDiagonals: Literal {
    let size = type.shape[type.rank - 1]
    let parts = type.dtype.partCount
    var numbers = numbers
    for index in 0..<type.shape.count where index / size % size == index % size {
      numbers[index * parts] += Double(size + 1)
    }
    return Literal(type, numbers: numbers)
  }
}
