import JAXIR
import JAXPrimitives

/// One instruction while its rule writes it: operands without tokens, and the text to append to.
struct ExportSite {
  typealias Term = Exporter.Term

  let exporter: Exporter
  let operands: [Term]
  let regions: [Region]
  /// Without tokens.
  let resultTypes: [TensorType]

  /// An operation of all operands that gives what the instruction gives.
  func append(
    _ operation: String, _ attributes: [(name: String, value: String)] = [], regions: [Exporter.Body] = []
  ) throws(JAXError) -> [Term] {
    try exporter.append(operation, operands, attributes, regions: regions, results: resultTypes)
  }

  /// One operation of several with one result.
  func append(
    _ operation: String, _ operands: [Term], _ attributes: [(name: String, value: String)] = [],
    to type: TensorType
  ) throws(JAXError) -> Term {
    try exporter.append(operation, operands, attributes, results: [type])[0]
  }

  func constant(_ literal: Literal) -> Term { exporter.constant(literal) }

  /// A region as it is written inside an operation: its parameters are the block's arguments.
  func body(_ region: Region) -> Exporter.Body {
    let exporter = exporter
    let types = region.graph.parameterTypes.compactMap(\.tensor)
    return Exporter.Body(types) { (arguments) throws(JAXError) in
      var rest = arguments[...]
      let all = region.graph.parameterTypes.map { $0 == .token ? nil : rest.removeFirst() }
      return try exporter.body(region.graph, all).compactMap { $0 }
    }
  }

  /// A region of one operation on two scalars.
  func body(of operation: String, _ dtype: DType) -> Exporter.Body {
    let exporter = exporter
    let type = TensorType.scalar(dtype)
    return Exporter.Body([type, type]) { (arguments) throws(JAXError) in
      try exporter.append(operation, arguments, results: [type])
    }
  }
}
