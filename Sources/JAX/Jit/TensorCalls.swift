// Calls of five to ten tensors with one result: without generic parameters, whose values are copied one by one.

extension Jit where Output == Tensor, Inputs == (Tensor, Tensor, Tensor, Tensor, Tensor) {
  /// The function's result, as for any arguments.
  public func callAsFunction(
    _ a: Tensor, _ b: Tensor, _ c: Tensor, _ d: Tensor, _ e: Tensor, file: String = #fileID, line: Int = #line
  ) -> Tensor {
    cache.ready { leaves in
      leaves.append(argument: a)
      leaves.append(argument: b)
      leaves.append(argument: c)
      leaves.append(argument: d)
      leaves.append(argument: e)
    } ?? call(a, b, c, d, e, file: file, line: line)
  }
}

extension Jit where Output == Tensor, Inputs == (Tensor, Tensor, Tensor, Tensor, Tensor, Tensor) {
  /// The function's result, as for any arguments.
  public func callAsFunction(
    _ a: Tensor, _ b: Tensor, _ c: Tensor, _ d: Tensor, _ e: Tensor, _ f: Tensor, file: String = #fileID,
    line: Int = #line
  ) -> Tensor {
    cache.ready { leaves in
      leaves.append(argument: a)
      leaves.append(argument: b)
      leaves.append(argument: c)
      leaves.append(argument: d)
      leaves.append(argument: e)
      leaves.append(argument: f)
    } ?? call(a, b, c, d, e, f, file: file, line: line)
  }
}

extension Jit where Output == Tensor, Inputs == (Tensor, Tensor, Tensor, Tensor, Tensor, Tensor, Tensor) {
  /// The function's result, as for any arguments.
  public func callAsFunction(
    _ a: Tensor, _ b: Tensor, _ c: Tensor, _ d: Tensor, _ e: Tensor, _ f: Tensor, _ g: Tensor,
    file: String = #fileID, line: Int = #line
  ) -> Tensor {
    cache.ready { leaves in
      leaves.append(argument: a)
      leaves.append(argument: b)
      leaves.append(argument: c)
      leaves.append(argument: d)
      leaves.append(argument: e)
      leaves.append(argument: f)
      leaves.append(argument: g)
    } ?? call(a, b, c, d, e, f, g, file: file, line: line)
  }
}

extension Jit
where Output == Tensor, Inputs == (Tensor, Tensor, Tensor, Tensor, Tensor, Tensor, Tensor, Tensor) {
  /// The function's result, as for any arguments.
  public func callAsFunction(
    _ a: Tensor, _ b: Tensor, _ c: Tensor, _ d: Tensor, _ e: Tensor, _ f: Tensor, _ g: Tensor, _ h: Tensor,
    file: String = #fileID, line: Int = #line
  ) -> Tensor {
    cache.ready { leaves in
      leaves.append(argument: a)
      leaves.append(argument: b)
      leaves.append(argument: c)
      leaves.append(argument: d)
      leaves.append(argument: e)
      leaves.append(argument: f)
      leaves.append(argument: g)
      leaves.append(argument: h)
    } ?? call(a, b, c, d, e, f, g, h, file: file, line: line)
  }
}

extension Jit
where Output == Tensor, Inputs == (Tensor, Tensor, Tensor, Tensor, Tensor, Tensor, Tensor, Tensor, Tensor) {
  /// The function's result, as for any arguments.
  public func callAsFunction(
    _ a: Tensor, _ b: Tensor, _ c: Tensor, _ d: Tensor, _ e: Tensor, _ f: Tensor, _ g: Tensor, _ h: Tensor,
    _ i: Tensor, file: String = #fileID, line: Int = #line
  ) -> Tensor {
    cache.ready { leaves in
      leaves.append(argument: a)
      leaves.append(argument: b)
      leaves.append(argument: c)
      leaves.append(argument: d)
      leaves.append(argument: e)
      leaves.append(argument: f)
      leaves.append(argument: g)
      leaves.append(argument: h)
      leaves.append(argument: i)
    } ?? call(a, b, c, d, e, f, g, h, i, file: file, line: line)
  }
}

extension Jit
where
  Output == Tensor, Inputs == (Tensor, Tensor, Tensor, Tensor, Tensor, Tensor, Tensor, Tensor, Tensor, Tensor)
{
  /// The function's result, as for any arguments.
  public func callAsFunction(
    _ a: Tensor, _ b: Tensor, _ c: Tensor, _ d: Tensor, _ e: Tensor, _ f: Tensor, _ g: Tensor, _ h: Tensor,
    _ i: Tensor, _ j: Tensor, file: String = #fileID, line: Int = #line
  ) -> Tensor {
    cache.ready { leaves in
      leaves.append(argument: a)
      leaves.append(argument: b)
      leaves.append(argument: c)
      leaves.append(argument: d)
      leaves.append(argument: e)
      leaves.append(argument: f)
      leaves.append(argument: g)
      leaves.append(argument: h)
      leaves.append(argument: i)
      leaves.append(argument: j)
    } ?? call(a, b, c, d, e, f, g, h, i, j, file: file, line: line)
  }
}
