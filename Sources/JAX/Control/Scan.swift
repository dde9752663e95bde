import JAXIR
import JAXPrimitives

/// A state carried along a sequence: `body` is given the carry and an element of `inputs`, slices of its tensors along
/// their first axes, and gives the next carry and an output. What comes out is the last carry, and the outputs stacked
/// along a new first axis.
///
/// The loop is part of the program: `body` is traced once, for any length, and gradients keep only what they read of
/// each iteration. The body gives carries of the types that it is given; a number that the carry starts from takes the
/// dtype that the body gives.
///
/// ```swift
/// let (last, states) = scan(h, over: xs) { h, x in
///   let next = tanh(matmul(h, w) + x)
///   return (next, next)
/// }
/// ```
///
/// - Parameters:
///   - isReversed: Whether the last element comes first; outputs stand where their inputs stand.
///   - unroll: How many iterations are written out one after the other in a turn of the loop.
public func scan<Carry: TensorTree, Input: TensorTree, Output: TensorTree>(
  _ initial: Carry, over inputs: Input, isReversed: Bool = false, unroll: Int = 1, file: String = #fileID,
  line: Int = #line, _ body: (_ carry: Carry, _ input: Input) -> (Carry, Output)
) -> (Carry, Output) {
  let call = ControlCall("scan", .source(file: file, line: line, column: nil))
  do throws(JAXError) {
    return try call.scan(initial, inputs, length: nil, isReversed, unroll, body)
  } catch {
    let slices = inputs.with(inputs.tensors.map { _ in Tensor(.poisoned(error)) })
    return call.failed(error, { (carry: Carry) in Step(body(carry, slices)) }, of: initial).parts
  }
}

/// The same without inputs, for `length` iterations.
///
/// ```swift
/// let (_, powers) = scan(Tensor(1 as Float), length: 10) { p in (p * x, p) }
/// ```
public func scan<Carry: TensorTree, Output: TensorTree>(
  _ initial: Carry, length: Int, isReversed: Bool = false, unroll: Int = 1, file: String = #fileID,
  line: Int = #line, _ body: (_ carry: Carry) -> (Carry, Output)
) -> (Carry, Output) {
  let call = ControlCall("scan", .source(file: file, line: line, column: nil))
  do throws(JAXError) {
    return try call.scan(initial, Nothing(), length: length, isReversed, unroll) { carry, _ in body(carry) }
  } catch {
    return call.failed(error, { (carry: Carry) in Step(body(carry)) }, of: initial).parts
  }
}

/// `function` applied to each element of `inputs`, slices along the first axes, one after the other; the results are
/// stacked.
///
/// `vmap` computes all at once, and is faster where memory allows.
public func map<Input: TensorTree, Output: TensorTree>(
  _ inputs: Input, file: String = #fileID, line: Int = #line, _ function: (Input) -> Output
) -> Output {
  let call = ControlCall("map", .source(file: file, line: line, column: nil))
  return call.run(function, of: inputs) { () throws(JAXError) in
    try call.scan(Nothing(), inputs, length: nil, false, 1) { _, input in (Nothing(), function(input)) }.1
  }
}

/// What an iteration gives, as one tree.
private struct Step<Carry: TensorTree, Output: TensorTree>: TensorTree {
  var parts: (Carry, Output)

  init(_ parts: (Carry, Output)) { self.parts = parts }

  func flatten(into leaves: inout TreeFlattener) {
    leaves.append(parts.0)
    leaves.append(parts.1)
  }

  func rebuild(from leaves: inout TreeRebuilder) -> Step {
    let carry = leaves.next(parts.0)
    return Step((carry, leaves.next(parts.1)))
  }
}

extension ControlCall {
  fileprivate func scan<Carry: TensorTree, Input: TensorTree, Output: TensorTree>(
    _ initial: Carry, _ inputs: Input, length: Int?, _ isReversed: Bool, _ unroll: Int,
    _ body: (Carry, Input) -> (Carry, Output)
  ) throws(JAXError) -> (Carry, Output) {
    let length = try scanLength(of: inputs, length)
    guard unroll > 1, length > 1 else {
      return try stageScan(initial, inputs, length: length, isReversed, body)
    }
    // Blocks of iterations first, then those that are left over.
    let (blocks, rest) = length.quotientAndRemainder(dividingBy: min(unroll, length))
    let size = min(unroll, length)
    let start = isReversed ? rest : 0
    func blocked(_ carry: Carry, _ block: Input) -> (Carry, [Output]) {
      var (carry, outputs) = (carry, [Output?](repeating: nil, count: size))
      for index in isReversed ? Array((0..<size).reversed()) : Array(0..<size) {
        let (next, output) = body(carry, block.with(block.tensors.map { $0[index] }))
        (carry, outputs[index]) = (next, output)
      }
      return (carry, outputs.compactMap { $0 })
    }
    let folded = inputs.with(
      inputs.tensors.map { tensor in
        tensor[start..<start + blocks * size].reshaped([blocks, size] + tensor.shape.dropFirst())
      })
    let (carry, parts) = try stageScan(initial, folded, length: blocks, isReversed, blocked)
    let leaves = parts.map(\.tensors)
    let unfolded = leaves[0].indices.map { leaf in
      let stacked = stack(leaves.map { $0[leaf] }, axis: 1)
      return stacked.reshaped([blocks * size] + stacked.shape.dropFirst(2))
    }
    guard rest > 0 else { return (carry, parts[0].with(unfolded)) }
    let left = inputs.with(
      inputs.tensors.map { isReversed ? $0[0..<rest] : $0[(length - rest)..<length] })
    let (last, outputs) = try stageScan(carry, left, length: rest, isReversed, body)
    let joined = zip(unfolded, outputs.tensors).map { main, rest in
      concatenate(isReversed ? [rest, main] : [main, rest], axis: 0)
    }
    return (last, outputs.with(joined))
  }

