import JAXIR
import JAXPrimitives

extension Importer {
  /// What an operation means: appends primitives to the graph and returns the results.
  typealias Rule = @Sendable (inout OperationSite) throws(JAXError) -> [Graph.Value]

  /// The rule of every operation that is known, by name. To add an operation is to add an entry.
  static let rules: [String: Rule] = Dictionary(
    uniqueKeysWithValues: [
      elementwiseRules, movementRules, contractionRules, functionRules, dynamicRules, quantizedRules,
      indexingRules, chloRules, randomRules, windowRules, linearAlgebraRules, convolutionRules, controlRules,
      sortRules,
    ].joined().map { ($0.key, $0.value) })

  // MARK: - Element by element

  private static let elementwiseRules: [String: Rule] = [
    "stablehlo.abs": elementwise(Abs()),
    "stablehlo.cbrt": elementwise(Cbrt()),
    "stablehlo.ceil": elementwise(Ceil()),
    "stablehlo.cosine": elementwise(Cos()),
    "stablehlo.count_leading_zeros": elementwise(CountLeadingZeros()),
    "stablehlo.exponential": elementwise(Exp()),
    "stablehlo.exponential_minus_one": elementwise(Expm1()),
    "stablehlo.floor": elementwise(Floor()),
    "stablehlo.is_finite": elementwise(IsFinite()),
    "stablehlo.log": elementwise(Log()),
    "stablehlo.log_plus_one": elementwise(Log1p()),
    "stablehlo.logistic": elementwise(Logistic()),
    "stablehlo.negate": elementwise(Negate()),
    "stablehlo.not": elementwise(Not()),
    "stablehlo.popcnt": elementwise(PopulationCount()),
    "stablehlo.round_nearest_afz": elementwise(RoundNearestAwayFromZero()),
    "stablehlo.round_nearest_even": elementwise(RoundNearestEven()),
    "stablehlo.rsqrt": elementwise(Rsqrt()),
    "stablehlo.sign": elementwise(Sign()),
    "stablehlo.sine": elementwise(Sin()),
    "stablehlo.sqrt": elementwise(Sqrt()),
    "stablehlo.tanh": elementwise(Tanh()),
    "chlo.erf": elementwise(Erf()),
    "chlo.square": { (site) throws(JAXError) in
      let operand = try site.operands(1)[0]
      return [try site.apply(Multiply(), operand, operand)]
    },

    "stablehlo.complex": elementwise(Complex()),
    "stablehlo.imag": elementwise(Imaginary()),
    "stablehlo.real": elementwise(Real()),

    "stablehlo.add": elementwise(Add()),
    "stablehlo.and": elementwise(And()),
    "stablehlo.atan2": elementwise(Atan2()),
    "stablehlo.divide": elementwise(Divide()),
    "stablehlo.maximum": elementwise(Maximum()),
    "stablehlo.minimum": elementwise(Minimum()),
    "stablehlo.multiply": elementwise(Multiply()),
    "stablehlo.or": elementwise(Or()),
    "stablehlo.power": elementwise(Pow()),
    "stablehlo.remainder": elementwise(Remainder()),
    "stablehlo.shift_left": elementwise(ShiftLeft()),
    "stablehlo.shift_right_arithmetic": elementwise(ShiftRightArithmetic()),
    "stablehlo.shift_right_logical": elementwise(ShiftRightLogical()),
    "stablehlo.subtract": elementwise(Subtract()),
    "stablehlo.xor": elementwise(Xor()),

    "stablehlo.compare": { (site) throws(JAXError) in try site.compare(try site.operands(2)) },
    "stablehlo.select": { (site) throws(JAXError) in try site.select() },
    "stablehlo.clamp": { (site) throws(JAXError) in try site.clamp() },
    "stablehlo.convert": { (site) throws(JAXError) in
      [try site.apply(Convert(try site.resultDType()), try site.operands(1)[0])]
    },
    "stablehlo.reduce_precision": { (site) throws(JAXError) in
      let (exponent, mantissa) = (try site.integer("exponent_bits"), try site.integer("mantissa_bits"))
      return [
        try site.apply(
          ReducePrecision(exponentBits: exponent, mantissaBits: mantissa), try site.operands(1)[0])
      ]
    },
  ]

  /// An operation whose operands, result and meaning are those of a primitive; the primitive checks their number.
  static func elementwise(_ primitive: any Primitive) -> Rule {
    { (site) throws(JAXError) in try site.apply(primitive, site.operands) }
  }

  // MARK: - Movement

  private static let movementRules: [String: Rule] = [
    "stablehlo.bitcast_convert": { (site) throws(JAXError) in
      [try site.apply(BitcastConvert(try site.resultDType()), try site.operands(1)[0])]
    },
    "stablehlo.broadcast_in_dim": { (site) throws(JAXError) in
      let (shape, axes) = (try site.resultType().shape, try site.integers("broadcast_dimensions"))
      return [try site.apply(BroadcastInDim(shape: shape.extents, axes: axes), try site.operands(1)[0])]
    },
    "stablehlo.concatenate": { (site) throws(JAXError) in
      try site.apply(Concatenate(axis: try site.integer("dimension")), site.operands)
    },
    "stablehlo.constant": { (site) throws(JAXError) in try site.constant() },
    "stablehlo.iota": { (site) throws(JAXError) in
      let (type, axis) = (try site.resultType(), try site.integer("iota_dimension"))
      return try site.apply(Iota(type.dtype, shape: type.shape.extents, axis: axis), site.operands)
    },
    "stablehlo.pad": { (site) throws(JAXError) in
      let pad = Pad(
        low: try site.integers("edge_padding_low"), high: try site.integers("edge_padding_high"),
        interior: try site.integers("interior_padding"))
      return try site.apply(pad, site.operands)
    },
    "stablehlo.reshape": { (site) throws(JAXError) in
      [try site.apply(Reshape(shape: try site.resultType().shape.extents), try site.operands(1)[0])]
    },
    "stablehlo.reverse": { (site) throws(JAXError) in
      [try site.apply(Reverse(axes: try site.integers("dimensions")), try site.operands(1)[0])]
    },
    "stablehlo.slice": { (site) throws(JAXError) in
      let slice = Slice(
        starts: try site.integers("start_indices"), limits: try site.integers("limit_indices"),
        strides: try site.integers("strides"))
      return [try site.apply(slice, try site.operands(1)[0])]
    },
    "stablehlo.transpose": { (site) throws(JAXError) in
      [try site.apply(Transpose(permutation: try site.integers("permutation")), try site.operands(1)[0])]
    },
    "stablehlo.optimization_barrier": { (site) throws(JAXError) in site.operands },
  ]

  // MARK: - Sums and products, functions and checks

  private static let contractionRules: [String: Rule] = [
    "stablehlo.dot": { (site) throws(JAXError) in try site.dot() },
    "stablehlo.dot_general": { (site) throws(JAXError) in try site.dotGeneral() },
    "stablehlo.reduce": { (site) throws(JAXError) in try site.reduce() },
  ]

  private static let functionRules: [String: Rule] = [
    "func.call": { (site) throws(JAXError) in
      let name = try site.string("callee")
      return try site.importer.call(name, site.operands, in: site.scope, at: site.operation.position)
    },
    "stablehlo.custom_call": { (site) throws(JAXError) in try site.customCall() },
    "check.expect_eq_const": { (site) throws(JAXError) in try site.checkAgainstConstant(.equal) },
    "check.expect_almost_eq_const": { (site) throws(JAXError) in
      try site.checkAgainstConstant(.almostEqual(tolerance: 1e-4))
    },
  ]
}
