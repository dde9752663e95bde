import JAXIR
import JAXPrimitives

extension OperationSite {
  mutating func dotGeneral() throws(JAXError) -> [Graph.Value] {
    try checkPrecision()
    let attribute = try required("dot_dimension_numbers")
    guard case .dialect(_, let fields) = attribute.value else {
      throw invalid("attribute '\(attribute.name)' does not list dimensions", at: attribute.position)
    }
    var axes: [String: [Int]] = [:]
    for field in fields { axes[field.name] = try integers(field) }
    let names = ["lhs_batching", "rhs_batching", "lhs_contracting", "rhs_contracting"].map {
      $0 + "_dimensions"
    }
    if let unknown = axes.keys.first(where: { !names.contains($0) }) {
      throw unsupported("unknown field '\(unknown)' of attribute '\(attribute.name)'", at: attribute.position)
    }
    let lists = names.map { axes[$0] ?? [] }
    let product = DotGeneral(
      lhsBatch: lists[0], rhsBatch: lists[1], lhsContracting: lists[2], rhsContracting: lists[3],
      resultDType: try resultDType())
    let operands = try operands(2)
    return try apply(product.ordered(try type(of: operands[0]), try type(of: operands[1])), operands)
  }

  /// The last axis of the left side against the first of the right side.
  mutating func dot() throws(JAXError) -> [Graph.Value] {
    try checkPrecision()
    let operands = try operands(2)
    let rank = try type(of: operands[0]).rank
    let product = DotGeneral(
      lhsContracting: [rank - 1], rhsContracting: [0], resultDType: try resultDType())
    return try apply(product.ordered(try type(of: operands[0]), try type(of: operands[1])), operands)
  }

  /// Products are always of full precision, which every precision allows; an algorithm would change what they give.
  private mutating func checkPrecision() throws(JAXError) {
    ignore("precision_config")
    if let algorithm = attribute("algorithm") {
      throw unsupported("a product by a given algorithm", at: algorithm.position)
    }
  }
}

// MARK: - Reductions

extension OperationSite {
  mutating func reduce() throws(JAXError) -> [Graph.Value] {
    let axes = try integers("dimensions").sorted()
    guard operation.regions.count == 1, operands.count % 2 == 0, !operands.isEmpty else {
      throw invalid("takes operands, as many initial values, and one region")
    }
    let region = try importer.region(operation.regions[0], in: scope, at: operation.position)
    if operands.count == 2, let body = region.graph.binaryBody {
      return [try reduce(axes, by: body, region)]
    }
    let types = try operands.prefix(operands.count / 2).map { (value) throws(JAXError) in try type(of: value)
    }
    return try apply(Reduce(axes: axes, of: types), operands, regions: [region])
  }

  /// The reduction by a body of one primitive, which may have a primitive of its own.
  private func reduce(
    _ axes: [Int], by body: any Primitive, _ region: Region
  ) throws(JAXError) -> Graph.Value {
    let dtype = try type(of: operands[0]).dtype
    let isBool = dtype == .bool
    switch body {
    case is Add: return try isBool ? reduce(ReduceOr.self, axes, body) : reduce(ReduceSum.self, axes, body)
    case is Multiply where isBool: return try reduce(ReduceAnd.self, axes, body)
    case is Maximum:
      return try isBool ? reduce(ReduceOr.self, axes, body) : reduce(ReduceMax.self, axes, body)
    case is Minimum:
      return try isBool ? reduce(ReduceAnd.self, axes, body) : reduce(ReduceMin.self, axes, body)
    case is And: return try reduce(ReduceAnd.self, axes, body)
    case is Or: return try reduce(ReduceOr.self, axes, body)
    case is Multiply: return try reduce(ReduceProduct.self, axes, body)
    default:
      let type = try type(of: operands[0])
      return try apply(Reduce(axes: axes, of: [type]), operands, regions: [region])[0]
    }
  }

  /// Reduces from the identity of the body, and takes the initial value in once, at the end, if it is another: a
  /// reduction may take it in many times.
  private func reduce<R: MonoidReduction>(
    _ reduction: R.Type, _ axes: [Int], _ body: any Primitive
  ) throws(JAXError) -> Graph.Value {
    let type = try type(of: operands[0])
    guard try self.type(of: operands[1]) == .scalar(type.dtype) else {
      throw invalid("the initial value of \(type) is \(try self.type(of: operands[1]))")
    }
    let result = try apply(R(axes: axes, of: type), operands[0])
    if scope.literal(of: operands[1]) == Literal(splat: R.identity(type.dtype), .scalar(type.dtype)) {
      return result
    }
    return try apply(body, try broadcast(operands[1], toShapeOf: result), result)
  }
}

extension Graph {
  /// The primitive of a graph that applies one to its two parameters, in either order, and does nothing else.
  fileprivate var binaryBody: (any Primitive)? {
    guard instructions.count == 1, parameterCount == 2, results == instructions[0].results,
      Set(instructions[0].operands) == Set(parameters)
    else { return nil }
    return instructions[0].primitive
  }
}
