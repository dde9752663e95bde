import JAXIR
import JAXPrimitives

extension Importer {
  /// What walks windows of tensors.
  static let windowRules: [String: Rule] = [
    "stablehlo.reduce_window": { (site) throws(JAXError) in try site.reduceWindow() },
    "stablehlo.select_and_scatter": { (site) throws(JAXError) in try site.selectAndScatter() },
  ]
}

extension OperationSite {
  mutating func reduceWindow() throws(JAXError) -> [Graph.Value] {
    let windows = try windows()
    guard operation.regions.count == 1, operands.count % 2 == 0, let first = operands.first else {
      throw invalid("takes operands, as many initial values, and one region")
    }
    let body = try importer.region(operation.regions[0], in: scope, at: operation.position)
    if let cumulate = windows.cumulation(of: try type(of: first).shape) {
      return try apply(cumulate, operands, regions: [body])
    }
    return try apply(ReduceWindow(windows), operands, regions: [body])
  }

  mutating func selectAndScatter() throws(JAXError) -> [Graph.Value] {
    let windows = try windows()
    guard operation.regions.count == 2 else { throw invalid("takes two regions") }
    let regions = try operation.regions.map { (region) throws(JAXError) in
      try importer.region(region, in: scope, at: operation.position)
    }
    return try apply(SelectAndScatter(windows), try operands(3), regions: regions)
  }

  private mutating func windows() throws(JAXError) -> Windows {
    let padding = try attribute("padding").map { (padding) throws(JAXError) in try pairs(padding) }
    let sizes = try integers("window_dimensions")
    return Windows(
      sizes: sizes, strides: try optionalIntegers("window_strides"),
      dilations: try optionalIntegers("window_dilations"),
      baseDilations: try optionalIntegers("base_dilations"), low: padding?.map(\.0), high: padding?.map(\.1))
  }

  /// A list of integers; nil where it is absent.
  mutating func optionalIntegers(_ name: String) throws(JAXError) -> [Int]? {
    try attribute(name).map { (attribute) throws(JAXError) in try integers(attribute) }
  }

  /// `dense<[[0, 1], [2, 3]]> : tensor<2x2xi64>`, or a list of lists.
  func pairs(_ attribute: MLIR.NamedAttribute) throws(JAXError) -> [(Int, Int)] {
    let message = "attribute '\(attribute.name)' is not a list of pairs of integers"
    switch attribute.value {
    case .dense(let literal) where literal.type.dtype == .int64 && literal.type.rank == 2:
      guard literal.type.shape[1] == 2, literal.type.shape[0] <= 1 << 16 else { break }
      func integer(_ index: Int) -> Int { Int(truncatingIfNeeded: literal.element(at: index).bits) }
      return (0..<literal.type.shape[0]).map { (integer(2 * $0), integer(2 * $0 + 1)) }
    case .array(let rows):
      return try rows.map { (row) throws(JAXError) in
        let pair = try integers(
          MLIR.NamedAttribute(name: attribute.name, value: row, position: attribute.position))
        guard pair.count == 2 else { throw invalid(message, at: attribute.position) }
        return (pair[0], pair[1])
      }
    default: break
    }
    throw invalid(message, at: attribute.position)
  }
}

extension Windows {
  /// The accumulation along an axis that windows of everything up to each element are: the way in which JAX writes it.
  fileprivate func cumulation(of shape: Shape) -> Cumulate? {
    guard sizes.count == shape.rank,
      [strides, dilations, baseDilations].allSatisfy({ $0.allSatisfy { $0 == 1 } })
    else { return nil }
    let walked = sizes.indices.filter { sizes[$0] != 1 || low[$0] != 0 || high[$0] != 0 }
    guard walked.count == 1, sizes[walked[0]] == shape[walked[0]] else { return nil }
    let axis = walked[0]
    let rest = sizes[axis] - 1
    if low[axis] == rest, high[axis] == 0 { return Cumulate(axis: axis) }
    if low[axis] == 0, high[axis] == rest { return Cumulate(axis: axis, isReverse: true) }
    return nil
  }
}