  /// The extent of all first axes.
  ///
  /// - Throws: `shapeMismatch`, which lists the inputs when they differ.
  private func scanLength(of inputs: some TensorTree, _ length: Int?) throws(JAXError) -> Int {
    let types = try inputs.tensors.map { (tensor) throws(JAXError) in try tensor.checkedType() }
    guard types.allSatisfy({ $0.rank > 0 }) else {
      throw error("an input has no axis to go along: \(inputs.leafList)")
    }
    let extents = types.map { $0.shape[0] } + (length.map { [$0] } ?? [])
    guard let first = extents.first else {
      throw error("there is neither an input nor a length")
    }
    guard first >= 0 else { throw error("a length of \(first)") }
    guard extents.allSatisfy({ $0 == first }) else {
      throw error("the first axes of the inputs differ in extent: \(inputs.leafList)")
    }
    return first
  }

  /// One instruction for the whole loop, recorded or run.
  private func stageScan<Carry: TensorTree, Input: TensorTree, Output: TensorTree>(
    _ initial: Carry, _ inputs: Input, length: Int, _ isReversed: Bool,
    _ body: (Carry, Input) -> (Carry, Output)
  ) throws(JAXError) -> (Carry, Output) {
    let xs = inputs.tensors
    for leaf in initial.tensors { _ = try leaf.checkedType() }
    let slices = try xs.map { (tensor) throws(JAXError) in
      tensor.type.with(shape: try Shape(Array(tensor.shape.dropFirst())))
    }
    func traced(
      _ carries: [Tensor], _ body: (Carry, Input) -> (Carry, Output)
    ) throws(JAXError) -> TracedFunction<(Carry, Output)> {
      var mismatch: JAXError?
      let function = try TracedFunction(
        name: name, arguments: carries + xs, elementTypes: carries.map(\.type) + slices, at: location
      ) { tensors in
        let (carry, output) = body(
          initial.with(Array(tensors.prefix(carries.count))),
          inputs.with(Array(tensors.dropFirst(carries.count))))
        mismatch = self.mismatch(of: carry, against: initial, "carry that the body gives", "the carry")
        return TracedOutput(trees: carry, output)
      }
      if let mismatch { throw mismatch }
      return function
    }
    var carries = initial.tensors
    let first = try traced(carries, body)
    // A number takes the dtype that the body makes of it.
    carries = zip(carries, first.graph.resultTypes).map { leaf, type in
      guard leaf.isWeak, let dtype = type.tensor?.dtype, dtype != leaf.dtype else { return leaf }
      return leaf.asType(dtype)
    }
    let dtypes = carries.map(\.dtype)
    let step = try traced(carries) { (carry, input) in
      let (next, output) = body(carry, input)
      return (converted(next, to: dtypes), output)
    }
    try checkState(initial, carries, step.graph.resultTypes, "carry")
    let captures = step.captureTensors
    let isOrdered = step.graph.effects == .ordered
    let types = captures.map { ValueType.tensor($0.type) }
    // The token is the first carry.
    let own =
      (isOrdered ? [.token] : []) + carries.map { ValueType.tensor($0.type) } + slices.map { .tensor($0) }
    let body = try step.graph.inlined()
    let region = try Region(isOrdered ? body.threadingToken() : body).taking(
      types + own, as: own.indices.map { $0 + types.count } + Array(types.indices))
    let scan = Scan(
      length: length, invariants: captures.count, carries: carries.count + (isOrdered ? 1 : 0),
      isReversed: isReversed)
    let results = try Tensor.results(
      of: scan, captures + carries + xs, regions: [region], token: isOrdered ? scan.tokenOperand : nil,
      at: location)
    return step.rebuild(zip(results, step.isWeak).map { Tensor($0.storage, isWeak: $1) })
  }
}
