import JAXIR
import JAXPrimitives
import Testing

@testable import JAXCompiler

/// Reverse mode through control flow: its derivatives are those of forward mode, and what is kept is what they read.
struct ReverseModeTests {
  struct Function: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let graph: Graph
    /// Integers are arguments of their own.
    let active: [Bool]

    init(_ name: String, _ types: [TensorType], _ body: ([Tracer]) -> [Tracer]) {
      testDescription = name
      let builder = GraphBuilder()
      let parameters = types.map { Tracer(builder.parameter(.tensor($0)), in: builder) }
      graph = builder.finish(results: body(parameters).map(\.value))
      active = types.map(\.dtype.isFloat)
    }
  }

  private static let scalar = TensorType.scalar(.float64)
  private static let vector = try! TensorType(.float64, Shape([3]))
  private static let matrix = try! TensorType(.float64, Shape([4, 3]))

  static let functions = [
    Function("scan", [vector, vector, matrix]) { x in
      Tracer.scan(4, invariants: [x[0]], [x[1]], [x[2]]) { b in
        let next = (b[0] * b[1] + b[2]).apply(Tanh())
        return [next, next * b[2]]
      }
    },
    Function("reversed scan", [vector, vector, matrix]) { x in
      Tracer.scan(4, invariants: [x[0]], [x[1]], [x[2]], isReversed: true) { b in
        [b[0].apply(Sin()) * b[1] + b[2], b[1].apply(Exp()) * b[0].apply(Sin())]
      }
    },
    Function("scan of a known count", [vector, matrix]) { x in
      let count = x[0].builder.constant(Literal(2, .scalar(.int32)))
      return Tracer.scan(4, [x[0]], [x[1]], count: count) { b in
        [b[0] * b[1], b[0].apply(Sin())]
      }
    },
    Function("map", [matrix]) { x in Tracer.scan(4, [], [x[0]]) { [($0[0] * $0[0]).apply(Sin())] } },
    Function("carries that start from nothing", [vector, matrix]) { x in
      Tracer.scan(4, invariants: [x[0]], [x[0].zeros(), x[0].filled(0, .scalar(.int32))], [x[1]]) { b in
        let number = b[2].convert(to: .float64).broadcast(along: [], to: b[1].shape)
        return [b[1] + b[0] * b[3] * number, b[2] + 1]
      }
    },
    Function("no iteration", [vector]) { x in Tracer.scan(0, [x[0]]) { [$0[0] * $0[0], $0[0]] } },
    Function("choice", [vector, vector]) { x in
      let index = x[0].slice(0..<1, along: 0).reshape(to: .scalar).compare(.greater, 0).convert(to: .int32)
      return Tracer.choose(
        index, x,
        [
          { [$0[0] * $0[1].apply(Sin()), $0[1]] }, { [($0[0] * $0[0]).apply(Exp()), $0[1].filled(2)] },
        ])
    },
    Function("choice in a scan in a choice", [vector, matrix]) { x in
      let one = x[0].filled(1, .scalar(.int32))
      return Tracer.choose(
        one, x,
        [
          { [$0[0]] },
          { x in
            Tracer.scan(4, [x[0], x[0].filled(0, .scalar(.int32))], [x[1]]) { b in
              let odd = Tracer.apply(And(), b[1], b[1].filled(1))
              let next = Tracer.choose(odd, [b[0], b[2]], [{ [$0[0] * $0[1]] }, { [$0[0].apply(Sin())] }])
              return [next[0], b[1] + 1]
            }.dropLast()
          },
        ])
    },
    Function("scan in a scan", [vector, matrix]) { x in
      Tracer.scan(4, invariants: [x[1]], [x[0]], [x[1]]) { outer in
        Tracer.scan(4, invariants: [outer[2]], [outer[1]], [outer[0]]) { b in
          [(b[1] * b[0]).apply(Sin()) + b[2]]
        }
      }
    },
    Function("loop over a range", [vector, matrix]) { x in
      Tracer.loop(4, x, by: 1) { index, x in
        let row = Tracer.apply(DynamicSlice(sizes: [1, 3]), x[1], index, index.filled(0))
        let next = (x[0] * row.reshape(to: x[0].shape)).apply(Sin())
        let update = Tracer.apply(
          DynamicUpdateSlice(), x[1], next.reshape(to: row.shape), index, index.filled(0))
        return [next, update]
      }
    },
    Function("loop down a range", [vector]) { x in
      Tracer.loop(0, x, by: -2, from: 7) { index, x in
        [x[0].apply(Sin()) * index.convert(to: .float64).broadcast(along: [], to: x[0].shape)]
      }
    },
    Function("loop with a bound", [vector, vector]) { x in
      Tracer.loop(20, x, by: 1, while: { $0[0].sum(over: [0]).compare(.less, 6) }) { _, x in
        [x[0] + x[1] * x[1] + x[0].filled(0.3), x[1].apply(Cos())]
      }
    },
    Function("loop that its bound ends", [vector]) { x in
      Tracer.loop(3, x, by: 1, while: { $0[0].sum(over: [0]).compare(.less, 1e9) }) { _, x in
        [x[0].apply(Sin()) + x[0] * x[0]]
      }
    },
    Function("checkpoint in a scan", [vector, vector, matrix]) { x in
      Tracer.scan(4, invariants: [x[0]], [x[1]], [x[2]]) { b in
        Tracer.apply(
          Checkpoint(saved: ["product"]), b,
          regions: [
            .tensors(b.map(\.type)) { b in
              let product = Tracer.apply(Named("product"), b[0] * b[1].apply(Sin()))
              return [(product + b[2]).apply(Sin()), product.apply(Exp())]
            }
          ])
      }
    },
    Function("loop of no iteration", [vector]) { x in
      Tracer.loop(0, x, by: 1, while: { $0[0].sum(over: [0]).compare(.less, 1e9) }) { _, x in
        [x[0].apply(Sin())]
      }
    },
    Function("loop with a bound in a scan", [vector, matrix]) { x in
      Tracer.scan(4, [x[0]], [x[1]]) { outer in
        Tracer.loop(12, outer, by: 2, while: { $0[0].sum(over: [0]).compare(.less, 4) }) { _, x in
          [x[0] * x[1].apply(Cos()) + x[0].filled(0.4), x[1]]
        }
      }
    },
  ]

  @Test(arguments: functions)
  func bothModesAgree(_ function: Function) throws {
    let graph = function.graph
    let derivative = try graph.jvp(function.active, explicitZeros: true).graph
    let pulledBack = try graph.pulledBack(function.active)
    try pulledBack.forward.verify()
    try pulledBack.backward.verify()
    let count = graph.results.count
    let x = graph.randomArguments(seed: 31)
    let tangents = graph.randomArguments(seed: 32)
    let dual = try derivative(x + tangents)
    let forward = try pulledBack.forward(x)
    #expect(Array(forward.prefix(count)) == Array(dual.prefix(count)))
    var random = SplitMix(seed: 33)
    let cotangents = dual.prefix(count).map { $0.map { _ in Double.random(in: -1...1, using: &random) } }
    let given = zip(cotangents, pulledBack.hasCotangent).filter(\.1).map(\.0)
    let backward = try pulledBack.backward(Array(forward.dropFirst(count)) + given)
    func dot(_ a: [[Double]], _ b: [[Double]]) -> Double {
      zip(a.joined(), b.joined()).reduce(0) { $0 + $1.0 * $1.1 }
    }
    let expected = dot(Array(dual.suffix(count)), cotangents)
    #expect(agree([dot(backward, tangents)], [expected], within: 1e-12))
    // By differences, since both could be wrong.
    let step = 1e-6
    func moved(_ distance: Double) throws -> Double {
      let point = zip(x, tangents).map { zip($0, $1).map { $0 + distance * $1 } }
      return dot(try graph(point), cotangents)
    }
    #expect(agree([expected], [try (moved(step) - moved(-step)) / (2 * step)], within: 1e-7))
  }

  /// The derivative of a gradient, and the gradient of a derivative.
  @Test(arguments: functions)
  func secondDerivativesAgree(_ function: Function) throws {
    let graph = function.graph
    let gradient = try graph.gradient(function.active)
    let x = graph.randomArguments(seed: 41)
    let (v, w) = (graph.randomArguments(seed: 42), graph.randomArguments(seed: 43))
    let over = try gradient.jvp(function.active, explicitZeros: true).graph(x + v)
    let forward = Array(over.suffix(x.count))
    let back = try gradient.pulledBack(function.active)
    let values = try back.forward(x)
    let given = zip(w, back.hasCotangent).filter(\.1).map(\.0)
    let backward = try back.backward(Array(values.dropFirst(x.count)) + given)
    func dot(_ a: [[Double]], _ b: [[Double]]) -> Double {
      zip(a.joined(), b.joined()).reduce(0) { $0 + $1.0 * $1.1 }
    }
    #expect(agree([dot(backward, v)], [dot(forward, w)], within: 1e-11))
  }

  @Test func aLoopWithoutBoundHasOnlyForwardMode() throws {
    let builder = GraphBuilder()
    let x = Tracer(builder.parameter(.tensor(Self.scalar)), in: builder)
    let loop = Tracer.apply(
      While(), [x],
      regions: [
        .tensors([Self.scalar]) { [$0[0].compare(.less, 10)] }, .tensors([Self.scalar]) { [$0[0] * $0[0]] },
      ])
    let graph = builder.finish(results: loop.map(\.value))
    #expect(try graph.jvp([true]).graph([[3], [1]]) == [[81], [108]])
    // The linear part does the loop again.
    let linearized = try graph.linearized([true])
    #expect(try linearized.forward([[3]])[0] == [81] && linearized.linear([[3], [1]]) == [[108]])
    let error = try #require(throws: JAXError.self) { try graph.pulledBack([true]) }
    #expect(error.code == .unsupported && error.operation == "while")
    #expect(error.message.contains("cannot be differentiated in reverse"))
    #expect(error.hint?.contains("state a bound") == true)
  }

  /// A loop over a counter has the length that its condition says, if that is certain.
  @Test(
    arguments: [
      (0, 1, Comparison.less, 10, DType.int32, 10), (0, 3, .less, 10, .int32, 4),
      (0, 3, .lessEqual, 9, .int64, 4),
      (9, -1, .greater, 0, .int32, 9), (9, -2, .greaterEqual, 1, .int32, 5), (5, 1, .less, 5, .int32, 0),
      (7, 1, .less, 5, .int32, 0), (0, 1, .less, 200, .uint8, 200), (0, 100, .less, 120, .int8, nil),
      (0, -1, .less, 10, .int32, nil), (0, 0, .less, 10, .int32, nil), (0, 1, .notEqual, 10, .int32, nil),
    ] as [(Int, Int, Comparison, Int, DType, Int?)])
  func countersTellTheLength(
    start: Int, step: Int, comparison: Comparison, limit: Int, dtype: DType, length: Int?
  ) throws {
    let counter = TensorType.scalar(dtype)
    func number(_ value: Int, _ builder: GraphBuilder) -> Tracer {
      builder.constant(Literal(splat: Kernel.Constant(dtype, integer: value), shape: .scalar))
    }
    for isMirrored in [false, true] {
      let builder = GraphBuilder()
      let x = Tracer(builder.parameter(.tensor(Self.vector)), in: builder)
      let operands = [number(start, builder), x, number(limit, builder)]
      let types = [counter, Self.vector, counter]
      let mirrored: [Comparison: Comparison] = [
        .less: .greater, .lessEqual: .greaterEqual, .greater: .less, .greaterEqual: .lessEqual,
      ]
      let loop = Tracer.apply(
        While(invariants: 1), operands,
        regions: [
          .tensors(types) {
            isMirrored
              ? [$0[2].compare(mirrored[comparison] ?? comparison, $0[0])]
              : [$0[0].compare(comparison, $0[2])]
          },
          .tensors(types) { [$0[0] + number(step, $0[0].builder), $0[1].apply(Sin())] },
        ])
      let forward = try builder.finish(results: [loop[1].value]).linearized([true]).forward
      #expect(
        forward.instructions.compactMap { ($0.primitive as? Scan)?.length } == (length.map { [$0] } ?? []))
    }
  }

  // MARK: Residuals

  /// A loop that may end earlier keeps the state at the start of each of about √bound segments.
  @Test func aBoundCostsItsRoot() throws {
    let graph = Function("", [Self.vector]) { x in
      Tracer.loop(10_000, x, by: 1, while: { $0[0].sum(over: [0]).compare(.less, 1e9) }) { _, x in
        [x[0].apply(Sin()) + x[0] * x[0]]
      }
    }.graph
    let pulledBack = try graph.pulledBack([true])
    let stacks = pulledBack.forward.resultTypes.dropFirst(2).compactMap(\.tensor)
    #expect(stacks.allSatisfy { $0.shape.count <= 300 })
    let program = try LoweredProgram(Pipeline().optimise(pulledBack.backward)).program
    #expect(program.arenaByteCount <= 16 * 1_024)
  }

  @Test func whatDoesNotChangeIsNotStacked() throws {
    let graph = Function("", [Self.vector, Self.vector, Self.matrix]) { x in
      Tracer.scan(4, invariants: [x[0]], [x[1]], [x[2]]) { [$0[0].apply(Exp()) * $0[1] * $0[2]] }
    }.graph
    let pulledBack = try graph.pulledBack([false, true, true])
    // Slices of xs are read from xs, the exponential is taken once: only the carry is stacked.
    let types = pulledBack.forward.resultTypes.dropFirst(1).map(\.description)
    #expect(types.sorted() == ["f64[3]", "f64[4,3]", "f64[4,3]"])
    #expect(pulledBack.forward.results.contains(Graph.Value(2)))
    let scan = try #require(pulledBack.forward.instructions.first { $0.primitive is Scan })
    #expect(scan.results.count == 2)
  }

  @Test func whatIsAResultAnywayIsNotStackedAgain() throws {
    let graph = Function("", [Self.vector, Self.matrix]) { x in
      Tracer.scan(4, [x[0]], [x[1]]) { b in
        let next = (b[0] + b[1]).apply(Exp())
        return [next, next]
      }
    }.graph
    let pulledBack = try graph.pulledBack([true, true])
    let scan = try #require(pulledBack.forward.instructions.first { $0.primitive is Scan })
    #expect(scan.results.count == 2 && pulledBack.residualCount == 1)
  }

  @Test func whatIsNotReadIsNotScanned() throws {
    let graph = Function("", [Self.vector, Self.vector, Self.matrix]) { x in
      [Tracer.scan(4, [x[0], x[1]], [x[2]]) { [$0[0] + $0[2], $0[1] * $0[0], $0[1]] }[0]]
    }.graph
    let scan = try #require(try graph.removingDeadCode().instructions.first)
    #expect(scan.operands.count == 2 && scan.results.count == 1)
    let values = graph.randomArguments(seed: 51)
    #expect(try graph.removingDeadCode()(values) == graph(values))
  }

  @Test func cotangentsThatAreZeroAreNotCarried() throws {
    let graph = Function("", [Self.vector, Self.vector, Self.matrix]) { x in
      [Tracer.scan(4, [x[0], x[1]], [x[2]]) { [$0[0] + $0[2], $0[1] * $0[0]] }[0]]
    }.graph
    let pulledBack = try graph.pulledBack([true, true, true])
    let scan = try #require(pulledBack.backward.instructions.compactMap { $0.primitive as? Scan }.first)
    #expect(scan.carries == 1)
  }

  /// A gradient through a thousand iterations has the size of one through two, and keeps one stack.
  @Test func aLongScanIsAsLargeAsAShortOne() throws {
    func gradient(_ length: Int) throws -> Graph {
      let rows = try TensorType(.float64, Shape([length, 3]))
      return try Function("", [Self.vector, Self.vector, rows]) { x in
        [
          Tracer.scan(length, invariants: [x[0]], [x[1]], [x[2]]) { [($0[0] * $0[1] + $0[2]).apply(Sin())] }[
            0
          ]
          .sum(over: [0])
        ]
      }.graph.gradient([true, true, false])
    }
    let (short, long) = (try gradient(2), try gradient(1_000))
    #expect(short.instructions.count == long.instructions.count)
    let program = try LoweredProgram(Pipeline().optimise(long)).program
    // The carry and the cosine of each iteration.
    #expect(program.arenaByteCount <= 2 * 1_000 * 3 * 8 + 4_096)
  }
}

