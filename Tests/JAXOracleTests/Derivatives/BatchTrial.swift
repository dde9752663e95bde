import JAXCompiler
import JAXIR

/// A function for a batch of arguments at once, held against one call for each.
struct BatchTrial {
  let graph: Graph
  /// By outer and inner position in the batch: the arguments.
  let points: [[[Literal]]]
  let axes: [Int?]
  /// The inner axes are put into the function first, then these.
  let outerAxes: [Int?]

  /// The first difference between the batch of batches, the batches and the calls; nil when there is none.
  func difference(_ evaluate: Evaluator) throws -> String? {
    let inner = try graph.vectorized(axes: axes, size: points[0].count)
    try inner.graph.verify()
    var batches: [[Literal]] = []
    for points in points {
      let batch = try Self.batch(points, axes)
      batches.append(batch)
      let expected = try points.map { try evaluate(graph, shared($0, points[0], axes)) }
      let difference = try Self.difference(
        try evaluate(inner.graph, batch), inner.axes, expected, graph)
      if let difference { return "batch along \(axes): \(difference)" }
    }
    let outer = try inner.graph.vectorized(axes: outerAxes, size: points.count)
    try outer.graph.verify()
    let results = try evaluate(outer.graph, try Self.batch(batches, outerAxes))
    let expected = try batches.map { try evaluate(inner.graph, shared($0, batches[0], outerAxes)) }
    return try Self.difference(results, outer.axes, expected, graph).map {
      "batch of batches along \(axes), then \(outerAxes): \($0)"
    }
  }

  /// The arguments of one call, of which those without an axis are the first call's.
  private func shared(_ point: [Literal], _ first: [Literal], _ axes: [Int?]) -> [Literal] {
    zip(axes, zip(point, first)).map { $0 == nil ? $1.1 : $1.0 }
  }

  private static func batch(_ points: [[Literal]], _ axes: [Int?]) throws -> [Literal] {
    try axes.enumerated().map { position, axis in
      try axis.map { try points.map { $0[position] }.stacked(along: $0) } ?? points[0][position]
    }
  }

  private static func difference(
    _ results: [Literal], _ axes: [Int?], _ expected: [[Literal]], _ graph: Graph
  ) throws -> String? {
    for (number, (result, axis)) in zip(results, axes).enumerated() {
      for (position, expected) in expected.enumerated() {
        let own = try axis.map { try result.slice($0, position) } ?? result
        let (a, b) = (own.canonicalElements, expected[number].canonicalElements)
        guard own.type == expected[number].type else {
          return "result \(number) is \(own.type), not \(expected[number].type)"
        }
        if let index = a.indices.first(where: { a[$0] != b[$0] }) {
          return "result \(number) at \(position) has \(a[index]) for \(b[index]), element \(index)"
        }
      }
    }
    return nil
  }
}
