import JAXIR
import JAXPrimitives

/// Quantized tensors are tensors of their integers in the graph; what the integers stand for is known while the program
/// is imported alone.
extension OperationSite {
  /// Whether an operand or a result is quantized.
  var isQuantized: Bool {
    operation.resultTypes.contains { $0.quantization != nil }
      || operands.contains { scope.quantization(of: $0) != nil }
  }

  /// Operations that only move elements, and those that do with integers what they do with numbers.
  private static let movements: Set<String> = [
    "broadcast_in_dim", "concatenate", "dynamic_slice", "dynamic_update_slice", "gather",
    "optimization_barrier",
    "reshape", "reverse", "slice", "transpose", "select", "pad", "sort",
  ]
  private static let products: Set<String> = ["convolution", "dot", "dot_general"]

  /// The results of an operation on quantized tensors, as the specification has it: what moves elements moves integers;
  /// products are computed of integers; all else is computed of the numbers that they stand for.
  mutating func quantizedResults(by rule: Importer.Rule) throws(JAXError) -> [Graph.Value] {
    let name = String(operation.name.dropFirst("stablehlo.".count))
    switch name {
    case "uniform_quantize":
      guard let target = operation.resultTypes.first?.quantization else {
        throw invalid("gives no quantized tensor")
      }
      let operand = try operands(1)[0]
      return [try quantize(try numbers(of: operand), target)]
    case "uniform_dequantize": return [try numbers(of: try operands(1)[0])]
    case _ where operation.name == "func.call" || operation.name == "stablehlo.custom_call":
      return try rule(&self)
    case _ where Self.movements.contains(name): return try moved(by: rule)
    case _ where Self.products.contains(name): return try product(by: rule)
    default: return try computed(by: rule)
    }
  }

  private mutating func moved(by rule: Importer.Rule) throws(JAXError) -> [Graph.Value] {
    let known = Set(
      operands.compactMap(scope.quantization) + operation.resultTypes.compactMap(\.quantization))
    guard let quantization = known.first, known.count == 1 else {
      throw unsupported("moving elements between tensors of different quantization")
    }
    let results = try results(of: operands, by: rule) { $0.with($0.quantization?.storage ?? .float32) }
    for result in results { scope.note(quantization, for: result) }
    return results
  }

  /// The product of the integers, less their zero points, is the result's where the scales multiply to its scale.
  private mutating func product(by rule: Importer.Rule) throws(JAXError) -> [Graph.Value] {
    guard let target = operation.resultTypes.first?.quantization, operands.count == 2,
      let lhs = scope.quantization(of: operands[0]), let rhs = scope.quantization(of: operands[1])
    else { return try computed(by: rule) }
    let integers = [try centred(operands[0], lhs), try centred(operands[1], rhs)]
    let sum = try results(of: integers, by: rule) { $0.with(.int32) }[0]
    var plain = target
    (plain.storage, plain.zeroPoint, plain.scale) = (.int32, 0, lhs.scale * rhs.scale)
    // Scales are written with fewer digits than their product has.
    let isSame = (plain.scale / target.scale - 1).magnitude < 1e-5
    if target.storage == .int32, target.zeroPoint == 0, isSame {
      scope.note(target, for: sum)
      return [sum]
    }
    scope.note(plain, for: sum)
    return [try quantize(try numbers(of: sum), target)]
  }

  private mutating func computed(by rule: Importer.Rule) throws(JAXError) -> [Graph.Value] {
    let values = try operands.map { (value) throws(JAXError) in try numbers(of: value) }
    let results = try results(of: values, by: rule) { type in
      type.quantization.map { type.with($0.expressed) } ?? type
    }
    var quantized: [Graph.Value] = []
    for (result, type) in zip(results, operation.resultTypes) {
      quantized.append(
        try type.quantization.map { (target) throws(JAXError) in try quantize(result, target) } ?? result)
    }
    return quantized
  }

  /// What the operation's rule makes of other operands, with results of other types.
  private mutating func results(
    of operands: [Graph.Value], by rule: Importer.Rule, _ type: (MLIR.TypeSyntax) -> MLIR.TypeSyntax
  ) throws(JAXError) -> [Graph.Value] {
    var plain = operation
    plain.operandTypes = nil
    plain.resultTypes = operation.resultTypes.map(type)
    var site = OperationSite(plain, operands, in: scope, of: importer)
    let results = try rule(&site)
    try site.checkAttributes()
    ignore(operation.attributes.map(\.name))
    return results
  }
}

// MARK: - Numbers and integers

extension OperationSite {
  /// `(q - zero point) · scale`; what is not quantized as it is.
  private func numbers(of value: Graph.Value) throws(JAXError) -> Graph.Value {
    guard let quantization = scope.quantization(of: value) else { return value }
    let integers = try apply(Convert(quantization.expressed), try centred(value, quantization))
    return try apply(
      Multiply(), integers, try constant(quantization.expressed, quantization.scale, like: value))
  }

  /// The integers less their zero point, as `i32`.
  private func centred(
    _ value: Graph.Value, _ quantization: MLIR.Quantization
  ) throws(JAXError) -> Graph.Value {
    let wide = quantization.storage == .int32 ? value : try apply(Convert(.int32), value)
    if quantization.zeroPoint == 0 { return wide }
    let zero = Kernel.Constant(.int32, integer: quantization.zeroPoint)
    return try apply(Subtract(), wide, try constant(zero, like: value))
  }

  /// `round(clamp(x / scale + zero point))`, to even; notes what the integers stand for.
  private func quantize(
    _ value: Graph.Value, _ target: MLIR.Quantization
  ) throws(JAXError) -> Graph.Value {
    let dtype = target.expressed
    guard try type(of: value).dtype == dtype else {
      throw invalid("quantizes \(try type(of: value)), not \(dtype)")
    }
    var result = try apply(Divide(), value, try constant(dtype, target.scale, like: value))
    result = try apply(Add(), result, try constant(dtype, Double(target.zeroPoint), like: value))
    result = try apply(
      Clamp(), try constant(dtype, Double(target.range.lowerBound), like: value), result,
      try constant(dtype, Double(target.range.upperBound), like: value))
    result = try apply(Convert(target.storage), try apply(RoundNearestEven(), result))
    scope.note(target, for: result)
    return result
  }

  private func constant(_ dtype: DType, _ value: Double, like other: Graph.Value) throws(JAXError)
    -> Graph.Value
  {
    try constant(Kernel.Constant(dtype, value), like: other)
  }

  private func constant(_ value: Kernel.Constant, like other: Graph.Value) throws(JAXError) -> Graph.Value {
    try apply(Constant(Literal(splat: value, shape: try type(of: other).shape)), [])[0]
  }
}

extension Importer {
  /// Operations of quantized tensors alone, which `OperationSite.quantizedResults` reads.
  static let quantizedRules: [String: Rule] = [
    "stablehlo.uniform_quantize": { (site) throws(JAXError) in throw site.notQuantized() },
    "stablehlo.uniform_dequantize": { (site) throws(JAXError) in throw site.notQuantized() },
  ]
}

extension OperationSite {
  fileprivate func notQuantized() -> JAXError { invalid("no tensor here is quantized") }
}
