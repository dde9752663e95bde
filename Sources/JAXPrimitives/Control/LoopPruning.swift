package import JAXIR

extension Scan: PrunablePrimitive {
  /// Carries of which nothing is made that is read, slices that are not read, and operands for these alone are left out.
  package func pruned(operandCount: Int, regions: [Region], isRead: [Bool]) throws(JAXError) -> Pruned? {
    let body = regions[0].graph
    var isLive = isRead
    var reads: [Bool] = []
    while true {
      reads = body.isParameterRead(by: body.results.chosen(isLive))
      let carried = zip(isLive, reads[invariants...].prefix(carries)).map { $0 || $1 }
      if carried == Array(isLive.prefix(carries)) { break }
      isLive.replaceSubrange(..<carries, with: carried)
    }
    reads.replaceSubrange(invariants..<invariants + carries, with: isLive.prefix(carries))
    if !isLive.contains(false), !reads.contains(false) { return nil }
    let first = isCounted ? 1 : 0
    let parameters = reads.indices.filter { reads[$0] }
    let results = isLive.indices.filter { isLive[$0] }
    let scan = with(
      invariants: reads.prefix(invariants).count { $0 }, carries: isLive.prefix(carries).count { $0 })
    return Pruned(
      scan, operands: Array(0..<first) + parameters.map { first + $0 },
      regions: [try regions[0].arranged(parameters: parameters, results: results)], results: results)
  }
}

extension While: PrunablePrimitive {
  /// State of which neither the condition nor what is read is made, and invariants for it alone are left out.
  package func pruned(operandCount: Int, regions: [Region], isRead: [Bool]) throws(JAXError) -> Pruned? {
    let (condition, body) = (regions[0].graph, regions[1].graph)
    let ofCondition = condition.isParameterRead(by: condition.results)
    var isLive = zip(isRead, ofCondition).map { $0 || $1 }
    var reads: [Bool] = []
    while true {
      reads = zip(body.isParameterRead(by: body.results.chosen(isLive)), ofCondition).map { $0 || $1 }
      let next = zip(isLive, reads).map { $0 || $1 }
      if next == isLive { break }
      isLive = next
    }
    reads.replaceSubrange(..<isLive.count, with: isLive)
    if !reads.contains(false) { return nil }
    let parameters = reads.indices.filter { reads[$0] }
    let results = isLive.indices.filter { isLive[$0] }
    return Pruned(
      While(invariants: parameters.count - results.count), operands: parameters,
      regions: [
        try regions[0].arranged(parameters: parameters),
        try regions[1].arranged(parameters: parameters, results: results),
      ], results: results)
  }
}

extension Case: PrunablePrimitive {
  /// Results that are not read, and operands that no branch reads for the others, are left out.
  package func pruned(operandCount: Int, regions: [Region], isRead: [Bool]) throws(JAXError) -> Pruned? {
    var reads = [Bool](repeating: false, count: operandCount - 1)
    for branch in regions {
      let own = branch.graph.isParameterRead(by: branch.graph.results.chosen(isRead))
      reads = zip(reads, own).map { $0 || $1 }
    }
    if !isRead.contains(false), !reads.contains(false) { return nil }
    let parameters = reads.indices.filter { reads[$0] }
    let results = isRead.indices.filter { isRead[$0] }
    return Pruned(
      self, operands: [0] + parameters.map { $0 + 1 },
      regions: try regions.map { (branch) throws(JAXError) in
        try branch.arranged(parameters: parameters, results: results)
      }, results: results)
  }
}

extension [Graph.Value] {
  fileprivate func chosen(_ flags: [Bool]) -> [Graph.Value] { zip(self, flags).filter(\.1).map(\.0) }
}
