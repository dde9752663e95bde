import JAXIR
import JAXPrimitives

extension Importer {
  /// Slices at places that are computed, gathers and scatters.
  static let indexingRules: [String: Rule] = [
    "stablehlo.dynamic_slice": { (site) throws(JAXError) in
      try site.apply(DynamicSlice(sizes: try site.integers("slice_sizes")), site.operands)
    },
    "stablehlo.dynamic_update_slice": { (site) throws(JAXError) in
      try site.apply(DynamicUpdateSlice(), site.operands)
    },
    "stablehlo.gather": { (site) throws(JAXError) in try site.gather() },
    "stablehlo.scatter": { (site) throws(JAXError) in try site.scatter() },
  ]
}

extension OperationSite {
  /// - Parameter sizes: of a slice; nil where an attribute says them.
  mutating func gather(sizes: [Int]? = nil) throws(JAXError) -> [Graph.Value] {
    let axes = try indexedAxes(
      "dimension_numbers",
      [
        "offset_dims", "collapsed_slice_dims", "operand_batching_dims", "start_indices_batching_dims",
        "start_index_map",
      ])
    // Sorted indices are gathered like others.
    _ = try boolean("indices_are_sorted", default: false)
    guard let sizes else {
      return try apply(Gather(axes, sizes: try integers("slice_sizes")), try operands(2))
    }
    return try apply(Gather(axes, sizes: sizes), Array(operands.prefix(2)))
  }

  mutating func scatter() throws(JAXError) -> [Graph.Value] {
    let axes = try indexedAxes(
      "scatter_dimension_numbers",
      [
        "update_window_dims", "inserted_window_dims", "input_batching_dims", "scatter_indices_batching_dims",
        "scatter_dims_to_operand_dims",
      ])
    _ = try boolean("indices_are_sorted", default: false)
    let isUnique = try boolean("unique_indices", default: false)
    guard operation.regions.count == 1 else { throw invalid("takes one region") }
    let body = try importer.region(operation.regions[0], in: scope, at: operation.position)
    return try apply(Scatter(axes, isUnique: isUnique), operands, regions: [body])
  }

  /// The axes that an attribute gives: fields of `names` for those of the windows, the collapsed ones, the batch axes
  /// of the tensor and of the indices and the indexed ones, and the axis of the index vectors.
  private mutating func indexedAxes(_ name: String, _ names: [String]) throws(JAXError) -> IndexedAxes {
    let attribute = try required(name)
    guard case .dialect(_, let fields) = attribute.value else {
      throw invalid("attribute '\(name)' does not list dimensions", at: attribute.position)
    }
    var lists = names.map { _ in [Int]() }
    var vector = 0
    for field in fields {
      if field.name == "index_vector_dim" {
        guard case .integer(let value) = field.value else {
          throw invalid("'\(field.name)' is not an integer", at: field.position)
        }
        vector = value
      } else if let position = names.firstIndex(of: field.name) {
        lists[position] = try integers(field)
      } else {
        throw unsupported("unknown field '\(field.name)' of attribute '\(name)'", at: attribute.position)
      }
    }
    return IndexedAxes(
      window: lists[0], collapsed: lists[1], operandBatch: lists[2], indexBatch: lists[3], indexed: lists[4],
      vector: vector)
  }
}
