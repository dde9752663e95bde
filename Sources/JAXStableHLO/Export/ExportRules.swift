import JAXIR
import JAXPrimitives

extension Exporter {
  /// How an instruction is written: appends operations and returns what stands for the results, tokens left out.
  typealias Rule = @Sendable (any Primitive, ExportSite) throws(JAXError) -> [Term]

  /// The rule of every primitive, by its printed name. To make a primitive known to StableHLO is to add an entry.
  static let rules: [String: Rule] = Dictionary(
    uniqueKeysWithValues: elementwiseRules + chloRules + besselRules + movementRules + indexingRules
      + windowRules + reductionRules + controlRules + sortRules + linearAlgebraRules + lapackRules
      + effectRules)

  /// An entry for `P`.
  static func rule<P: Primitive>(
    _: P.Type, _ write: @escaping @Sendable (P, ExportSite) throws(JAXError) -> [Term]
  ) -> (String, Rule) {
    (
      P.name,
      { (primitive, site) throws(JAXError) in
        guard let primitive = primitive as? P else { preconditionFailure("two primitives named \(P.name)") }
        return try write(primitive, site)
      }
    )
  }

  /// An entry for a primitive that is an operation without attributes.
  static func rule(_ primitive: any Primitive.Type, _ operation: String) -> (String, Rule) {
    (primitive.name, { (_, site) throws(JAXError) in try site.append(operation) })
  }
}

/// The names of primitives that StableHLO text can hold.
package func exportedPrimitiveNames() -> Set<String> { Set(Exporter.rules.keys) }

// MARK: - Element by element

extension Exporter {
  static let elementwiseRules: [(String, Rule)] = [
    rule(Abs.self, "stablehlo.abs"),
    rule(Add.self, "stablehlo.add"),
    rule(And.self, "stablehlo.and"),
    rule(Atan2.self, "stablehlo.atan2"),
    rule(Cbrt.self, "stablehlo.cbrt"),
    rule(Ceil.self, "stablehlo.ceil"),
    rule(Clamp.self, "stablehlo.clamp"),
    rule(Convert.self, "stablehlo.convert"),
    rule(Cos.self, "stablehlo.cosine"),
    rule(CountLeadingZeros.self, "stablehlo.count_leading_zeros"),
    rule(Divide.self, "stablehlo.divide"),
    rule(Erf.self, "chlo.erf"),
    rule(Exp.self, "stablehlo.exponential"),
    rule(Expm1.self, "stablehlo.exponential_minus_one"),
    rule(Floor.self, "stablehlo.floor"),
    rule(IsFinite.self, "stablehlo.is_finite"),
    rule(Complex.self, "stablehlo.complex"),
    rule(Real.self, "stablehlo.real"),
    rule(Imaginary.self, "stablehlo.imag"),
    rule(Log.self, "stablehlo.log"),
    rule(Log1p.self, "stablehlo.log_plus_one"),
    rule(Logistic.self, "stablehlo.logistic"),
    rule(Maximum.self, "stablehlo.maximum"),
    rule(Minimum.self, "stablehlo.minimum"),
    rule(Multiply.self, "stablehlo.multiply"),
    rule(Negate.self, "stablehlo.negate"),
    rule(Not.self, "stablehlo.not"),
    rule(Or.self, "stablehlo.or"),
    rule(PopulationCount.self, "stablehlo.popcnt"),
    rule(Pow.self, "stablehlo.power"),
    rule(Remainder.self, "stablehlo.remainder"),
    rule(RoundNearestAwayFromZero.self, "stablehlo.round_nearest_afz"),
    rule(RoundNearestEven.self, "stablehlo.round_nearest_even"),
    rule(Rsqrt.self, "stablehlo.rsqrt"),
    rule(Select.self, "stablehlo.select"),
    rule(ShiftLeft.self, "stablehlo.shift_left"),
    rule(ShiftRightArithmetic.self, "stablehlo.shift_right_arithmetic"),
    rule(ShiftRightLogical.self, "stablehlo.shift_right_logical"),
    rule(Sign.self, "stablehlo.sign"),
    rule(Sin.self, "stablehlo.sine"),
    rule(Sqrt.self, "stablehlo.sqrt"),
    rule(Subtract.self, "stablehlo.subtract"),
    rule(Tanh.self, "stablehlo.tanh"),
    rule(Xor.self, "stablehlo.xor"),
    rule(Compare.self) { (compare, site) throws(JAXError) in
      var attributes = [
        (name: "comparison_direction", value: MLIR.Spelling.word("comparison_direction", compare.direction))
      ]
      if compare.isTotal, site.operands[0].type.dtype.isFloat {
        attributes.append(("compare_type", MLIR.Spelling.word("comparison_type", "TOTALORDER")))
      }
      return try site.append("stablehlo.compare", attributes)
    },
    // One rounding becomes two: a graph as it was traced has no such instruction.
    rule(Fma.self) { (_, site) throws(JAXError) in
      let (type, operands) = (site.resultTypes[0], site.operands)
      let product = try site.append("stablehlo.multiply", Array(operands.prefix(2)), to: type)
      return [try site.append("stablehlo.add", [product, operands[2]], to: type)]
    },
    // The language has no derivatives.
    rule(StopGradient.self) { (_, site) throws(JAXError) in site.operands },
    rule(ReducePrecision.self) { (reduction, site) throws(JAXError) in
      try site.append(
        "stablehlo.reduce_precision",
        [
          ("exponent_bits", MLIR.Spelling.integer(reduction.exponentBits, "i32")),
          ("mantissa_bits", MLIR.Spelling.integer(reduction.mantissaBits, "i32")),
        ])
    },
  ]
}

