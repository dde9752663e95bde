import JAXIR
import JAXPrimitives

/// The region that `body` makes of parameters of `types`.
func region(_ types: [TensorType], _ body: ([Tracer]) -> [Tracer]) -> Region { Region(graph(types, body)) }

extension Tracer {
  /// A scalar constant of the same graph.
  func scalar(_ dtype: DType, _ value: Double) -> Tracer { filled(value, .scalar(dtype)) }

  static func loop(
    _ state: [Tracer], invariants: [Tracer] = [], while condition: ([Tracer]) -> Tracer,
    _ body: ([Tracer]) -> [Tracer]
  ) -> [Tracer] {
    let operands = state + invariants
    return apply(
      While(invariants: invariants.count), operands,
      regions: [
        region(operands.map(\.type)) { [condition($0)] }, region(operands.map(\.type), body),
      ])
  }

  /// `count` times `body`, which is given the state and the invariants.
  static func repeated(
    _ count: Tracer, _ state: [Tracer], invariants: [Tracer] = [], _ body: ([Tracer]) -> [Tracer]
  ) -> [Tracer] {
    let zero = count.filled(0)
    let results = loop([zero] + state, invariants: invariants + [count]) {
      $0[0].compare(.less, $0[$0.count - 1])
    } _: { values in
      [values[0] + 1] + (body(Array(values[1..<values.count - 1])))
    }
    return Array(results.dropFirst())
  }

  static func choose(
    _ index: Tracer, _ operands: [Tracer], _ branches: [([Tracer]) -> [Tracer]]
  ) -> [Tracer] {
    apply(
      Case(), [index] + operands, regions: branches.map { region(operands.map(\.type), $0) })
  }
}

extension Tracer {
  /// The results of a scan whose body is given invariants, carries and slices.
  static func scan(
    _ length: Int, invariants: [Tracer] = [], _ carries: [Tracer], _ xs: [Tracer] = [],
    isReversed: Bool = false, count: Tracer? = nil, _ body: ([Tracer]) -> [Tracer]
  ) -> [Tracer] {
    let slices = xs.map { $0.type.with(shape: $0.shape.removing([0])) }
    let region = region((invariants + carries).map(\.type) + slices, body)
    let scan = Scan(
      length: length, invariants: invariants.count, carries: carries.count, isReversed: isReversed,
      isCounted: count != nil)
    return apply(scan, (count.map { [$0] } ?? []) + invariants + carries + xs, regions: [region])
  }
}
