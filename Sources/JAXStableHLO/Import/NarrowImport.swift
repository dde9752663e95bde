import JAXIR
import JAXPrimitives

// Values of narrow types are computed in a wider type and brought back after every operation, so that they are always
// numbers of the narrow one.

extension Importer {
  /// A value of the wider dtype as a number of the narrow type: rounded once, or wrapped.
  func narrowed(
    _ value: Graph.Value, to type: MLIR.NarrowType, in scope: ImportScope, at location: Location
  ) -> Graph.Value {
    let tracer = Tracer(value, in: scope.builder, at: location)
    switch type {
    case .float8(let format): return tracer.rounded(to: format).value
    case .integer(let bits, true):
      let distance = tracer.filled(Double(8 - bits))
      return Tracer.apply(ShiftRightArithmetic(), .apply(ShiftLeft(), tracer, distance), distance).value
    case .integer(let bits, false):
      return Tracer.apply(And(), tracer, tracer.filled(Double(1 << bits - 1))).value
    }
  }

  /// A parameter of `main`: bytes are decoded.
  func parameter(_ type: MLIR.TypeSyntax, _ wide: TensorType, in scope: ImportScope) -> Graph.Value {
    guard let narrow = type.narrow else { return scope.builder.parameter(.tensor(wide)) }
    guard case .float8(let format) = narrow else {
      let value = scope.builder.parameter(.tensor(wide))
      return narrowed(value, to: narrow, in: scope, at: .unknown)
    }
    let bytes = Tracer(scope.builder.parameter(.tensor(wide.with(dtype: .uint8))), in: scope.builder)
    return Tracer.apply(DecodeFloat8(format), bytes).value
  }

  /// A result of `main`: bytes are encoded.
  func result(_ value: Graph.Value, _ type: MLIR.TypeSyntax, in scope: ImportScope) -> Graph.Value {
    guard case .float8(let format) = type.narrow else { return value }
    return Tracer.apply(EncodeFloat8(format), Tracer(value, in: scope.builder)).value
  }

  /// Operations whose results are elements of their operands, or were brought back inside.
  private static let movements: Set<String> = [
    "stablehlo.broadcast_in_dim", "stablehlo.case", "stablehlo.concatenate", "stablehlo.dynamic_slice",
    "stablehlo.dynamic_update_slice", "stablehlo.gather", "stablehlo.if", "stablehlo.optimization_barrier",
    "stablehlo.pad", "stablehlo.reshape", "stablehlo.reverse", "stablehlo.select", "stablehlo.slice",
    "stablehlo.sort", "stablehlo.transpose", "stablehlo.while", "func.call",
  ]

  /// The results of an operation with those of narrow types brought back.
  func narrowed(
    _ results: [Graph.Value], of operation: MLIR.Operation, in scope: ImportScope
  ) -> [Graph.Value] {
    if Importer.movements.contains(operation.name) { return results }
    return zip(results, operation.resultTypes).map { result, type in
      // One of another dtype is an error that is found when the types are compared.
      guard let narrow = type.narrow, scope.builder.type(of: result).tensor?.dtype == narrow.dtype else {
        return result
      }
      return narrowed(result, to: narrow, in: scope, at: location(operation.position))
    } + results.dropFirst(operation.resultTypes.count)
  }

  /// The results of an operation that means something else on a narrow type than on the wider one; nil of others.
  func narrowResults(
    of operation: MLIR.Operation, _ operands: [Graph.Value], in scope: ImportScope
  ) throws(JAXError) -> [Graph.Value]? {
    guard let operand = operands.first, let type = operation.resultTypes.first,
      scope.builder.type(of: operand).tensor?.dtype.isComplex == false
    else { return nil }
    // Where the operands' types are left out, they are the result's.
    let target = type.narrow
    let source = operation.operandTypes == nil ? target : operation.operandTypes?.first?.narrow
    if source == nil, target == nil { return nil }
    let place = location(operation.position)
    let tracer = Tracer(operand, in: scope.builder, at: place)
    switch (operation.name, source, target) {
    case ("stablehlo.convert", _, .float8(let format)?):
      // Rounded once: from the source itself, or from float64, which holds what matters of an integer.
      let wide = tracer.dtype.isFloat ? tracer : tracer.convert(to: .float64)
      return [wide.rounded(to: format).value]
    case ("stablehlo.convert", _, .integer(let bits, let isSigned)?) where tracer.dtype.isFloat:
      let (least, greatest) = isSigned ? (-(1 << (bits - 1)), 1 << (bits - 1) - 1) : (0, 1 << bits - 1)
      let bounded = Tracer.apply(
        Clamp(), tracer.filled(Double(least)), tracer, tracer.filled(Double(greatest)))
      return [bounded.convert(to: isSigned ? .int8 : .uint8).value]
    case ("stablehlo.bitcast_convert", .float8(let format)?, nil):
      let bytes = Tracer.apply(EncodeFloat8(format), tracer).value
      let dtype = try tensorType(type, operation.position).dtype
      return try scope.builder.append(BitcastConvert(dtype), [bytes], at: place)
    case ("stablehlo.bitcast_convert", nil, .float8(let format)?):
      let bytes = try scope.builder.append(BitcastConvert(.uint8), [operand], at: place)
      return try scope.builder.append(DecodeFloat8(format), bytes, at: place)
    case ("stablehlo.bitcast_convert", _, _):
      throw JAXError(.unsupported, "the bits of a type narrower than a byte")
    default: return try bitResults(of: operation.name, tracer, operands, source)
    }
  }

  /// Operations on the bits of a signed narrow integer, which in a byte has copies of its sign above them.
  private func bitResults(
    of name: String, _ tracer: Tracer, _ operands: [Graph.Value], _ type: MLIR.NarrowType?
  ) throws(JAXError) -> [Graph.Value]? {
    guard case .integer(let bits, _)? = type, tracer.dtype == type?.dtype else { return nil }
    let low = Tracer.apply(And(), tracer, tracer.filled(Double(1 << bits - 1)))
    switch name {
    case "stablehlo.popcnt": return [Tracer.apply(PopulationCount(), low).value]
    case "stablehlo.count_leading_zeros":
      return [(Tracer.apply(CountLeadingZeros(), low) - Double(8 - bits)).value]
    case "stablehlo.shift_right_logical" where operands.count == 2:
      return try tracer.builder.append(
        ShiftRightLogical(), [low.value, operands[1]], at: tracer.location)
    default: return nil
    }
  }
}
