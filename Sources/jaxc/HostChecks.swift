import JAX
import JAXPrimitives

/// The host side of the checks in a program.
enum HostChecks {
  /// A function for every check of `graph`, its regions not counted: they hold none.
  static func table(for graph: Graph) -> [String: HostFunction] {
    var table: [String: HostFunction] = [:]
    for instruction in graph.instructions {
      guard let check = instruction.primitive as? Check,
        let type = graph[type: instruction.operands[1]].tensor
      else { continue }
      let host = HostCheck(check.comparison, type)
      table[host.name] = { operands, _ in try host.run(got: operands[0], want: operands[1]) }
    }
    return table
  }

  static func count(in graph: Graph) -> Int { graph.instructions.count { $0.primitive is Check } }
}
