import JAXCompiler
import JAXIR
import JAXPrimitives
import Testing

struct DerivativeTests {
  /// `(f(x + h·v) − f(x − h·v)) / 2h` against the tangent along v, for every set of operands with a tangent.
  @Test(arguments: Sample.smooth)
  func tangentsAreFiniteDifferences(_ sample: Sample) throws {
    let graph = try sample.graph()
    let floats = sample.operands.indices.filter { sample.operands[$0].dtype.component == .float64 }
    for subset in 1..<(1 << floats.count) {
      let active = Set(floats.indices.filter { subset >> $0 & 1 == 1 }.map { floats[$0] })
      try check(sample, graph, active)
    }
  }

  /// Of two operands only the second has a derivative: the first one is asked for in vain.
  @Test func tangentsAlongTheArgumentAlone() throws {
    for sample in [
      Sample(Polygamma(), [TensorType(.float64, 2, 3), TensorType(.float64, 2, 3)]),
      Sample(Zeta(), [TensorType(.float64, 2, 3), TensorType(.float64, 2, 3)], in: 1.5...3),
    ] {
      let graph = try sample.graph()
      #expect(throws: JAXError.self) { try graph.jvp([true, false], explicitZeros: true) }
      var random = SplitMix(seed: 12)
      // Orders are integers.
      let order = Literal.make(
        sample.operands[0], (0..<6).map { Kernel.Constant(.float64, Double($0 % 3 + 2)) })
      let point = Literal.random(sample.operands[1], in: 0.5...3, &random)
      let direction = Literal.random(sample.operands[1], in: -1...1, &random)
      let derivative = try graph.jvp([false, true], explicitZeros: true)
      let tangent = try evaluate(derivative.graph, [order, point, direction])[1]
      let step = 1e-6
      let ahead = try evaluate(graph, [order, point.adding(direction, times: step)])[0]
      let behind = try evaluate(graph, [order, point.adding(direction, times: -step)])[0]
      for (index, actual) in tangent.numbers.enumerated() {
        let expected = (ahead.numbers[index] - behind.numbers[index]) / (2 * step)
        #expect(
          abs(actual - expected) <= 1e-6 * max(1, abs(expected)), "\(sample.primitive), element \(index)")
      }
    }
  }

  private func check(_ sample: Sample, _ graph: Graph, _ active: Set<Int>) throws {
    var random = SplitMix(seed: 11)
    let point = sample.arguments(&random)
    let directions = sample.operands.map { Literal.random($0, in: -1...1, &random) }
    let derivative = try graph.jvp(point.indices.map(active.contains), explicitZeros: true)
    try derivative.graph.verify()
    let results = try evaluate(derivative.graph, point + active.sorted().map { directions[$0] })
    let (values, tangents) = (results.prefix(graph.results.count), results.suffix(graph.results.count))
    #expect(Array(values) == (try evaluate(graph, point)))

    let step = 1e-6
    func moved(_ distance: Double) throws -> [Literal] {
      try evaluate(
        graph,
        point.indices.map {
          active.contains($0) ? point[$0].adding(directions[$0], times: distance) : point[$0]
        })
    }
    let (ahead, behind) = (try moved(step), try moved(-step))
    for (position, tangent) in tangents.enumerated() where tangent.type.dtype.component == .float64 {
      for (index, actual) in tangent.numbers.enumerated() {
        let expected = (ahead[position].numbers[index] - behind[position].numbers[index]) / (2 * step)
        #expect(abs(actual - expected) <= 1e-6 * max(1, abs(expected)), "along \(active), element \(index)")
      }
    }
  }

  /// At kinks: equal operands of an extremum share, |x| has derivative 0 at 0, clamp none at its bounds.
  @Test func kinks() throws {
    func tangent(_ primitive: any Primitive, _ arguments: [Double], along directions: [Double]) throws
      -> Double
    {
      let sample = Sample(primitive, arguments.map { _ in TensorType(.float64, 1) })
      let derivative = try sample.graph().jvp(arguments.map { _ in true }, explicitZeros: true)
      return try evaluate(derivative.graph, (arguments + directions).map { .make(.float64, $0) })[1].numbers[
        0]
    }
    #expect(try tangent(Maximum(), [2, 2], along: [3, 5]) == 4)
    #expect(try tangent(Minimum(), [2, 2], along: [3, 5]) == 4)
    #expect(try tangent(Abs(), [0], along: [3]) == 0)
    #expect(try tangent(Clamp(), [0, 0, 1], along: [3, 5, 7]) == 0)
    #expect(try tangent(Clamp(), [0, 1, 1], along: [3, 5, 7]) == 0)
    #expect(try tangent(Clamp(), [0, 2, 1], along: [3, 5, 7]) == 7)
    #expect(try tangent(Clamp(), [0, -2, 1], along: [3, 5, 7]) == 3)
    #expect(try tangent(Pow(), [0, 0], along: [1, 0]) == 0)
  }
}

extension Literal {
  /// `self + distance · direction`, in f64.
  func adding(_ direction: Literal, times distance: Double) -> Literal {
    .make(type, zip(numbers, direction.numbers).map { Kernel.Constant(.float64, $0 + distance * $1) })
  }
}
