package import JAXIR
import JAXPrimitives

/// What a program calls under `name`: a routine of the machine's LAPACK; nil for other names.
///
/// The function throws `unsupported` where the library is missing.
package func lapackFunction(named name: String) -> HostFunction? {
  guard let call = LapackHostCall(name: name) else { return nil }
  return { operands, results in
    do throws(JAXError) {
      let library = try LapackLibrary.shared()
      try LapackRun(call, library, operands, results).run()
    } catch {
      throw error.located(at: .unknown, in: call.target)
    }
  }
}

extension Graph {
  /// The functions of all routines that the graph and its regions call, by name.
  package var lapackFunctions: [String: HostFunction] {
    var table: [String: HostFunction] = [:]
    for instruction in instructions {
      if let call = instruction.primitive as? LapackCall {
        let types = instruction.operands.compactMap { self[type: $0].tensor }
        let name = LapackHostCall(call.routine, types).name
        table[name] = lapackFunction(named: name)
      }
      // Until it is lowered, an expanded primitive hides its calls.
      if let expanded = instruction.primitive as? any ExpandedPrimitive,
        let graph = try? expanded.expansion(of: instruction.operands.compactMap { self[type: $0].tensor })
      {
        table.merge(graph.lapackFunctions) { known, _ in known }
      }
      for region in instruction.regions {
        table.merge(region.graph.lapackFunctions) { known, _ in known }
      }
    }
    return table
  }
}
