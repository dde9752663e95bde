import JAXIR
import JAXPrimitives

// Functions of all members of a batch that `vmap(axisName:)` gives a name. The innermost batch of that name is meant.

/// The sum of each tensor of `tree` over all members of the batch called `axisName`; `bool`s count as integers.
///
/// ```swift
/// let shares = vmap(axisName: "batch") { (x: Tensor) in x / psum(x, "batch") }(xs)
/// ```
///
/// In derivatives it is what all members give together that counts, as in JAX: the gradient of `psum(x, "batch")` by
/// `x` inside the batch is the number of members.
public func psum<Tree: TensorTree>(
  _ tree: Tree, _ axisName: String, file: String = #fileID, line: Int = #line
) -> Tree {
  ControlCall("psum", file, line).forEach(of: tree, axisName) { (call, tensor, axis) throws(JAXError) in
    try call.sum(tensor, axis)
  }
}

/// The mean of each tensor of `tree` over all members of the batch called `axisName`.
public func pmean<Tree: TensorTree>(
  _ tree: Tree, _ axisName: String, file: String = #fileID, line: Int = #line
) -> Tree {
  ControlCall("pmean", file, line).forEach(of: tree, axisName) { (call, tensor, axis) throws(JAXError) in
    let operation = OperationCall(call.name, call.location)
    return try operation.inexact(Divide(), call.sum(tensor, axis), Tensor(weak: axis.axis.size))
  }
}

/// The greatest of each element of `tree` among all members of the batch called `axisName`.
public func pmax<Tree: TensorTree>(
  _ tree: Tree, _ axisName: String, file: String = #fileID, line: Int = #line
) -> Tree {
  ControlCall("pmax", file, line).forEach(of: tree, axisName) { (call, tensor, axis) throws(JAXError) in
    let all = try call.gathered(tensor, axis)
    return try .make(ReduceMax(axes: [0], of: all.type), [all], isWeak: all.isWeak, at: call.location)
  }
}

/// The least of each element of `tree` among all members of the batch called `axisName`.
public func pmin<Tree: TensorTree>(
  _ tree: Tree, _ axisName: String, file: String = #fileID, line: Int = #line
) -> Tree {
  ControlCall("pmin", file, line).forEach(of: tree, axisName) { (call, tensor, axis) throws(JAXError) in
    let all = try call.gathered(tensor, axis)
    return try .make(ReduceMin(axes: [0], of: all.type), [all], isWeak: all.isWeak, at: call.location)
  }
}

/// The place of the member at hand in the batch called `axisName`: an `int32` scalar from 0 on.
public func axisIndex(_ axisName: String, file: String = #fileID, line: Int = #line) -> Tensor {
  let call = ControlCall("axisIndex", file, line)
  return Tensor.attempt(at: call.location, in: call.name) { () throws(JAXError) in
    try call.axis(axisName).place
  }
}

/// The number of members of the batch called `axisName`.
public func axisSize(_ axisName: String, file: String = #fileID, line: Int = #line) -> Int {
  let call = ControlCall("axisSize", file, line)
  do throws(JAXError) {
    return try call.axis(axisName).axis.size
  } catch {
    // Inside `withErrors` whatever is computed with the number comes to nothing.
    _ = Tensor.fail(error)
    return 1
  }
}

/// What all members of the batch called `axisName` have, stacked along a new axis: of `[a, b]` from `n` members
/// `[n, a, b]`.
///
/// - Parameters:
///   - axis: Where the new axis is to be in the result; a negative one counts from the last.
///   - isTiled: Whether the tensors are put one after the other along `axis` instead, which they have: `[n · a, b]`.
public func allGather<Tree: TensorTree>(
  _ tree: Tree, _ axisName: String, axis target: Int = 0, isTiled: Bool = false, file: String = #fileID,
  line: Int = #line
) -> Tree {
  ControlCall("allGather", file, line).forEach(of: tree, axisName) { (call, tensor, axis) throws(JAXError) in
    let all = try call.gathered(tensor, axis)
    let target = try call.normalized(target, rank: isTiled ? tensor.rank : all.rank, of: tensor)
    let moved = try call.placed(all, from: 0, at: target, axis.axis.size, number: 0)
    guard isTiled else { return moved }
    var shape = tensor.shape
    shape[target] *= axis.axis.size
    return try .make(Reshape(shape: shape), [moved], isWeak: tensor.isWeak, at: call.location)
  }
}

/// What other members of the batch called `axisName` have: the member `to` gets what the member `from` has, for each pair;
/// a member that none sends to gets zeros.
///
/// ```swift
/// let left = ppermute(x, "ring", (0..<n).map { ($0, ($0 + 1) % n) })
/// ```
public func ppermute<Tree: TensorTree>(
  _ tree: Tree, _ axisName: String, _ pairs: [(from: Int, to: Int)], file: String = #fileID,
  line: Int = #line
) -> Tree {
  ControlCall("ppermute", file, line).forEach(of: tree, axisName) { (call, tensor, axis) throws(JAXError) in
    let sources = try call.sources(pairs, axis.axis)
    let source = take(Tensor(sources.map { Int32($0 ?? 0) }), axis.place, axis: 0, mode: .clip)
    let received = take(try call.gathered(tensor, axis), source, axis: 0, mode: .clip)
    guard sources.contains(nil) else { return received }
    let isReceiver = take(Tensor(sources.map { $0 != nil }), axis.place, axis: 0, mode: .clip)
    return select(isReceiver, received, try Tensor.zeros(received.type, at: call.location))
  }
}

