// Calls of one to four tensors with one result. They have no generic parameter, and so cost a third of the general
// call.

extension Jit where Output == Tensor, Inputs == Tensor {
  /// The function's result, as for any arguments.
  public func callAsFunction(_ x: Tensor, file: String = #fileID, line: Int = #line) -> Tensor {
    if case .concrete(let a) = x.storage,
      let result = cache.ready(.init(a.id(isWeak: x.isWeak)), a.address)
    {
      return result
    }
    return call(x, file: file, line: line)
  }
}

extension Jit where Output == Tensor, Inputs == (Tensor, Tensor) {
  /// The function's result, as for any arguments.
  public func callAsFunction(
    _ x: Tensor, _ y: Tensor, file: String = #fileID, line: Int = #line
  ) -> Tensor {
    if case .concrete(let a) = x.storage, case .concrete(let b) = y.storage,
      let result = cache.ready(
        .init(a.id(isWeak: x.isWeak), b.id(isWeak: y.isWeak)),
        a.address, b.address)
    {
      return result
    }
    return call(x, y, file: file, line: line)
  }
}

extension Jit where Output == Tensor, Inputs == (Tensor, Tensor, Tensor) {
  /// The function's result, as for any arguments.
  public func callAsFunction(
    _ x: Tensor, _ y: Tensor, _ z: Tensor, file: String = #fileID, line: Int = #line
  ) -> Tensor {
    if case .concrete(let a) = x.storage, case .concrete(let b) = y.storage,
      case .concrete(let c) = z.storage,
      let result = cache.ready(
        .init(a.id(isWeak: x.isWeak), b.id(isWeak: y.isWeak), c.id(isWeak: z.isWeak)),
        a.address, b.address, c.address)
    {
      return result
    }
    return call(x, y, z, file: file, line: line)
  }
}

extension Jit where Output == Tensor, Inputs == (Tensor, Tensor, Tensor, Tensor) {
  /// The function's result, as for any arguments.
  public func callAsFunction(
    _ x: Tensor, _ y: Tensor, _ z: Tensor, _ w: Tensor, file: String = #fileID, line: Int = #line
  ) -> Tensor {
    if case .concrete(let a) = x.storage, case .concrete(let b) = y.storage,
      case .concrete(let c) = z.storage, case .concrete(let d) = w.storage,
      let result = cache.ready(
        .init(
          a.id(isWeak: x.isWeak), b.id(isWeak: y.isWeak), c.id(isWeak: z.isWeak),
          d.id(isWeak: w.isWeak)),
        a.address, b.address, c.address, d.address)
    {
      return result
    }
    return call(x, y, z, w, file: file, line: line)
  }
}
