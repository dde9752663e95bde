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
    let index = try Tensor.make(Convert(.int32), [predicate], at: location)
    return try call.stageChoice(index, 2, { $0 == 0 ? otherwise() : then() }, in: trace)
  } catch {
    // Only the functions know what their result is like.
    return call.failed(error, like: then())
  }
}

/// What the function that `index`, an integer scalar, names gives; one beyond the last means the last, a negative one the
/// first.
///
/// Inside a traced function all are traced and the choice is part of the program: only the chosen one runs. Outside, and
/// where a derivative is computed at once, only the chosen one is called. All give tensors of the same types.
///
/// ```swift
/// let y = switchCase(kind, [{ sin(x) }, { cos(x) }, { x }])
/// ```
public func switchCase<Result: TensorTree>(
  _ index: Tensor, _ branches: [() -> Result], file: String = #fileID, line: Int = #line
) -> Result {
  let call = ControlCall("switchCase", .source(file: file, line: line, column: nil))
  precondition(!branches.isEmpty, "a choice among no branches")
  do throws(JAXError) {
    guard try index.checkedType().rank == 0, index.dtype.isInteger else {
      throw call.error("what decides is \(index.type), not an integer scalar")
    }
    guard let trace = Ambient.recordingTrace else {
      let chosen = try index.asType(.int64).item(as: Int64.self)
      return branches[Int(min(max(chosen, 0), Int64(branches.count - 1)))]()
    }
    let last = Tensor(weak: branches.count - 1)
    let position = minimum(maximum(index, 0), last).asType(.int32)
    return try call.stageChoice(position, branches.count, { branches[$0]() }, in: trace)
  } catch {
    // Only the functions know what their result is like.
    return call.failed(error, like: branches[0]())
  }
}

extension ControlCall {
  fileprivate func stageChoice<Result: TensorTree>(
    _ index: Tensor, _ count: Int, _ branch: (Int) -> Result, in trace: Trace
  ) throws(JAXError) -> Result {
    var traces = try (0..<count).map { (number) throws(JAXError) in try traced { branch(number) } }
    let types = traces.map(\.graph.resultTypes)
    guard types.allSatisfy({ $0.count == types[0].count }) else { throw different(types, paths: []) }
    if types.contains(where: { $0 != types[0] }) {
      // Numbers take the dtype that another branch gives.
      let dtypes = types[0].indices.map { position in
        let strong = traces.first { !$0.isWeak[position] } ?? traces[0]
        return strong.graph.resultTypes[position].tensor!.dtype
      }
      traces = try (0..<count).map { (number) throws(JAXError) in
        try traced { converted(branch(number), to: dtypes) }
      }
    }
    let given = traces.map(\.graph.resultTypes)
    guard given.allSatisfy({ $0 == given[0] }) else {
      throw different(given, paths: traces[0].rebuild(LeafSearch.numbers(given[0].count)).leafPaths)
    }
    let (regions, captures) = try regions(traces.map(\.code), in: trace)
    let operands = try values(of: [index], in: trace) + captures
    let weak = traces[0].isWeak.indices.map { position in traces.allSatisfy { $0.isWeak[position] } }
    return traces[0].rebuild(try stage(Case(), operands, regions, weak: weak, in: trace))
  }

  private func different(_ types: [[ValueType]], paths: [String]) -> JAXError {
    // The branch for true is written first, and has the greater index.
    let texts = (name == "cond" ? types.reversed() : types).map(list)
    let place = paths.indices.first { index in types.contains { $0[index] != types[0][index] } }
    let path = place.map { paths[$0] } ?? ""
    return JAXError(
      .shapeMismatch,
      "the branches give " + texts.joined(separator: " and ")
        + (path.isEmpty ? "" : ", which differ at \(path)"),
      operation: name, location: location,
      hint: "all branches give tensors of the same types: convert or reshape what they give")
  }

  private func list(_ types: [ValueType]) -> String {
    "(" + types.map(\.description).joined(separator: ", ") + ")"
  }
}
