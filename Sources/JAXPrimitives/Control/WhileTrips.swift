import JAXIR

/// How often the body of a loop runs, as far as its condition and a counter tell.
struct WhileTrips: Equatable {
  /// The greatest number of iterations.
  var bound: Int
  /// Whether there are always as many.
  var isExact: Bool
}

extension While {
  /// The trips of a loop over a counter: a state that starts from a constant, to which the body adds a constant, and
  /// which the condition compares with a constant. Where the condition asks for more than that, they are a bound.
  ///
  /// - Parameter operands: Those of which it is known what makes them, else nil.
  func trips(_ operands: [Tracer?], _ regions: [Region]) -> WhileTrips? {
    let states = operands.count - invariants
    let condition = LoopRegion(regions[0].graph, operands, states: states)
    let body = LoopRegion(regions[1].graph, operands, states: states)
    let clauses = condition.clauses(of: regions[0].graph.results[0])
    var best: WhileTrips?
    for clause in clauses {
      guard let test = condition.test(clause), let start = operands[test.counter]?.constant,
        let step = body.step(of: test.counter),
        let count = test.trips(from: start, by: step)
      else { continue }
      if count <= best?.bound ?? .max {
        best = WhileTrips(bound: count, isExact: clauses.count == 1)
      }
    }
    return best
  }
}

/// A region of a loop, in which some parameters are known constants.
private struct LoopRegion {
  private let graph: Graph
  private let operands: [Tracer?]
  /// How many of the first parameters are the state.
  private let states: Int
  private let definition: [Int?]

  init(_ graph: Graph, _ operands: [Tracer?], states: Int) {
    self.graph = graph
    self.operands = operands
    self.states = states
    var definition = [Int?](repeating: nil, count: graph.types.count)
    for (position, instruction) in graph.instructions.enumerated() {
      for result in instruction.results { definition[result.index] = position }
    }
    self.definition = definition
  }

  private func instruction(of value: Graph.Value) -> Instruction? {
    definition[value.index].map { graph.instructions[$0] }
  }

  /// The conditions of which `value` is the conjunction.
  func clauses(of value: Graph.Value) -> [Graph.Value] {
    var (clauses, pending): ([Graph.Value], [Graph.Value]) = ([], [value])
    while let value = pending.popLast() {
      if let instruction = instruction(of: value), instruction.primitive is And {
        pending += instruction.operands
      } else {
        clauses.append(value)
      }
    }
    return clauses
  }

  /// A comparison of a state with a constant.
  func test(_ value: Graph.Value) -> CounterTest? {
    guard let instruction = instruction(of: value), let compare = instruction.primitive as? Compare,
      graph[type: instruction.operands[0]].tensor?.dtype.isInteger == true
    else { return nil }
    let (a, b) = (instruction.operands[0], instruction.operands[1])
    if a.index < states, let limit = constant(b) {
      return CounterTest(counter: a.index, comparison: compare.comparison, limit: limit, dtype: dtype(a))
    }
    if b.index < states, let limit = constant(a), let mirrored = compare.comparison.mirrored {
      return CounterTest(counter: b.index, comparison: mirrored, limit: limit, dtype: dtype(b))
    }
    return nil
  }

  private func dtype(_ value: Graph.Value) -> DType { graph[type: value].tensor?.dtype ?? .int32 }

  /// What is added to the state in every iteration.
  func step(of state: Int) -> Int? {
    guard let instruction = instruction(of: graph.results[state]) else { return nil }
    let (parameter, operands) = (Graph.Value(state), instruction.operands)
    switch instruction.primitive {
    case is Add where operands[0] == parameter: return constant(operands[1])
    case is Add where operands[1] == parameter: return constant(operands[0])
    case is Subtract where operands[0] == parameter: return constant(operands[1]).map { -$0 }
    default: return nil
    }
  }

  /// The integer that a scalar always is.
  private func constant(_ value: Graph.Value) -> Int? {
    if value.index < graph.parameterCount {
      return value.index < states ? nil : operands[value.index]?.constant
    }
    guard let instruction = instruction(of: value), let constant = instruction.primitive as? Constant else {
      return nil
    }
    return constant.literal.integer
  }
}

/// `counter < limit` and the like.
private struct CounterTest {
  let counter: Int
  let comparison: Comparison
  let limit: Int
  let dtype: DType

  /// How often it holds in a row for a counter that starts from `start` and grows by `step`; nil where that never ends
  /// or the counter wraps around before.
  func trips(from start: Int, by step: Int) -> Int? {
    let count: Int
    switch comparison {
    case .less where step > 0: count = distance(start, limit, step)
    case .lessEqual where step > 0: count = distance(start, limit + 1, step)
    case .greater where step < 0: count = distance(limit, start, -step)
    case .greaterEqual where step < 0: count = distance(limit - 1, start, -step)
    default: return nil
    }
    let last = start + count * step
    return Kernel.Constant(dtype, integer: last).integer == last ? count : nil
  }

  /// Steps from one number to another that is not less, or none.
  private func distance(_ from: Int, _ to: Int, _ step: Int) -> Int {
    to <= from ? 0 : (to - from - 1) / step + 1
  }
}

extension Comparison {
  /// The comparison of the operands in the other order.
  fileprivate var mirrored: Comparison? {
    switch self {
    case .less: .greater
    case .lessEqual: .greaterEqual
    case .greater: .less
    case .greaterEqual: .lessEqual
    case .equal, .notEqual: nil
    }
  }
}

extension Tracer {
  /// The integer that a scalar is, if a constant makes it.
  fileprivate var constant: Int? {
    (builder.definition(of: value)?.primitive as? Constant)?.literal.integer
  }
}

extension Literal {
  /// The integer in every element, of a size that leaves room for arithmetic.
  fileprivate var integer: Int? {
    guard type.dtype.isInteger, let value = splat?.integer, abs(value) < 1 << 48 else { return nil }
    return value
  }
}
