import JAXCompiler
import JAXIR

/// A function at a point, whose derivatives are held against differences, against their own transpose and against each
/// other along several directions.
struct DerivativeTrial {
  /// All its parameters and results are tensors.
  let graph: Graph
  let point: [Literal]
  /// By parameter: whether it has a tangent; those that have are of f64 or c128.
  let active: [Bool]
  /// For all parameters, zeros for those that have no tangent.
  let directions: (Literals, Literals)

  typealias Literals = [Literal]

  /// What came of it.
  struct Outcome {
    var failures: [String] = []
    /// Whether differences can tell what the derivatives are.
    var isReliable = true
    /// Whether the derivative has no transpose, and the primitive that it is for.
    var forwardOnly: String?
  }

  init(_ graph: Graph, _ line: Line, active: [Bool], _ random: inout SplitMix) {
    self.graph = graph
    self.active = active
    point = line.point
    let other = line.point.map { literal in
      literal.type.isDifferentiable ? Literal.random(literal.type, in: -1...1, &random) : literal
    }
    func restricted(_ direction: [Literal]) -> [Literal] {
      zip(active, zip(direction, line.point)).map { $0 ? $1.0 : $1.1.zeros }
    }
    directions = (restricted(line.direction), restricted(other))
  }

  private var line: Line { Line(point: point, direction: directions.0) }

  private func tangents(_ direction: [Literal]) -> [Literal] {
    zip(active, direction).filter(\.0).map(\.1)
  }

  /// - Parameter order: how many times the derivative is taken.
  func run(order: Int, _ evaluate: Evaluator, _ random: inout SplitMix) throws -> Outcome {
    var outcome = Outcome()
    let derivative = try graph.jvp(active, explicitZeros: true).graph
    try derivative.verify()
    let count = graph.results.count
    let results = try evaluate(derivative, point + tangents(directions.0))
    let (values, tangents) = (Array(results.prefix(count)), Array(results.suffix(count)))
    let expected = try evaluate(graph, point)
    if values.map(\.canonicalElements) != expected.map(\.canonicalElements) {
      outcome.failures.append("the results beside the tangents are \(values), not \(expected)")
    }
    guard let differences = try line.differences(of: graph, evaluate) else {
      outcome.isReliable = false
      return outcome
    }
    outcome.failures += compare(tangents, differences)
    outcome.failures += try linearity(derivative, tangents, evaluate)
    do {
      outcome.failures += try adjoint(tangents, evaluate, &random)
    } catch let error as JAXError where error.code == .unsupported {
      outcome.forwardOnly = error.operation ?? "?"
    }
    guard order > 1 else { return outcome }
    let next = try self.next(derivative, &random).run(order: order - 1, evaluate, &random)
    outcome.failures += next.failures.map { "of the derivative, \($0)" }
    outcome.isReliable = next.isReliable
    outcome.forwardOnly = outcome.forwardOnly ?? next.forwardOnly
    return outcome
  }

  private func compare(_ tangents: [Literal], _ differences: [[Double]]) -> [String] {
    var failures: [String] = []
    for (position, tangent) in tangents.enumerated() where tangent.type.isDifferentiable {
      for (index, (got, wanted)) in zip(tangent.numbers, differences[position]).enumerated()
      where !(abs(got - wanted) <= 1e-6 * max(1, abs(wanted))) {
        failures.append("tangent \(position) is \(got) at \(index), by differences \(wanted)")
        break
      }
    }
    return failures
  }

  /// `J(a·v + b·w) = a·Jv + b·Jw`
  private func linearity(
    _ derivative: Graph, _ first: [Literal], _ evaluate: Evaluator
  ) throws -> [String] {
    let (a, b) = (0.75, -1.5)
    let count = graph.results.count
    let second = try evaluate(derivative, point + tangents(directions.1)).suffix(count)
    let mixed = zip(directions.0, directions.1).map { v, w in
      v.type.isDifferentiable
        ? Literal(v.type, numbers: zip(v.numbers, w.numbers).map { a * $0 + b * $1 }) : v
    }
    let together = try evaluate(derivative, point + tangents(mixed)).suffix(count)
    let scale = max(1, first.norm, Array(second).norm)
    for (sum, (x, y)) in zip(together, zip(first, second)) where sum.type.isDifferentiable {
      for (got, (x, y)) in zip(sum.numbers, zip(x.numbers, y.numbers))
      where !(abs(got - (a * x + b * y)) <= 1e-12 * scale) {
        return ["the tangent along a sum is \(got), the sum of the tangents \(a * x + b * y)"]
      }
    }
    return []
  }

  /// `⟨J v, w⟩ = ⟨v, Jᵀ w⟩`
  private func adjoint(
    _ tangents: [Literal], _ evaluate: Evaluator, _ random: inout SplitMix
  ) throws -> [String] {
    let pulledBack = try graph.pulledBack(active)
    try pulledBack.forward.verify()
    try pulledBack.backward.verify()
    let results = try evaluate(pulledBack.forward, point)
    var failures: [String] = []
    let expected = try evaluate(graph, point)
    let count = graph.results.count
    if results.prefix(count).map(\.canonicalElements) != expected.map(\.canonicalElements) {
      failures.append("the results beside the residuals differ")
    }
    let given = zip(tangents, pulledBack.hasCotangent).filter(\.1).map(\.0)
    let cotangents = given.map { tangent in
      tangent.type.isDifferentiable ? Literal.random(tangent.type, in: -1...1, &random) : tangent.zeros
    }
    let pulled = try evaluate(pulledBack.backward, results.dropFirst(count) + cotangents)
    let own = self.tangents(directions.0)
    guard pulled.map(\.type) == own.map(\.type) else {
      return failures + ["cotangents are \(pulled.map(\.type)), not \(own.map(\.type))"]
    }
    let forward = zip(given, cotangents).filter(\.0.type.isDifferentiable).map { $0.paired(with: $1) }
    let backward = zip(own, pulled).map { $0.paired(with: $1) }
    let (left, right) = (forward.reduce(0, +), backward.reduce(0, +))
    // At least so large is the norm of the derivative.
    let norm = max(1, given.norm / max(own.norm, 1e-300), pulled.norm / max(cotangents.norm, 1e-300))
    if !(abs(left - right) <= 1e-12 * max(1, own.norm) * max(1, cotangents.norm) * norm) {
      failures.append("⟨Jv, w⟩ = \(left), ⟨v, Jᵀw⟩ = \(right)")
    }
    return failures
  }

  /// The tangents as a function of point and direction.
  private func next(_ derivative: Graph, _ random: inout SplitMix) throws -> DerivativeTrial {
    var graph = derivative
    graph.results = derivative.results.suffix(self.graph.results.count).filter {
      derivative[type: $0].tensor?.isDifferentiable == true
    }
    let own = tangents(directions.0)
    let other = own.map { Literal.random($0.type, in: -1...1, &random) }
    return DerivativeTrial(
      try graph.removingDeadCode(), Line(point: point + own, direction: directions.0 + other),
      active: active + own.map { _ in true }, &random)
  }
}