// MARK: - Functions that only CHLO has

extension Exporter {
  static let chloRules: [(String, Rule)] = [
    rule(Acos.self, "chlo.acos"),
    rule(Acosh.self, "chlo.acosh"),
    rule(Asin.self, "chlo.asin"),
    rule(Asinh.self, "chlo.asinh"),
    rule(Atan.self, "chlo.atan"),
    rule(Atanh.self, "chlo.atanh"),
    rule(BesselI1e.self, "chlo.bessel_i1e"),
    rule(Cosh.self, "chlo.cosh"),
    rule(Digamma.self, "chlo.digamma"),
    rule(Erfc.self, "chlo.erfc"),
    rule(ErfInv.self, "chlo.erf_inv"),
    rule(Lgamma.self, "chlo.lgamma"),
    rule(NextAfter.self, "chlo.next_after"),
    rule(Polygamma.self, "chlo.polygamma"),
    rule(Sinh.self, "chlo.sinh"),
    rule(Tan.self, "chlo.tan"),
    rule(Zeta.self, "chlo.zeta"),
    rule(DecodeFloat8.self) { (decode, site) throws(JAXError) in
      let type = MLIR.Spelling.tensor(site.resultTypes[0].shape, decode.format.rawValue)
      let bits = site.exporter.append("stablehlo.bitcast_convert", site.operands[0], spelled: type)
      return [site.exporter.append("stablehlo.convert", bits, to: site.resultTypes[0])]
    },
    rule(EncodeFloat8.self) { (encode, site) throws(JAXError) in
      let type = MLIR.Spelling.tensor(site.resultTypes[0].shape, encode.format.rawValue)
      let number = site.exporter.append("stablehlo.convert", site.operands[0], spelled: type)
      return [site.exporter.append("stablehlo.bitcast_convert", number, to: site.resultTypes[0])]
    },
  ]
}

extension Exporter {
  /// A value of a type that no tensor of ours has.
  fileprivate struct ForeignTerm {
    let name: String
    let type: String
  }

  fileprivate func append(_ operation: String, _ operand: Term, spelled type: String) -> ForeignTerm {
    let name = newTerm(operand.type).name
    line("\(name) = \"\(operation)\"(\(operand.name)) : (\(operand.spelling)) -> \(type)")
    return ForeignTerm(name: name, type: type)
  }

  fileprivate func append(_ operation: String, _ operand: ForeignTerm, to type: TensorType) -> Term {
    let result = newTerm(type)
    line("\(result.name) = \"\(operation)\"(\(operand.name)) : (\(operand.type)) -> \(result.spelling)")
    return result
  }
}

extension MLIR.Spelling {
  fileprivate static func tensor(_ shape: Shape, _ element: String) -> String {
    "tensor<" + shape.extents.map { "\($0)x" }.joined() + element + ">"
  }
}

extension Compare {
  fileprivate var direction: String {
    switch comparison {
    case .equal: "EQ"
    case .notEqual: "NE"
    case .less: "LT"
    case .lessEqual: "LE"
    case .greater: "GT"
    case .greaterEqual: "GE"
    }
  }
}
