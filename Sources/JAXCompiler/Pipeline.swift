package import JAXIR

/// The passes over graphs, in order.
package struct Pipeline: Sendable {
  package static let passes: [Pass] = [
    .inlining,
    .sharing,
    .contraction,
    .controlSimplification,
    .constantFolding,
    .algebraicSimplification,
    .commonSubexpressions,
    .deadCode,
  ]

  package var options: CompilerOptions
  package var context: PassContext
  /// Whether the graph is verified after every pass: on in debug builds.
  package var verifies: Bool
  /// Told of every pass that ran: its result and the time it took.
  package var observe: (@Sendable (Pass.Name, Graph, Duration) -> Void)?

  package init(
    _ options: CompilerOptions = CompilerOptions(), context: PassContext = PassContext(),
    verifies: Bool = Self.isDebugBuild, observe: (@Sendable (Pass.Name, Graph, Duration) -> Void)? = nil
  ) {
    self.options = options
    self.context = context
    self.verifies = verifies
    self.observe = observe
  }

  /// The graph that says what the traced one means under the options, without calls: what reference evaluation runs.
  package func meaning(of graph: Graph) throws(JAXError) -> Graph {
    try run(Pipeline.passes.filter { $0.role != .optimisation }, on: graph)
  }

  /// The graph after all passes that the options enable.
  package func optimise(_ graph: Graph) throws(JAXError) -> Graph {
    try run(Pipeline.passes, on: graph)
  }

  private func run(_ passes: [Pass], on graph: Graph) throws(JAXError) -> Graph {
    var graph = graph
    if verifies { try graph.verify() }
    for pass in passes where options.enables(pass) {
      let start = ContinuousClock.now
      graph = try pass.run(graph, in: context)
      let time = ContinuousClock.now - start
      if verifies { try verify(graph, after: pass) }
      observe?(pass.name, graph, time)
    }
    return graph
  }

  private func verify(_ graph: Graph, after pass: Pass) throws(JAXError) {
    do throws(JAXError) {
      try graph.verify()
    } catch {
      throw JAXError(
        error.code, "after \(pass.name.rawValue): \(error.message)", operation: error.operation,
        location: error.location)
    }
  }

  package static var isDebugBuild: Bool {
    var isDebug = false
    assert(
      {
        isDebug = true
        return true
      }())
    return isDebug
  }
}
