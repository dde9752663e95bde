import JAXIR
import JAXPrimitives

/// Calls `function` with the elements of `arguments` when the program runs, to look at them.
///
/// Inside `jit` it is called each time the program comes there, never when it is traced. Derivatives pass it by: they
/// call it with what the function itself computes. What it throws, the call of the compiled function throws. It may
/// call compiled functions.
///
/// ```swift
/// debugCallback(loss) { history.append($0.item()) }
/// ```
///
/// - Parameters:
///   - ordered: Whether the calls of the program come in its order, which `vmap` cannot keep.
///   - vectorized: Whether under `vmap` one call takes the whole batch, along first axes; else there is one for each.
public func debugCallback<each Input: TensorTree>(
  _ arguments: repeat each Input, ordered: Bool = false, vectorized: Bool = false, file: String = #fileID,
  line: Int = #line, _ function: @escaping @Sendable (repeat each Input) throws -> Void
) {
  let call = CallbackCall("debugCallback", .debug, ordered, vectorized, file, line)
  var leaves = TreeFlattener()
  repeat leaves.append(each arguments)
  let structure = (repeat (each arguments).withoutTensors)
  _ = call.run(leaves.tensors, returning: [Tensor]()) { tensors in
    var rebuilder = TreeRebuilder(tensors)
    try function(repeat rebuilder.next(each structure))
    return []
  }
}

/// What `function`, which computes with Swift code, gives for the elements of `arguments` when the program runs.
///
/// The function must be pure: how often it is called, and whether it is where nothing reads the result, is open. The
/// result must have the structure of `example`, and its tensors their types; that is checked after each call. It has no
/// derivative: give the function around it one. What it throws, the call of the compiled function throws.
///
/// ```swift
/// let y = pureCallback(returning: x, x) { x in lookUp(x) }
/// ```
///
/// - Parameters:
///   - example: Only the types of its tensors matter.
///   - vectorized: Whether under `vmap` one call takes the whole batch, along first axes, and gives a batch; else there
///     is one call for each.
public func pureCallback<each Input: TensorTree, Output: TensorTree>(
  returning example: Output, _ arguments: repeat each Input, vectorized: Bool = false, file: String = #fileID,
  line: Int = #line, _ function: @escaping @Sendable (repeat each Input) throws -> Output
) -> Output {
  let call = CallbackCall("pureCallback", .pure, false, vectorized, file, line)
  var leaves = TreeFlattener()
  repeat leaves.append(each arguments)
  let structure = (repeat (each arguments).withoutTensors)
  return call.run(leaves.tensors, returning: example) { tensors in
    var rebuilder = TreeRebuilder(tensors)
    return try function(repeat rebuilder.next(each structure))
  }
}

/// What `function` gives, which reads or changes the world, once each time the program comes there.
///
/// As `pureCallback` but for that: it is called whether or not anything reads the result.
///
/// - Parameters:
///   - example: Only the types of its tensors matter.
///   - ordered: Whether the calls of the program come in its order, which `vmap` cannot keep.
///   - vectorized: Whether under `vmap` one call takes the whole batch, along first axes, and gives a batch; else there
///     is one call for each.
public func ioCallback<each Input: TensorTree, Output: TensorTree>(
  returning example: Output, _ arguments: repeat each Input, ordered: Bool = false, vectorized: Bool = false,
  file: String = #fileID, line: Int = #line,
  _ function: @escaping @Sendable (repeat each Input) throws -> Output
) -> Output {
  let call = CallbackCall("ioCallback", .io, ordered, vectorized, file, line)
  var leaves = TreeFlattener()
  repeat leaves.append(each arguments)
  let structure = (repeat (each arguments).withoutTensors)
  return call.run(leaves.tensors, returning: example) { tensors in
    var rebuilder = TreeRebuilder(tensors)
    return try function(repeat rebuilder.next(each structure))
  }
}

/// The same for a function without a result.
public func ioCallback<each Input: TensorTree>(
  _ arguments: repeat each Input, ordered: Bool = false, vectorized: Bool = false, file: String = #fileID,
  line: Int = #line, _ function: @escaping @Sendable (repeat each Input) throws -> Void
) {
  let call = CallbackCall("ioCallback", .io, ordered, vectorized, file, line)
  var leaves = TreeFlattener()
  repeat leaves.append(each arguments)
  let structure = (repeat (each arguments).withoutTensors)
  _ = call.run(leaves.tensors, returning: [Tensor]()) { tensors in
    var rebuilder = TreeRebuilder(tensors)
    try function(repeat rebuilder.next(each structure))
    return []
  }
}

/// Returns when the effects of all calls that have returned are done, and what they printed is written.
///
/// Calls run as they are made, so there is nothing to wait for but the output.
public func effectsBarrier() { HostOutput.flush() }
