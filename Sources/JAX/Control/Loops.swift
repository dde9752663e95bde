import JAXIR
import JAXPrimitives

/// The state after `body` has been applied to it as long as `condition`, a `bool` scalar, is true.
///
/// Inside a traced function the loop is part of the program, whatever the number of its iterations, and both functions
/// are traced once; outside, and where a derivative is computed at once, it is a loop of Swift's. The body gives tensors of the types that it is given; a number that the
/// state starts from takes the dtype that the body gives.
///
/// ```swift
/// let root = whileLoop(x, while: { abs($0 * $0 - x) > 1e-6 }) { 0.5 * ($0 + x / $0) }
/// ```
///
/// - Parameter maximumTrips: After how many iterations it ends in any case; only a loop with such a bound can be
///   differentiated backwards inside `jit`.
public func whileLoop<State: TensorTree>(
  _ initial: State, while condition: (State) -> Tensor, maximumTrips: Int? = nil, file: String = #fileID,
  line: Int = #line, _ body: (State) -> State
) -> State {
  let call = ControlCall("whileLoop", .source(file: file, line: line, column: nil))
  return call.run(initial) { () throws(JAXError) in
    guard let trace = Ambient.recordingTrace else {
      var (state, trips) = (initial, 0)
      while trips < maximumTrips ?? .max, try call.isTrue(condition(state)) {
        state = body(state)
        trips += 1
      }
      return state
    }
    guard let maximumTrips else { return try call.stageLoop(initial, condition, body, in: trace) }
    let (start, one) = (try call.index(0), try call.index(1))
    let end = try call.index(min(max(maximumTrips, 0), Int(Int32.max)))
    return try call.stageLoop(
      Counted(index: start, state: initial), { ($0.index .< end) & condition($0.state) },
      { Counted(index: $0.index + one, state: body($0.state)) }, in: trace
    )
    .state
  }
}

/// The state after `body` has been applied to each index of `range` and the state, in order.
///
/// Inside a traced function the loop is part of the program and `body` is traced once, for an index that is a tensor.
///
/// ```swift
/// let power = foriLoop(0..<10, x) { _, y in y * x }
/// ```
public func foriLoop<State: TensorTree>(
  _ range: Range<Int>, _ initial: State, file: String = #fileID, line: Int = #line,
  _ body: (_ index: Tensor, _ state: State) -> State
) -> State {
  let location = Location.source(file: file, line: line, column: nil)
  let call = ControlCall("foriLoop", location)
  // An index of 32 bits would wrap beyond.
  let isShort = range.lowerBound >= Int(Int32.min) && range.upperBound <= Int(Int32.max)
  let dtype = isShort ? DType.int32 : .int64
  func index(_ value: Int) throws(JAXError) -> Tensor { try call.index(value, dtype) }
  return call.run(initial) { () throws(JAXError) in
    guard let trace = Ambient.recordingTrace else {
      var state = initial
      for value in range { state = body(try index(value), state) }
      return state
    }
    let counted = Counted(index: try index(range.lowerBound), state: initial)
    let (end, one) = (try index(range.upperBound), try index(1))
    return try call.stageLoop(
      counted, { $0.index .< end }, { Counted(index: $0.index + one, state: body($0.index, $0.state)) },
      in: trace
    )
    .state
  }
}

/// A state and the index of the iteration.
private struct Counted<State: TensorTree>: TensorTree, WrappingTree {
  static var wrapped: String { ".state" }

  var index: Tensor
  var state: State

  func flatten(into leaves: inout TreeFlattener) {
    leaves.append(index)
    leaves.append(state)
  }

  func rebuild(from leaves: inout TreeRebuilder) -> Counted {
    Counted(index: leaves.next(index), state: leaves.next(state))
  }
}

/// A state, and whether the loop goes on with it.
private struct Tested<State: TensorTree>: TensorTree {
  var isGoingOn: Tensor
  var state: State

  func flatten(into leaves: inout TreeFlattener) {
    leaves.append(isGoingOn)
    leaves.append(state)
  }

  func rebuild(from leaves: inout TreeRebuilder) -> Tested {
    Tested(isGoingOn: leaves.next(isGoingOn), state: leaves.next(state))
  }
}

extension Region {
  fileprivate func withoutFirstResult() throws(JAXError) -> Region {
    var graph = graph
    graph.results.removeFirst()
    return Region(graph)
  }
}

extension ControlCall {
  /// A number that counts iterations.
  fileprivate func index(_ value: Int, _ dtype: DType = .int32) throws(JAXError) -> Tensor {
    try Tensor.make(Literal(splat: Kernel.Constant(dtype, integer: value), shape: .scalar), at: location)
  }

  fileprivate func isTrue(_ predicate: Tensor) throws(JAXError) -> Bool {
    try check(predicate)
    return try predicate.item(as: Bool.self)
  }

  fileprivate func stageLoop<State: TensorTree>(
    _ initial: State, _ condition: (State) -> Tensor, _ body: (State) -> State, in trace: Trace
  ) throws(JAXError) -> State {
    var state = leaves(initial)
    // A number takes the dtype that the body makes of it.
    var mismatch: JAXError?
    let made = try traced(state, as: initial) { argument in
      let next = body(argument)
      mismatch = self.mismatch(of: next, against: initial, "state that the body gives", "the state")
      return next
    }
    if let mismatch { throw mismatch }
    state = zip(state, made.graph.resultTypes).map { leaf, type in
      guard leaf.isWeak, let dtype = type.tensor?.dtype, dtype != leaf.dtype else { return leaf }
      return leaf.asType(dtype)
    }
    let dtypes = state.map(\.dtype)
    let step = try traced(state, as: initial, { converted(body($0), to: dtypes) })
    let test = try traced(state, as: initial, condition)
    try checkState(initial, state, step.graph.resultTypes, "state")
    guard test.graph.resultTypes == [.tensor(.scalar(.bool))] else {
      throw error("the condition gives \(test.graph.resultTypes[0]), not bool[]")
    }
    guard test.graph.effects == .none else {
      // A condition is only looked at: what it does is done before the loop, and at the end of each turn.
      let first = Tested(isGoingOn: condition(initial), state: initial)
      return try stageLoop(
        first, { $0.isGoingOn },
        { turn in
          let next = body(turn.state)
          return Tested(isGoingOn: condition(next), state: next)
        }, in: trace
      ).state
    }
    var (regions, captures) = try regions([test.code, step.code], in: trace)
    if step.graph.effects == .ordered { regions[0] = try regions[0].withoutFirstResult() }
    let operands = try values(of: state, in: trace) + captures
    let results = try stage(
      While(invariants: captures.count), operands, regions, weak: state.map(\.isWeak), in: trace)
    return rebuilt(initial, results)
  }
}
