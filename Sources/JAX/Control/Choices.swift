import JAXIR
import JAXPrimitives

/// What one of two functions gives: `then` where `predicate`, a `bool` scalar, is true, else `otherwise`.
///
/// Inside a traced function both are traced and the choice is part of the program: only the chosen one runs. Outside,
/// and where a derivative is computed at once, only the chosen one is called. Both give tensors of the same types. What they need from around they capture.
///
/// ```swift
/// let y = cond(x.sum() > 0) { x } otherwise: { -x }
/// ```
public func cond<Result: TensorTree>(
  _ predicate: Tensor, file: String = #fileID, line: Int = #line, then: () -> Result, otherwise: () -> Result
) -> Result {
  let location = Location.source(file: file, line: line, column: nil)
  let call = ControlCall("cond", location)
  do throws(JAXError) {
    try call.check(predicate)
    guard let trace = Ambient.recordingTrace else {
      return try predicate.item(as: Bool.self) ? then() : otherwise()
    }
    return try call.stageChoice(predicate, then, otherwise, in: trace)
  } catch {
    // Only the functions know what their result is like.
    return call.failed(error, like: then())
  }
}

extension ControlCall {
  fileprivate func stageChoice<Result: TensorTree>(
    _ predicate: Tensor, _ then: () -> Result, _ otherwise: () -> Result, in trace: Trace
  ) throws(JAXError) -> Result {
    var first = try traced { then() }
    var second = try traced { otherwise() }
    let types = zip(
      zip(first.graph.resultTypes, first.isWeak), zip(second.graph.resultTypes, second.isWeak))
    let dtypes = types.compactMap { ($0.1 ? $1.0 : $0.0).tensor?.dtype }
    if first.graph.resultTypes != second.graph.resultTypes {
      first = try traced { converted(then(), to: dtypes) }
      second = try traced { converted(otherwise(), to: dtypes) }
    }
    guard first.graph.resultTypes == second.graph.resultTypes else {
      throw error("the branches give \(list(first.graph.resultTypes)) and \(list(second.graph.resultTypes))")
    }
    let (regions, captures) = try regions([second.code, first.code], in: trace)
    let index = try Tensor.make(Convert(.int32), [predicate], at: location)
    let operands = try values(of: [index], in: trace) + captures
    let weak = zip(first.isWeak, second.isWeak).map { $0 && $1 }
    let results = try stage(Case(), operands, regions, weak: weak, in: trace)
    return first.rebuild(results)
  }

  private func list(_ types: [ValueType]) -> String {
    "(" + types.map(\.description).joined(separator: ", ") + ")"
  }
}
