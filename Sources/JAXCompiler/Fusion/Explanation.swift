package import JAXIR
import JAXPrimitives

/// What fusion made of a graph, in words: the kernels with what they compute, read, write and keep, and why the rest
/// did not become one.
package struct Explanation: CustomStringConvertible {
  private let graph: FusionGraph
  private let planner: FusionPlanner
  private let fusion: Fusion

  package init(_ graph: Graph) {
    self.graph = FusionGraph(graph)
    var planner = FusionPlanner(self.graph)
    planner.plan()
    self.planner = planner
    fusion = Fusion(planner)
  }

  package var description: String {
    var lines = [summary]
    for (number, cluster) in fusion.clusters.enumerated() {
      lines += [""] + kernel(number + 1, cluster)
    }
    let reasons = boundaries
    if !reasons.isEmpty { lines += ["", "why these are not one kernel:"] + reasons }
    return lines.joined(separator: "\n") + "\n"
  }

  private var instructions: [Instruction] { graph.graph.instructions }

  private func name(_ instruction: Int) -> String { type(of: instructions[instruction].primitive).name }

  private func named(_ instruction: Int) -> String {
    let results = instructions[instruction].results.map(\.description).joined(separator: ", ")
    return "\(results) = \(name(instruction))"
  }

  private var summary: String {
    let computed = graph.roles.count { [.pointwise, .reduction, .owner].contains($0) }
    let free = graph.roles.count { $0 == .free }
    let rest =
      free == 0
      ? "" : "; \(free) more \(free == 1 ? "costs" : "cost") nothing: elements made where they are read"
    return "\(graph.graph.name): \(fusion.clusters.count.counted("kernel")) for "
      + "\(computed.counted("operation"))\(rest)"
  }

  // MARK: Kernels

  private func kernel(_ number: Int, _ cluster: Cluster) -> [String] {
    let members = Set(cluster.members)
    let schedule = cluster.owner == nil ? fusion.schedule(of: cluster) : nil
    var lines = ["kernel \(number)\(loops(of: cluster, schedule))"]
    var rows: [(place: String, operation: String, location: String)] = []
    for member in (cluster.prologue + cluster.members).sorted() {
      let place = members.contains(member) ? place(of: member, cluster, schedule) : "where it is read"
      let location = instructions[member].location
      rows.append((place, operation(member), location == .unknown ? "" : location.description))
    }
    let placeWidth = rows.map(\.place.count).max() ?? 0
    let operationWidth = rows.map(\.operation.count).max() ?? 0
    for row in rows {
      let text = "  " + row.place.padded(to: placeWidth) + "  " + row.operation.padded(to: operationWidth)
      lines.append((text + "  " + row.location).withoutTrailingSpaces)
    }
    lines.append("  reads \(list(reads(of: cluster)))")
    lines.append("  writes \(list(cluster.members.flatMap(written)))")
    if let locals = schedule?.locals, !locals.isEmpty {
      let values = locals.sorted { $0.id < $1.id }.map(\.description).joined(separator: ", ")
      lines.append("  keeps a row of \(values) in the cache, \((schedule?.localByteCount ?? 0).bytes)")
    }
    lines.append("  computes about \(work(of: cluster).grouped) operations")
    return lines
  }

  private func operation(_ member: Int) -> String {
    guard let result = instructions[member].results.last else { return name(member) }
    return named(member) + " : \(graph.graph[type: result])"
  }

  private func loops(of cluster: Cluster, _ schedule: ClusterSchedule?) -> String {
    if let owner = cluster.owner { return ", by the loops of \(name(owner))" }
    let extents = cluster.domain.map(\.description).joined(separator: "×")
    switch schedule?.style {
    case .rows where cluster.domain.isEmpty: return ", one row"
    case .rows: return ", for each of \(extents) rows"
    case .columns where cluster.domain.isEmpty: return ", one column"
    case .columns: return ", for each of \(extents) columns"
    case .elements, nil: return cluster.domain.isEmpty ? ", one element" : ", for each of \(extents) elements"
    }
  }

  private func place(of member: Int, _ cluster: Cluster, _ schedule: ClusterSchedule?) -> String {
    if member == cluster.owner { return "in its own loops" }
    guard let schedule else { return "on each result" }
    if schedule.inlined.contains(member) { return "where it is read" }
    let row = cluster.row(of: member, graph)
    return row.isEmpty ? "once" : "along a row of \(row.map(\.description).joined(separator: "×"))"
  }

  private func reads(of cluster: Cluster) -> [Graph.Value] {
    let inside = Set(cluster.members + cluster.prologue)
    let values = (cluster.members + cluster.prologue).flatMap { graph.reads[$0].map(\.value) }
    return Set(values.filter { value in graph.definition[value.index].map { !inside.contains($0) } ?? true })
      .sorted { $0.id < $1.id }
  }

  private func written(_ member: Int) -> [Graph.Value] {
    instructions[member].results.filter { fusion.isWritten[$0.index] }
  }

  private func list(_ values: [Graph.Value]) -> String {
    let tensors = values.compactMap { value in graph.graph[type: value].tensor.map { (value, $0) } }
    if tensors.isEmpty { return "nothing" }
    let bytes = tensors.reduce(0) { $0 + $1.1.byteCount }
    return tensors.map { "\($0) \($1)" }.joined(separator: ", ") + ": \(bytes.bytes)"
  }

  /// The operations on elements, those that are computed again counted once.
  private func work(of cluster: Cluster) -> Int {
    (cluster.members + cluster.prologue).reduce(0) { sum, member in
      let instruction = instructions[member]
      guard let product = instruction.primitive as? DotGeneral else {
        return sum + graph.costs[member] * graph.walked(by: member).count
      }
      let lhs = graph.shape(of: instruction.operands[0])
      let contracted = product.lhsContracting.reduce(1) { $0 * lhs[$1] }
      return sum + 2 * contracted * graph.shape(of: instruction.results[0]).count
    }
  }

  // MARK: Boundaries

  /// For each tensor that goes through memory, who reads it in another kernel and why.
  private var boundaries: [String] {
    var lines: [String] = []
    for (position, instruction) in instructions.enumerated() {
      for value in instruction.results where graph.graph[type: value].tensor != nil {
        var told: Set<Int> = []
        for reader in graph.readers[value.index] {
          guard let first = planner.home[position], let second = planner.home[reader], first != second,
            told.insert(second).inserted
          else { continue }
          lines.append("  \(named(position)), read by \(named(reader)): \(reason(first, second))")
        }
      }
    }
    return lines
  }

  private func reason(_ first: Int, _ second: Int) -> String {
    do throws(FusionProblem) {
      _ = try planner.joined(first, second)
      return "each was complete before this was known to fit"
    } catch {
      return error.description
    }
  }
}
