import JAXIR
import JAXPrimitives

extension Importer {
  /// CHLO's functions, those that broadcast their operands, and `stablehlo.tan`.
  static let chloRules: [String: Rule] = Dictionary(
    uniqueKeysWithValues: functions.map { ($0, elementwise($1)) } + constants + predicates
      + broadcasting.map { name, primitive in
        (name, { (site) throws(JAXError) in try site.apply(primitive, try site.broadcastOperands()) })
      })

  private static let functions: [(String, any Primitive)] = [
    ("stablehlo.tan", Tan()),
    ("chlo.tan", Tan()),
    ("chlo.acos", Acos()),
    ("chlo.acosh", Acosh()),
    ("chlo.asin", Asin()),
    ("chlo.asinh", Asinh()),
    ("chlo.atan", Atan()),
    ("chlo.atanh", Atanh()),
    ("chlo.bessel_i1e", BesselI1e()),
    ("chlo.cosh", Cosh()),
    ("chlo.digamma", Digamma()),
    ("chlo.erf_inv", ErfInv()),
    ("chlo.erfc", Erfc()),
    ("chlo.lgamma", Lgamma()),
    ("chlo.next_after", NextAfter()),
    ("chlo.polygamma", Polygamma()),
    ("chlo.sinh", Sinh()),
    ("chlo.zeta", Zeta()),
  ]

  private static let broadcasting: [(String, any Primitive)] = [
    ("chlo.broadcast_add", Add()),
    ("chlo.broadcast_and", And()),
    ("chlo.broadcast_atan2", Atan2()),
    ("chlo.broadcast_divide", Divide()),
    ("chlo.broadcast_maximum", Maximum()),
    ("chlo.broadcast_minimum", Minimum()),
    ("chlo.broadcast_multiply", Multiply()),
    ("chlo.broadcast_next_after", NextAfter()),
    ("chlo.broadcast_or", Or()),
    ("chlo.broadcast_polygamma", Polygamma()),
    ("chlo.broadcast_power", Pow()),
    ("chlo.broadcast_remainder", Remainder()),
    ("chlo.broadcast_select", Select()),
    ("chlo.broadcast_shift_left", ShiftLeft()),
    ("chlo.broadcast_shift_right_arithmetic", ShiftRightArithmetic()),
    ("chlo.broadcast_shift_right_logical", ShiftRightLogical()),
    ("chlo.broadcast_subtract", Subtract()),
    ("chlo.broadcast_xor", Xor()),
    ("chlo.broadcast_zeta", Zeta()),
  ]

  private static let constants: [(String, Rule)] = [
    ("chlo.constant", { (site) throws(JAXError) in try site.constant() }),
    ("chlo.constant_like", { (site) throws(JAXError) in try site.constantLike() }),
    (
      "chlo.broadcast_compare",
      { (site) throws(JAXError) in try site.compare(try site.broadcastOperands()) }
    ),
  ]

  private static let predicates: [(String, Rule)] = [
    (
      "chlo.is_inf",
      { (site) throws(JAXError) in
        let magnitude = try site.apply(Abs(), try site.operands(1)[0])
        return try site.compare(magnitude, with: .infinity)
      }
    ),
    (
      "chlo.is_pos_inf",
      { (site) throws(JAXError) in try site.compare(try site.operands(1)[0], with: .infinity) }
    ),
    (
      "chlo.is_neg_inf",
      { (site) throws(JAXError) in try site.compare(try site.operands(1)[0], with: -.infinity) }
    ),
  ]
}

extension OperationSite {
  /// The operands in the shape of the result: those of fewer axes along `broadcast_dimensions`, which are the last
  /// ones where nothing is said; extents of 1 are repeated.
  mutating func broadcastOperands() throws(JAXError) -> [Graph.Value] {
    let shape = try resultType().shape
    let attribute = attribute("broadcast_dimensions")
    let named = try attribute.map { (attribute) throws(JAXError) in try integers(attribute) }
    var results: [Graph.Value] = []
    for operand in operands {
      let type = try type(of: operand)
      guard type.rank <= shape.rank else { throw invalid("operand \(type) has more axes than the result") }
      let last = Array(shape.rank - type.rank..<shape.rank)
      let axes = type.rank < shape.rank && named?.count == type.rank ? named! : last
      results.append(
        type.shape == shape
          ? operand : try apply(BroadcastInDim(shape: shape.extents, axes: axes), operand))
    }
    return results
  }

  /// A number in the type of the operand.
  mutating func constantLike() throws(JAXError) -> [Graph.Value] {
    let type = try type(of: try operands(1)[0])
    let attribute = try required("value")
    let constant: Kernel.Constant
    switch attribute.value {
    case .float(let value) where type.dtype.isFloat: constant = Kernel.Constant(type.dtype, value)
    case .integer(let value) where type.dtype.isFloat: constant = Kernel.Constant(type.dtype, Double(value))
    case .integer(let value) where type.dtype.isInteger:
      constant = Kernel.Constant(type.dtype, integer: value)
    case .boolean(let value) where type.dtype == .bool:
      constant = Kernel.Constant(.bool, integer: value ? 1 : 0)
    default: throw invalid("attribute 'value' is no number of \(type.dtype)", at: attribute.position)
    }
    let literal = Literal(splat: constant, shape: type.shape)
    let value = try apply(Constant(literal), [], regions: [])[0]
    scope.note(literal, for: value)
    return [value]
  }

  /// Whether each element equals `number`.
  func compare(_ value: Graph.Value, with number: Double) throws(JAXError) -> [Graph.Value] {
    let type = try type(of: value)
    guard type.dtype.isFloat else { throw invalid("takes floats, not \(type.dtype)") }
    let literal = Literal(splat: Kernel.Constant(type.dtype, number), shape: type.shape)
    return [
      try apply(Compare(.equal), value, try apply(Constant(literal), [], regions: [])[0])
    ]
  }
}