/// Every member's part for every member of the batch called `axisName`: of tensors with an axis `splitAxis` of as many
/// elements as there are members, the member `i` gets those at `i`, stacked along a new axis at `concatAxis`.
public func allToAll<Tree: TensorTree>(
  _ tree: Tree, _ axisName: String, splitAxis: Int, concatAxis: Int, file: String = #fileID,
  line: Int = #line
) -> Tree {
  ControlCall("allToAll", file, line).forEach(of: tree, axisName) { (call, tensor, axis) throws(JAXError) in
    let split = try call.normalized(splitAxis, rank: tensor.rank, of: tensor)
    let target = try call.normalized(concatAxis, rank: tensor.rank, of: tensor)
    guard tensor.shape[split] == axis.axis.size else {
      throw call.error(
        "axis \(split) of \(tensor.type) is to be split among the \(axis.axis.size) members of "
          + "\"\(axisName)\", and must have as many elements")
    }
    let mine = take(try call.gathered(tensor, axis), axis.place, axis: split + 1, mode: .clip)
    return try call.placed(mine, from: 0, at: target, axis.axis.size, number: 0)
  }
}

/// A batch, and where in it the member at hand is.
private typealias Member = (axis: Trace.NamedAxis, place: Tensor)

extension ControlCall {
  /// `function` of each tensor of `tree`.
  fileprivate func forEach<Tree: TensorTree>(
    of tree: Tree, _ axisName: String,
    _ function: (ControlCall, Tensor, Member) throws(JAXError) -> Tensor
  ) -> Tree {
    run(tree) { () throws(JAXError) in
      let tensors = tree.tensors
      for tensor in tensors { _ = try tensor.checkedType() }
      let axis = try axis(axisName)
      return tree.with(
        try tensors.map { (tensor) throws(JAXError) in try function(self, tensor, axis) })
    }
  }

  /// The innermost batch of that name.
  ///
  /// - Throws: `invalidArgument`, which lists the names that there are.
  fileprivate func axis(_ axisName: String) throws(JAXError) -> Member {
    var inScope: [String] = []
    var trace = Ambient.activeTrace
    while let next = trace {
      if let axis = next.namedAxis {
        if axis.name == axisName {
          let place = Tensor.TracedValue(
            trace: next, value: axis.place, type: .scalar(.int32), location: next.location)
          return (axis, Tensor(.traced(place)))
        }
        let text = "\"\(axis.name)\" of size \(axis.size)"
        if !inScope.contains(text) { inScope.append(text) }
      }
      trace = next.parent
    }
    throw JAXError(
      .invalidArgument,
      "no axis is called \"\(axisName)\" here; "
        + (inScope.isEmpty ? "no axis has a name" : "in scope: " + inScope.joined(separator: ", ")),
      operation: name, location: location,
      hint: inScope.isEmpty ? "name the axis of a batch: vmap(axisName: \"\(axisName)\") { … }" : nil)
  }

  fileprivate func sum(_ tensor: Tensor, _ member: Member) throws(JAXError) -> Tensor {
    let number = tensor.dtype == .bool ? try tensor.convert(to: .init(.int32), at: location) : tensor
    return try .make(
      AllSum(member.axis.name, size: member.axis.size), [number, member.place], isWeak: number.isWeak,
      at: location)
  }

  fileprivate func gathered(_ tensor: Tensor, _ member: Member) throws(JAXError) -> Tensor {
    try .make(
      AllGather(member.axis.name, size: member.axis.size), [tensor, member.place], isWeak: tensor.isWeak,
      at: location)
  }

  fileprivate func normalized(_ axis: Int, rank: Int, of tensor: Tensor) throws(JAXError) -> Int {
    guard (-rank..<rank).contains(axis) else {
      throw JAXError(
        .invalidArgument, "axis \(axis) is not one of the \(rank) of what \(tensor.type) becomes",
        operation: name, location: location)
    }
    return axis < 0 ? axis + rank : axis
  }

  /// By member: which one sends to it.
  ///
  /// - Throws: `invalidArgument` for a member that is not there, or sends or receives twice.
  fileprivate func sources(
    _ pairs: [(from: Int, to: Int)], _ axis: Trace.NamedAxis
  ) throws(JAXError) -> [Int?] {
    var sources = [Int?](repeating: nil, count: axis.size)
    var senders: Set<Int> = []
    for (from, to) in pairs {
      guard sources.indices.contains(from), sources.indices.contains(to) else {
        throw error("(\(from), \(to)) is not a pair of the \(axis.size) members of \"\(axis.name)\"")
      }
      guard sources[to] == nil, senders.insert(from).inserted else {
        throw error("(\(from), \(to)): a member sends once and receives once")
      }
      sources[to] = from
    }
    return sources
  }
}
