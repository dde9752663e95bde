import JAXCompiler
import JAXIR

/// Arguments along a line, `x + t · v`, where floats and complex numbers move and all else stays.
struct Line {
  var point: [Literal]
  /// Zeros for arguments that stay.
  var direction: [Literal]

  func arguments(at t: Double) -> [Literal] {
    zip(point, direction).map { $0.type.isDifferentiable ? $0.adding($1, times: t) : $0 }
  }
}

/// Graphs evaluated the plain way, their lowered instructions kept from one call to the next.
final class Evaluator {
  private var reference = ReferenceEvaluation()

  func callAsFunction(_ graph: Graph, _ arguments: [Literal]) throws -> [Literal] {
    let graph = try Pass.inlining.run(graph)
    return try reference.run(graph, arguments, hostFunctions: Recorder().hostFunctions(for: graph))
  }
}

extension Line {
  /// No place of the line is looked at that is as far away.
  static let reach = 1e-3

  /// The derivatives of the results of `graph` along the line at its point by central differences of fourth order,
  ///
  ///     (8 · (f(h) − f(−h)) − (f(2h) − f(−2h))) / 12h,
  ///
  /// empty for results that have none; nil where one of twice the step says something else.
  func differences(of graph: Graph, _ evaluate: Evaluator) throws -> [[Double]]? {
    let step = 1e-4
    let places = [1.0, 2, 4].map { $0 * step }
    let odd = try places.map { distance in
      try zip(evaluate(graph, arguments(at: distance)), evaluate(graph, arguments(at: -distance))).map {
        a, b in
        a.type.isDifferentiable ? zip(a.numbers, b.numbers).map { $0 - $1 } : []
      }
    }
    var results: [[Double]] = []
    for (near, (middle, far)) in zip(odd[0], zip(odd[1], odd[2])) {
      var derivatives: [Double] = []
      for (a, (b, c)) in zip(near, zip(middle, far)) {
        let (fine, coarse) = ((8 * a - b) / (12 * step), (8 * b - c) / (24 * step))
        guard abs(fine - coarse) <= 1e-7 * max(1, abs(fine)) else { return nil }
        derivatives.append(fine)
      }
      results.append(derivatives)
    }
    return results
  }

  /// Whether the results of `graph` that may have derivatives are finite and have no kink near the point of the line.
  func isSmooth(for graph: Graph, _ evaluate: Evaluator) throws -> Bool {
    let values = try [-Self.reach, 0, Self.reach].map { try evaluate(graph, arguments(at: $0)) }
    return values[1].indices.allSatisfy { position in
      !values[1][position].type.isDifferentiable
        || Smoothness.isSmooth(values[0][position], values[1][position], values[2][position])
    }
  }
}

/// What tells a function that bends from one with a kink, by its values `Line.reach` before a place, there and as far
/// behind: numbers are finite, and change by little more on one side than on the other; all else stays the same.
enum Smoothness {
  static func isSmooth(_ before: Literal, _ here: Literal, _ after: Literal) -> Bool {
    guard here.type.isDifferentiable else {
      return before.canonicalElements == here.canonicalElements
        && after.canonicalElements == here.canonicalElements
    }
    let numbers = here.numbers
    let scale = max(1, numbers.map(abs).max() ?? 0)
    return zip(numbers, zip(before.numbers, after.numbers)).allSatisfy { x, neighbours in
      let bend = neighbours.0 - 2 * x + neighbours.1
      return scale < 100 && abs(bend) <= 1e-4 * scale
        && abs(neighbours.1 - neighbours.0) <= 100 * Line.reach * scale
    }
  }
}
