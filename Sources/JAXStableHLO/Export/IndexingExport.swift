import JAXIR
import JAXPrimitives

extension Exporter {
  static let indexingRules: [(String, Rule)] = [
    rule(DynamicSlice.self) { (slice, site) throws(JAXError) in
      try site.append("stablehlo.dynamic_slice", [("slice_sizes", MLIR.Spelling.array(slice.sizes))])
    },
    rule(DynamicUpdateSlice.self, "stablehlo.dynamic_update_slice"),
    rule(Gather.self) { (gather, site) throws(JAXError) in
      let names = [
        "offset_dims", "collapsed_slice_dims", "operand_batching_dims", "start_indices_batching_dims",
        "start_index_map",
      ]
      return try site.append(
        "stablehlo.gather",
        [
          ("dimension_numbers", gather.axes.spelling("gather", names)),
          ("slice_sizes", MLIR.Spelling.array(gather.sizes)),
        ])
    },
    rule(Scatter.self) { (scatter, site) throws(JAXError) in
      let names = [
        "update_window_dims", "inserted_window_dims", "input_batching_dims", "scatter_indices_batching_dims",
        "scatter_dims_to_operand_dims",
      ]
      return try site.append(
        "stablehlo.scatter",
        [
          ("scatter_dimension_numbers", scatter.axes.spelling("scatter", names)),
          ("unique_indices", scatter.isUnique.description),
        ], regions: [site.body(site.regions[0])])
    },
  ]
}

extension IndexedAxes {
  /// `#stablehlo.gather<offset_dims = [1], …, index_vector_dim = 1>`, with the names of all lists.
  fileprivate func spelling(_ attribute: String, _ names: [String]) -> String {
    let lists = [window, collapsed, operandBatch, indexBatch, indexed].map(MLIR.Spelling.list)
    let fields = Array(zip(names, lists)) + [("index_vector_dim", String(vector))]
    return MLIR.Spelling.fields(attribute, fields)
  }
}
