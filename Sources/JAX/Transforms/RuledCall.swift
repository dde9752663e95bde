import JAXIR
import JAXPrimitives

/// A call of such a function: its value, traced, and its rules against it.
struct RuledCall<Input: TensorTree, Output: TensorTree> {
  let ruled: RuledFunction<Input, Output>
  let input: Input
  /// By tensor of the argument: its type.
  let types: [TensorType]
  /// By tensor of the argument: whether the rules give derivatives by it.
  let isVarying: [Bool]
  /// The numbers of the tensors in the order of the operands: first those of arguments that the rules give derivatives
  /// by.
  let order: [Int]
  /// How many of the operands are nondifferentiable.
  let constantCount: Int
  let body: TracedFunction<Output>
  /// The value, of tensors of types only.
  let value: Output

  private var call: ControlCall { ruled.call }
  var operands: [Tensor] { order.map { [tensors = input.tensors] in tensors[$0] } }
  private var resultTypes: [TensorType] { body.graph.resultTypes.compactMap(\.tensor) }

  init(_ ruled: RuledFunction<Input, Output>, _ input: Input) throws(JAXError) {
    let parts = ruled.parts(input)
    if let wrong = ruled.nondifferentiable.first(where: { !parts.indices.contains($0) }) {
      throw JAXError(
        .invalidArgument,
        "argument \(wrong) of '\(ruled.name)' is to be nondifferentiable, but it takes \(parts.count)")
    }
    var isConstant: [Bool] = []
    for (position, part) in parts.enumerated() {
      isConstant += part.tensors.map { _ in ruled.nondifferentiable.contains(position) }
    }
    let tensors = input.tensors
    let order = isConstant.indices.filter { !isConstant[$0] } + isConstant.indices.filter { isConstant[$0] }
    let types = try tensors.map { (tensor) throws(JAXError) in try tensor.checkedType() }
    self.ruled = ruled
    self.input = input
    self.types = types
    self.order = order
    isVarying = zip(isConstant, types).map { !$0 && $1.dtype.hasDerivative }
    constantCount = isConstant.count { $0 }
    var value: Output?
    body = try TracedFunction(
      name: ruled.name, arguments: order.map { tensors[$0] }, at: ruled.call.location
    ) { operands in
      let made = ruled.function(input.with(operands.restored(from: order)))
      value = made
      return TracedOutput(made)
    }
    self.value = value!
  }

  /// The results of one instruction with these regions.
  func results(
    _ primitive: any Primitive, _ captures: CaptureList, _ regions: [Region]
  ) throws(JAXError) -> Output {
    let results = try Tensor.results(
      of: primitive, operands + captures.tensors, regions: regions, at: call.location)
    return body.rebuild(zip(results, body.isWeak).map { Tensor($0.storage, isWeak: $1) })
  }

  // MARK: Rules

  /// `(x…, ẋ…) → (y…, ẏ…)`
  func traced(_ derivative: (Input, Input) -> (Output, Output)) throws(JAXError) -> TracedCode {
    let varying = order.filter { isVarying[$0] }
    let dtypes = resultTypes.map(\.dtype)
    var made: (Output, Output)?
    let traced = try TracedFunction(
      name: "\(ruled.name).derivative",
      arguments: operands + varying.map { [tensors = input.tensors] in tensors[$0] }, at: call.location
    ) { tensors in
      let tangents = filled(tensors.dropFirst(order.count), at: varying, of: types)
      let given = derivative(
        input.with(tensors.prefix(order.count).restored(from: order)), input.with(tangents))
      made = given
      let (value, tangent) = (call.converted(given.0, to: dtypes), call.converted(given.1, to: dtypes))
      let ofFloats = zip(tangent.tensors, dtypes).filter(\.1.hasDerivative).map(\.0)
      return TracedOutput(leaves: value.tensors + ofFloats, isTensors: false, rebuild: { _ in })
    }
    let results = traced.graph.resultTypes.compactMap(\.tensor)
    try check(made!.0, results, "the derivative of '\(ruled.name)' gives the value")
    // Those of integers are not read.
    var tangents = results.dropFirst(resultTypes.count)
    let given = resultTypes.map { $0.dtype.hasDerivative && !tangents.isEmpty ? tangents.removeFirst() : $0 }
    try check(made!.1, given, "the derivative of '\(ruled.name)' gives the tangent")
    return traced.code
  }

  /// `(x…) → (y…, r…)`
  func traced<Residuals: TensorTree>(
    _ forward: (Input) -> (Output, Residuals)
  ) throws(JAXError) -> (TracedCode, residuals: Residuals) {
    let dtypes = resultTypes.map(\.dtype)
    var made: (Output, Residuals)?
    let traced = try TracedFunction(
      name: "\(ruled.name).forward", arguments: operands, at: call.location
    ) { tensors in
      let given = forward(input.with(tensors.restored(from: order)))
      made = given
      let value = call.converted(given.0, to: dtypes)
      return TracedOutput(
        leaves: value.tensors + given.1.tensors, isTensors: false, rebuild: { _ in })
    }
    let results = traced.graph.resultTypes.compactMap(\.tensor)
    try check(made!.0, results, "the forward part of '\(ruled.name)' gives the value")
    return (traced.code, made!.1)
  }