extension Graph {
  /// `(x…) → (x̄…)` for cotangents of 1.
  fileprivate func gradient(_ active: [Bool]) throws -> Graph {
    let parts = try pulledBack(active)
    let builder = GraphBuilder()
    let values = try builder.inline(parts.forward, parameterTypes.map(builder.parameter))
    let ones = try zip(resultTypes, parts.hasCotangent).filter(\.1).map { type, _ in
      try builder.append(Constant(Literal(1, type.tensor!)), [])[0]
    }
    let results = try builder.inline(parts.backward, values.dropFirst(self.results.count) + ones)
    return try builder.finish(results: results).removingDeadCode()
  }
}

extension Region {
  /// The region that `body` makes of parameters of `types`.
  fileprivate static func tensors(_ types: [TensorType], _ body: ([Tracer]) -> [Tracer]) -> Region {
    let builder = GraphBuilder()
    let parameters = types.map { Tracer(builder.parameter(.tensor($0)), in: builder) }
    return Region(builder.finish(results: body(parameters).map(\.value)))
  }
}

extension Tracer {
  fileprivate func apply(_ primitive: any Primitive) -> Tracer { .apply(primitive, self) }

  fileprivate static func scan(
    _ length: Int, invariants: [Tracer] = [], _ carries: [Tracer], _ xs: [Tracer] = [],
    isReversed: Bool = false, count: Tracer? = nil, _ body: ([Tracer]) -> [Tracer]
  ) -> [Tracer] {
    let slices = xs.map { $0.type.with(shape: $0.shape.removing([0])) }
    let scan = Scan(
      length: length, invariants: invariants.count, carries: carries.count, isReversed: isReversed,
      isCounted: count != nil)
    return apply(
      scan, (count.map { [$0] } ?? []) + invariants + carries + xs,
      regions: [.tensors((invariants + carries).map(\.type) + slices, body)])
  }

  fileprivate static func choose(
    _ index: Tracer, _ operands: [Tracer], _ branches: [([Tracer]) -> [Tracer]]
  ) -> [Tracer] {
    apply(Case(), [index] + operands, regions: branches.map { .tensors(operands.map(\.type), $0) })
  }

  /// A loop over a counter, which goes on to `limit` and only while `condition` holds; gives the state.
  fileprivate static func loop(
    _ limit: Int, _ state: [Tracer], by step: Int, from start: Int = 0,
    while condition: (([Tracer]) -> Tracer)? = nil, _ body: (Tracer, [Tracer]) -> [Tracer]
  ) -> [Tracer] {
    let counter = state[0].filled(Double(start), .scalar(.int32))
    let types = ([counter] + state).map(\.type)
    let test = Region.tensors(types) { x in
      let isInside = x[0].compare(step > 0 ? .less : .greater, Double(limit))
      return [condition.map { .apply(And(), $0(Array(x.dropFirst())), isInside) } ?? isInside]
    }
    let step = Region.tensors(types) { [$0[0] + Double(step)] + body($0[0], Array($0.dropFirst())) }
    return Array(apply(While(), [counter] + state, regions: [test, step]).dropFirst())
  }
}
