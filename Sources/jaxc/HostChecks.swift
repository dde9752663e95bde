import JAX
import JAXPrimitives

/// The host side of the checks in a program.
enum HostChecks {
  /// A function for every check of `graph` and its regions.
  static func table(for graph: Graph) -> [String: HostFunction] {
    var table: [String: HostFunction] = [:]
    for instruction in graph.instructions {
      for region in instruction.regions {
        table.merge(self.table(for: region.graph)) { known, _ in known }
      }
      guard let check = instruction.primitive as? Check,
        let type = graph[type: instruction.operands[1]].tensor
      else { continue }
      let host = HostCheck(check.comparison, type)
      table[host.name] = { operands, _ in try host.run(got: operands[0], want: operands[1]) }
    }
    return table
  }

  /// - Throws: `unsupported` for a call of Swift code, which no text holds.
  static func expectNoClosures(in graph: Graph) throws(JAXError) {
    for instruction in graph.instructions {
      if let callback = instruction.primitive as? HostCallback, callback.function == nil {
        throw JAXError(
          .unsupported,
          "the function behind this call is Swift code, which the text of a program does not hold",
          operation: callback.publicName, location: instruction.location,
          hint: "run it in the process that traced it; --emit shows it here")
      }
      for region in instruction.regions { try expectNoClosures(in: region.graph) }
    }
  }

  /// How many checks `graph` and its regions hold.
  static func count(in graph: Graph) -> Int {
    graph.instructions.reduce(0) { count, instruction in
      instruction.regions.reduce(count + (instruction.primitive is Check ? 1 : 0)) {
        $0 + self.count(in: $1.graph)
      }
    }
  }
}