  /// `(r…, ȳ…) → (x̄…)`
  func traced<Residuals: TensorTree>(
    _ residuals: Residuals, _ backward: (Residuals, Output) -> Input
  ) throws(JAXError) -> TracedCode {
    let kept = residuals.tensors
    let given = resultTypes.indices.filter { resultTypes[$0].dtype.hasDerivative }
    let varying = order.filter { isVarying[$0] }
    var made: Input?
    let traced = try TracedFunction(
      name: "\(ruled.name).backward",
      arguments: kept + given.map { [tensors = value.tensors] in tensors[$0] }, at: call.location
    ) { tensors in
      let cotangents = filled(tensors.dropFirst(kept.count), at: given, of: resultTypes)
      let gradient = backward(residuals.with(Array(tensors.prefix(kept.count))), value.with(cotangents))
      made = gradient
      let leaves = call.converted(gradient, to: types.map(\.dtype)).tensors
      return TracedOutput(
        leaves: varying.compactMap { leaves.indices.contains($0) ? leaves[$0] : nil }, isTensors: false,
        rebuild: { _ in })
    }
    try check(made!, traced.graph.resultTypes.compactMap(\.tensor), at: varying)
    return traced.code
  }

  /// By tensor of these types: the given one at its place, zeros elsewhere.
  private func filled(_ given: ArraySlice<Tensor>, at places: [Int], of types: [TensorType]) -> [Tensor] {
    let given = Dictionary(uniqueKeysWithValues: zip(places, given))
    return types.enumerated().map { position, type in
      given[position]
        ?? Tensor.attempt(at: call.location, in: call.name) { () throws(JAXError) in
          try .zeros(type, at: call.location)
        }
    }
  }
}

// MARK: - Checks

extension RuledCall {
  /// - Parameters:
  ///   - types: Those of the tensors of `tree`, and perhaps of others after them.
  ///   - what: Who gives it as what.
  /// - Throws: `shapeMismatch` unless `tree` is like the value.
  private func check(_ tree: Output, _ types: [TensorType], _ what: String) throws(JAXError) {
    let (paths, expected) = (value.leafPaths, list(value.leafPaths, resultTypes))
    guard tree.isLike(value) else {
      throw call.error(
        "\(what) \(tree.leafList), but the function gives \(expected): the trees must have one structure")
    }
    if let place = resultTypes.indices.first(where: { types[$0] != resultTypes[$0] }) {
      let given = list(paths, Array(types.prefix(resultTypes.count)))
      throw call.error("\(what) \(given), but the function gives \(expected)" + difference(at: paths[place]))
    }
  }

  /// - Parameter types: Those of the cotangents at `places`.
  /// - Throws: `shapeMismatch` unless the cotangents are like the arguments that the rules give derivatives by.
  private func check(_ gradient: Input, _ types: [TensorType], at places: [Int]) throws(JAXError) {
    let what = "the backward part of '\(ruled.name)' gives the cotangent"
    let pairs = zip(ruled.parts(gradient), ruled.parts(input)).enumerated()
    guard pairs.allSatisfy({ ruled.nondifferentiable.contains($0) || $1.0.isLike($1.1) }) else {
      throw call.error(
        "\(what) \(gradient.leafList), but it takes \(input.leafList): the trees must have one structure")
    }
    let paths = input.leafPaths
    if let wrong = places.indices.first(where: { types[$0] != self.types[places[$0]] }) {
      let given = list(places.map { paths[$0] }, types)
      let expected = list(places.map { paths[$0] }, places.map { self.types[$0] })
      throw call.error("\(what) \(given), but it takes \(expected)" + difference(at: paths[places[wrong]]))
    }
  }

  private func difference(at path: String) -> String { path.isEmpty ? "" : ": they differ at \(path)" }

  private func list(_ paths: [String], _ types: [TensorType]) -> String {
    "(" + zip(paths, types).map { $0.isEmpty ? "\($1)" : "\($0): \($1)" }.joined(separator: ", ") + ")"
  }
}

extension TensorTree {
  /// Whether the trees have one structure.
  fileprivate func isLike(_ other: any TensorTree) -> Bool {
    var (own, others) = (TreeFlattener(), TreeFlattener())
    own.append(self)
    others.append(other)
    return own.structure == others.structure && own.tensors.count == others.tensors.count
  }
}

extension Collection<Tensor> where Index == Int {
  /// The tensors in their own order, which come in this one.
  fileprivate func restored(from order: [Int]) -> [Tensor] {
    var restored = Array(self)
    for (position, tensor) in zip(order, self) { restored[position] = tensor }
    return restored
  }
}
