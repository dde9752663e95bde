package import JAXIR

/// What nobody reads is not computed:
///
///     y = p(x…), y unused  ⇒  nothing
///
/// Instructions with effects stay, and so does what they read.
extension Graph {
  package func removingDeadCode() throws(JAXError) -> Graph {
    var known: [Region: Region] = [:]
    return try removingDeadCode(&known)
  }

  private func removingDeadCode(_ known: inout [Region: Region]) throws(JAXError) -> Graph {
    let isLive = liveInstructions()
    let builder = GraphBuilder()
    // The value of a dead result is never read.
    var values = [Value](repeating: Value(0), count: types.count)
    for (position, type) in parameterTypes.enumerated() { values[position] = builder.parameter(type) }
    for (instruction, isLive) in zip(instructions, isLive) where isLive {
      let regions = try instruction.regions.rewritten(&known) { (graph, known) throws(JAXError) in
        try graph.removingDeadCode(&known)
      }
      let results = try builder.append(
        instruction.primitive, instruction.operands.map { values[$0.index] }, regions: regions,
        at: instruction.location)
      for (old, new) in zip(instruction.results, results) { values[old.index] = new }
    }
    return builder.finish(name: name, results: results.map { values[$0.index] })
  }

  /// By instruction: whether it has effects or a result that is read, seen from the end.
  private func liveInstructions() -> [Bool] {
    var isRead = [Bool](repeating: false, count: types.count)
    for result in results { isRead[result.index] = true }
    var isLive = [Bool](repeating: false, count: instructions.count)
    for (position, instruction) in instructions.enumerated().reversed() {
      isLive[position] =
        instruction.effects != .none || instruction.results.contains { isRead[$0.index] }
      if isLive[position] {
        for operand in instruction.operands { isRead[operand.index] = true }
      }
    }
    return isLive
  }
}

extension Pass {
  package static let deadCode = Pass("dead-code") { (graph, _) throws(JAXError) in
    try graph.removingDeadCode()
  }
}
