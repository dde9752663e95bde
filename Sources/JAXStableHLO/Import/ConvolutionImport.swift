import JAXIR
import JAXPrimitives

extension Importer {
  /// Convolutions, which become products of patches.
  static let convolutionRules: [String: Rule] = [
    "stablehlo.convolution": { (site) throws(JAXError) in
      let padding = try site.attribute("padding").map { [site] (padding) throws(JAXError) in
        try site.pairs(padding)
      }
      return [try site.convolution(try site.operands(2), padding)]
    }
  ]
}

extension OperationSite {
  /// The convolution of the first operand with the second; without a padding there is none.
  ///
  /// The dialect counts the strides of a static convolution alone: of a dynamic one, those that no axis takes are
  /// dropped (`dropsStrides`).
  mutating func convolution(
    _ operands: [Graph.Value], _ padding: [(Int, Int)]?, dropsStrides: Bool = false
  ) throws(JAXError) -> Graph.Value {
    // Sums are always of full precision, which every precision allows.
    ignore("precision_config")
    let sides = try convolutionAxes()
    var strides = try optionalIntegers("window_strides")
    if dropsStrides { strides = strides.map { Array($0.prefix(sides[0].spatial.count)) } }
    let convolution = Convolution(
      lhs: sides[0], kernel: sides[1], result: sides[2],
      strides: strides, low: padding?.map(\.0), high: padding?.map(\.1),
      lhsDilation: try optionalIntegers("lhs_dilation"), kernelDilation: try optionalIntegers("rhs_dilation"),
      isReversed: try booleans("window_reversal"), featureGroups: try integer("feature_group_count"),
      batchGroups: try integer("batch_group_count"))
    for operand in operands { _ = try type(of: operand) }
    let tracers = operands.map { Tracer($0, in: scope.builder, at: location) }
    do throws(JAXError) {
      return try tracers[0].convolution(tracers[1], convolution, dtype: try resultDType()).value
    } catch {
      throw JAXError(
        error.code, error.message, operation: operation.name, location: location, hint: error.hint)
    }
  }

  /// `[b, 0, f]x[0, i, o]->[b, 0, f]`, bare or in a dialect's brackets: what each axis of each tensor is.
  private mutating func convolutionAxes() throws(JAXError) -> [ConvolutionAxes] {
    let attribute = try required("dimension_numbers")
    var value = attribute.value
    if case .dialect(_, let fields) = value, fields.count == 1 { value = fields[0].value }
    guard case .array(let sides) = value, sides.count == 3 else {
      throw invalid(
        "attribute 'dimension_numbers' does not list the axes of three tensors", at: attribute.position)
    }
    let letters = [("b", "f"), ("o", "i"), ("b", "f")]
    var axes: [ConvolutionAxes] = []
    for (side, (batch, feature)) in zip(sides, letters) {
      guard case .array(let roles) = side, let read = ConvolutionAxes(roles, batch, feature) else {
        throw invalid(
          "attribute 'dimension_numbers' does not say once which axes are \(batch), \(feature), 0, 1 and so on",
          at: attribute.position)
      }
      axes.append(read)
    }
    return axes
  }

  /// `array<i1: true, false>`, a list or a tensor of them; nil where it is absent.
  private mutating func booleans(_ name: String) throws(JAXError) -> [Bool]? {
    guard let attribute = attribute(name) else { return nil }
    let message = "attribute '\(name)' is not a list of true and false"
    switch attribute.value {
    case .array(let elements):
      return try elements.map { (element) throws(JAXError) in
        switch element {
        case .boolean(let value): return value
        case .integer(let value) where value == 0 || value == 1: return value == 1
        default: throw invalid(message, at: attribute.position)
        }
      }
    case .dense(let literal) where literal.type.dtype == .bool && literal.type.rank == 1:
      guard literal.type.shape.count <= 1 << 16 else { break }
      return (0..<literal.type.shape.count).map { literal.element(at: $0).bits != 0 }
    default: break
    }
    throw invalid(message, at: attribute.position)
  }
}

extension ConvolutionAxes {
  /// From what each axis is: a letter, or the number of a spatial axis; nil unless each is said once.
  fileprivate init?(_ roles: [MLIR.Attribute], _ batch: String, _ feature: String) {
    guard roles.count >= 2, let batchAxis = roles.firstIndex(of: .word(batch)),
      let featureAxis = roles.firstIndex(of: .word(feature))
    else { return nil }
    let spatial = (0..<roles.count - 2).compactMap { roles.firstIndex(of: .integer($0)) }
    guard spatial.count == roles.count - 2 else { return nil }
    self.init(batch: batchAxis, feature: featureAxis, spatial: spatial)
  }
}
