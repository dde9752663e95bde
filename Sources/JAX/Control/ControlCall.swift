import JAXIR
import JAXPrimitives

/// A call of a function that takes functions and makes them regions of one instruction.
struct ControlCall {
  let name: String
  let location: Location

  init(_ name: String, _ location: Location) {
    self.name = name
    self.location = location
  }

  func error(_ message: String) -> JAXError {
    JAXError(.shapeMismatch, message, operation: name, location: location)
  }

  /// What `body` gives; where it fails, a tree like `example` of what stands for an error.
  func run<Tree: TensorTree>(_ example: Tree, _ body: () throws(JAXError) -> Tree) -> Tree {
    do throws(JAXError) {
      return try body()
    } catch {
      return failed(error, like: example)
    }
  }

  func failed<Tree: TensorTree>(_ error: JAXError, like example: Tree) -> Tree {
    var error = error.located(at: location, in: name)
    error.operation = name
    let poisoned = Tensor.fail(error)
    return rebuilt(example, leaves(example).map { _ in poisoned })
  }

  /// - Throws: unless `predicate` is a `bool` scalar.
  func check(_ predicate: Tensor) throws(JAXError) {
    if case .poisoned(let error) = predicate.storage { throw error }
    guard predicate.type == .scalar(.bool) else {
      throw error("what decides is \(predicate.type), not bool[]")
    }
  }

  /// - Throws: `unsupported` for a function with ordered effects, which has no order where it may be run again, or
  ///   not at all.
  func checkIsUnordered(_ functions: TracedCode...) throws(JAXError) {
    guard let effect = functions.lazy.compactMap(\.graph.firstOrderedEffect).first else { return }
    let call = effect.primitive.publicName
    throw JAXError(
      .unsupported,
      "the ordered \(call) at \(effect.location) stands in a function given to \(name), whose "
        + "derivative decides what is run when: its effects come in no order",
      operation: name, location: location,
      hint: "leave out 'ordered: true', or call \(call) before or after the function")
  }

  // MARK: Trees

  /// - Throws: `shapeMismatch` that names the member of a state whose type the body of a loop changes.
  func checkState(
    _ initial: some TensorTree, _ state: [Tensor], _ results: [ValueType], _ what: String
  ) throws(JAXError) {
    for (index, (leaf, result)) in zip(state, results).enumerated() where result != .tensor(leaf.type) {
      let path = initial.leafPaths[index]
      throw JAXError(
        .shapeMismatch,
        "the \(what)\(path.isEmpty ? "" : " at \(path)") is \(leaf.type), but the body gives \(result)",
        operation: name, location: location,
        hint: "the \(what) keeps its type in every iteration: convert or reshape what the body gives")
    }
  }

  /// What is wrong with a tree that is not like the one that it belongs to.
  func mismatch<Tree: TensorTree>(
    of tree: Tree, against other: Tree, _ what: String, _ whole: String
  ) -> JAXError? {
    do throws(JAXError) {
      try checkStructure(of: tree, against: other, what, whole)
      return nil
    } catch {
      return error
    }
  }

  func leaves(_ tree: some TensorTree) -> [Tensor] {
    var leaves = TreeFlattener()
    leaves.append(tree)
    return leaves.tensors
  }

  func rebuilt<Tree: TensorTree>(_ tree: Tree, _ tensors: [Tensor]) -> Tree {
    var rebuilder = TreeRebuilder(tensors)
    return rebuilder.next(tree)
  }

  /// The tree with those of its tensors converted whose dtype gives way.
  func converted<Tree: TensorTree>(_ tree: Tree, to dtypes: [DType]) -> Tree {
    let tensors = leaves(tree)
    guard tensors.count == dtypes.count else { return tree }
    return rebuilt(
      tree, zip(tensors, dtypes).map { $0.isWeak && $0.dtype != $1 ? $0.asType($1) : $0 })
  }

  // MARK: Tracing

  /// A function of `arguments`, which are the tensors of a tree like `example`.
  func traced<Argument: TensorTree, Output: TensorTree>(
    _ arguments: [Tensor], as example: Argument, _ function: (Argument) -> Output
  ) throws(JAXError) -> TracedFunction<Output> {
    try TracedFunction(name: name, arguments: arguments, at: location) { tensors in
      TracedOutput(function(rebuilt(example, tensors)))
    }
  }

  /// A function without arguments.
  func traced<Output: TensorTree>(_ function: () -> Output) throws(JAXError) -> TracedFunction<Output> {
    try TracedFunction(name: name, arguments: [], at: location) { _ in TracedOutput(function()) }
  }

  /// The regions of functions of the same arguments, which all take what any of them captures after these; and what
  /// that is in `trace`. If any of them has ordered effects, all take a token first and give one.
  func regions(
    _ functions: [TracedCode], in trace: Trace
  ) throws(JAXError) -> (regions: [Region], captures: [Graph.Value]) {
    var places: [Trace.CaptureSource: Int] = [:]
    var captures: [Graph.Value] = []
    var types: [ValueType] = []
    for capture in functions.flatMap(\.captures) where places[capture.source] == nil {
      places[capture.source] = captures.count
      types.append(capture.type)
      switch capture.source {
      case .outer(let value, _): captures.append(value)
      case .concrete: captures.append(trace.capture(capture.source, capture.type))
      }
    }
    let isOrdered = functions.contains { $0.graph.effects == .ordered }
    let regions = try functions.map { (function) throws(JAXError) in
      let graph = isOrdered ? try function.graph.threadingToken() : function.graph
      let parameters = graph.parameterTypes.dropLast(function.captures.count)
      let positions =
        Array(parameters.indices) + function.captures.map { parameters.count + places[$0.source]! }
      return try Region(graph).taking(parameters + types, as: positions)
    }
    return (regions, captures)
  }

  func values(of tensors: [Tensor], in trace: Trace) throws(JAXError) -> [Graph.Value] {
    try tensors.map { (tensor) throws(JAXError) in
      try trace.value(of: tensor, for: name, at: location)
    }
  }

  /// Appends an instruction; its results as tensors.
  func stage(
    _ primitive: any Primitive, _ operands: [Graph.Value], _ regions: [Region], weak: [Bool], in trace: Trace
  ) throws(JAXError) -> [Tensor] {
    let token = primitive.effects(of: regions) == .ordered ? primitive.tokenOperand : nil
    let results = try trace.append(primitive, operands, regions: regions, token: token, at: location)
    let tensors = results.filter { trace.builder.type(of: $0) != .token }
    return zip(tensors, weak).compactMap { value, isWeak in
      trace.builder.type(of: value).tensor.map { type in
        Tensor(.traced(.init(trace: trace, value: value, type: type, location: location)), isWeak: isWeak)
      }
    }
  }
}

/// What a traced function does, whatever its result is put together as.
struct TracedCode {
  let graph: Graph
  let captures: [Trace.Capture]
}

extension TracedFunction {
  var code: TracedCode { TracedCode(graph: graph, captures: captures) }
}

extension Graph {
  /// The first instruction with an ordered effect of its own, those of regions included.
  fileprivate var firstOrderedEffect: Instruction? {
    guard let instruction = instructions.first(where: { $0.effects == .ordered }) else { return nil }
    return instruction.regions.lazy.compactMap(\.graph.firstOrderedEffect).first ?? instruction
  }
}
