package import JAXIR

/// What nobody reads is not computed:
///
///     y = p(x…), y unused  ⇒  nothing
///
/// Instructions with effects stay, and so does what they read. Loops and choices keep what the results that are read
/// are made of, and their effects.
extension Graph {
  package func removingDeadCode() throws(JAXError) -> Graph {
    var known: [Region: Region] = [:]
    return try removingDeadCode(&known)
  }

  private func removingDeadCode(_ known: inout [Region: Region]) throws(JAXError) -> Graph {
    let live = try liveInstructions()
    let builder = GraphBuilder()
    // The value of a dead result is never read.
    var values = [Value](repeating: Value(0), count: types.count)
    for (position, type) in parameterTypes.enumerated() { values[position] = builder.parameter(type) }
    for (instruction, part) in zip(instructions, live) {
      guard let part else { continue }
      let regions = try part.regions.rewritten(&known) { (graph, known) throws(JAXError) in
        try graph.removingDeadCode(&known)
      }
      let results = try builder.append(
        part.primitive, part.operands.map { values[instruction.operands[$0].index] }, regions: regions,
        at: instruction.location)
      for (old, new) in zip(part.results, results) { values[instruction.results[old].index] = new }
    }
    return builder.finish(name: name, results: results.map { values[$0.index] })
  }

  /// By instruction: what is left of it, seen from the end; nil where it has no effects and no result that is read.
  private func liveInstructions() throws(JAXError) -> [Pruned?] {
    var isRead = [Bool](repeating: false, count: types.count)
    for result in results { isRead[result.index] = true }
    var live = [Pruned?](repeating: nil, count: instructions.count)
    for (position, instruction) in instructions.enumerated().reversed() {
      let effects = instruction.effects
      let reads = instruction.results.map {
        isRead[$0.index] || effects == .ordered && self[type: $0] == .token
      }
      guard effects != .none || reads.contains(true) else { continue }
      var part: Pruned?
      if let primitive = instruction.primitive as? any PrunablePrimitive {
        part = try primitive.pruned(
          operandCount: instruction.operands.count, regions: instruction.regions, isRead: reads)
      }
      let left =
        part
        ?? Pruned(
          instruction.primitive, operands: Array(instruction.operands.indices), regions: instruction.regions,
          results: Array(instruction.results.indices))
      live[position] = left
      for operand in left.operands { isRead[instruction.operands[operand].index] = true }
    }
    return live
  }
}

extension Pass {
  package static let deadCode = Pass("dead-code") { (graph, _) throws(JAXError) in
    try graph.removingDeadCode()
  }
}
