import JAXIR
import JAXPrimitives

extension Exporter {
  static let windowRules: [(String, Rule)] = [
    rule(ReduceWindow.self) { (reduction, site) throws(JAXError) in
      try site.append(
        "stablehlo.reduce_window", reduction.windows.attributes(isDilated: true),
        regions: [site.body(site.regions[0])])
    },
    // Everything up to each element is a window, too.
    rule(Cumulate.self) { (cumulation, site) throws(JAXError) in
      let shape = site.operands[0].type.shape
      var windows = Windows(sizes: shape.extents.map { _ in 1 })
      let extent = max(shape[cumulation.axis], 1)
      windows.sizes[cumulation.axis] = extent
      if cumulation.isReverse {
        windows.high[cumulation.axis] = extent - 1
      } else {
        windows.low[cumulation.axis] = extent - 1
      }
      return try site.append(
        "stablehlo.reduce_window", windows.attributes(isDilated: true), regions: [site.body(site.regions[0])])
    },
    rule(SelectAndScatter.self) { (scatter, site) throws(JAXError) in
      guard (scatter.windows.dilations + scatter.windows.baseDilations).allSatisfy({ $0 == 1 }) else {
        return try site.scatterToChosenPlaces(scatter)
      }
      return try site.append(
        "stablehlo.select_and_scatter", scatter.windows.attributes(isDilated: false),
        regions: site.regions.map(site.body))
    },
    rule(SelectAndGather.self) { (gather, site) throws(JAXError) in try site.selectAndGather(gather) },
  ]
}

extension Windows {
  fileprivate func attributes(isDilated: Bool) -> [(name: String, value: String)] {
    let padding = zip(low, high).map { [$0, $1] }
    var attributes = [
      (name: "window_dimensions", value: MLIR.Spelling.array(sizes)),
      (name: "window_strides", value: MLIR.Spelling.array(strides)),
      (name: "padding", value: MLIR.Spelling.rows(padding, columns: 2)),
    ]
    if isDilated {
      attributes.append(("window_dilations", MLIR.Spelling.array(dilations)))
      attributes.append(("base_dilations", MLIR.Spelling.array(baseDilations)))
    }
    return attributes
  }
}

extension ExportSite {
  /// The chosen elements, and what goes with them.
  fileprivate func selectAndGather(_ gather: SelectAndGather) throws(JAXError) -> [Term] {
    let region = regions[0]
    return try expansion { (operands) throws(JAXError) in
      [try gather.windows.chosen(operands[0], by: operands[1], region).value]
    }
  }

  /// StableHLO has no such scatter of windows with gaps: the places are chosen first, then scattered to.
  fileprivate func scatterToChosenPlaces(_ scatter: SelectAndScatter) throws(JAXError) -> [Term] {
    let regions = regions
    return try expansion { (operands) throws(JAXError) in
      let (operand, source, initial) = (operands[0], operands[1], operands[2])
      let count = operand.shape.count
      let numbers = operand.builder.apply(Iota(.int64, shape: [count], axis: 0))[0]
        .reshape(to: operand.shape)
      let (isThere, number) = try scatter.windows.chosen(numbers, by: operand, regions[0])
      // What is in no window goes beyond the tensor.
      let places = isThere.select(number, -1).reshape(to: try Shape([source.shape.count, 1]))
      let axes = IndexedAxes(collapsed: [0], indexed: [0], vector: 1)
      let start = initial.broadcast(along: [], to: try Shape([count]))
      let updates = source.reshape(to: try Shape([source.shape.count]))
      return [
        Tracer.apply(Scatter(axes), [start, places, updates], regions: [regions[1]])[0]
          .reshape(to: operand.shape)
      ]
    }
  }

  /// What instructions of other primitives on the operands give.
  private func expansion(
    _ build: ([Tracer]) throws(JAXError) -> [Tracer]
  ) throws(JAXError) -> [Term] {
    let builder = GraphBuilder()
    let parameters = operands.map { Tracer(builder.parameter(.tensor($0.type)), in: builder) }
    let results = try build(parameters)
    let graph = builder.finish(results: results.map(\.value))
    return try exporter.body(graph, operands.map(Optional.some)).compactMap { $0 }
  }
}

extension Windows {
  /// By window: whether it has an element, and what goes with the one that `region` chooses: a reduction of triples.
  fileprivate func chosen(
    _ values: Tracer, by operand: Tracer, _ region: Region
  ) throws(JAXError) -> (isThere: Tracer, value: Tracer) {
    let present = operand.filled(1, operand.type.with(dtype: .bool))
    let tensors = [present, operand, values]
    let dtypes = tensors.map(\.dtype)
    let builder = GraphBuilder()
    let scalars = (dtypes + dtypes).map { Tracer(builder.parameter(.tensor(.scalar($0))), in: builder) }
    let answer = try builder.inline(region.graph, [scalars[1].value, scalars[4].value])[0]
    let stays = Tracer.apply(And(), Tracer(answer, in: builder), scalars[0])
    let isTaken = Tracer.apply(And(), .apply(Not(), stays), scalars[3])
    let results =
      [Tracer.apply(Or(), scalars[0], scalars[3])]
      + (1...2).map {
        isTaken.select(scalars[$0 + 3], scalars[$0])
      }
    let body = Region(builder.finish(name: "body", results: results.map(\.value)))
    let initial = tensors.map { $0.zeros(.scalar($0.dtype)) }
    let reduced = Tracer.apply(ReduceWindow(self), tensors + initial, regions: [body])
    return (reduced[0], reduced[2])
  }
}
