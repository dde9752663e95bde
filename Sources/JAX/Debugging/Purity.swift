import JAXIR
import JAXPrimitives

/// Looks whether `function` makes the same program each time that it is traced, as `jit` takes for granted.
///
/// It is traced twice for these arguments, and not run.
///
/// - Throws: `impureFunction`, which says what differed, and where; what tracing finds wrong.
public func checkPurity<each Input: TensorTree, each Output: TensorTree>(
  of function: (repeat each Input) -> (repeat each Output), _ arguments: repeat each Input,
  file: String = #fileID, line: Int = #line
) throws {
  let call = ControlCall("checkPurity", file, line)
  try call.checkPurity(Arguments(repeat each arguments)) { arguments in
    let output = function(repeat each arguments.values)
    return TracedOutput(trees: repeat each output)
  }
}

/// The same for a function of one result, which may be written in several statements without saying its type.
public func checkPurity<each Input: TensorTree, Output: TensorTree>(
  of function: (repeat each Input) -> Output, _ arguments: repeat each Input,
  file: String = #fileID, line: Int = #line
) throws {
  let call = ControlCall("checkPurity", file, line)
  try call.checkPurity(Arguments(repeat each arguments)) { arguments in
    let output = function(repeat each arguments.values)
    return TracedOutput(output)
  }
}

extension ControlCall {
  fileprivate func checkPurity<Input: TensorTree, Output>(
    _ input: Input, _ function: (Input) -> TracedOutput<Output>
  ) throws {
    let tensors = input.tensors
    func traced() throws -> TracedProgram {
      let traced: TracedFunction<Output> = try withErrors {
        try TracedFunction(name: name, arguments: tensors, at: location) { function(input.with($0)) }
      }
      return TracedProgram(traced.graph, captured: traced.capturedTensors)
    }
    let first = try traced()
    guard let difference = first.difference(to: try traced()) else { return }
    throw difference.error(
      "two traces of this function give different programs", then: "the first time", now: "the second time"
    ).located(at: location, in: name)
  }
}

/// What a trace of a function gave: its graph, and the tensors that it took from outside.
struct TracedProgram: Sendable {
  let graph: Graph
  let captured: [ConcreteTensor]

  init(_ graph: Graph, captured: [ConcreteTensor]) {
    self.graph = graph
    self.captured = captured
  }
}

/// Where two programs part.
struct ProgramDifference {
  /// What is there in each of them, in words.
  let then: String
  let now: String
  let location: Location
  let kind: Kind

  enum Kind {
    /// A number of Swift, or a tensor, that the function took from outside.
    case value
    case operations
  }

  /// - Parameters:
  ///   - what: One clause that says what parted.
  ///   - then: When the first program was made.
  ///   - now: When the second was.
  func error(_ what: String, then thenTime: String, now nowTime: String) -> JAXError {
    let hint =
      switch kind {
      case .value:
        "a variable outside is read when the function is traced, and its value kept: pass it as an argument, as a "
          + "tensor, or as `Static` if the function decides by it; random numbers and the time change as well"
      case .operations:
        "the function decides by something that changed: a variable outside, random numbers, the time, or the order "
          + "of a Set or a Dictionary; pass as `Static` what it decides by, and sort what has no order"
      }
    return JAXError(
      .impureFunction, "\(what): here \(then) \(thenTime), but \(now) \(nowTime)", location: location,
      hint: hint)
  }
}
