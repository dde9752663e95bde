import JAXIR

extension InstructionSite {
  func loop(while condition: Region, _ body: Region) throws(JAXError) {
    let state = tensorResults.map { assembly.buffer(of: $0) }
    let operands = tensorOperands
    for (operand, buffer) in zip(operands, state) { try place(operand, in: buffer) }
    var arguments = state
    for operand in operands.dropFirst(state.count) { arguments.append(try materialised(operand)) }
    let builder = assembly.builder
    var predicate = arguments.first
    let test = try builder.steps { () throws(JAXError) in
      predicate = try lower(condition, arguments, results: [nil]).first
    }
    let steps = try builder.steps { () throws(JAXError) in
      let next = try lower(body, arguments, results: state.map { _ in nil })
      builder.copy(zip(next, state).map { (source: $0, destination: $1) })
    }
    guard let predicate else { preconditionFailure("a condition has a result") }
    builder.append(.whileLoop(condition: test, predicate: predicate, body: steps))
  }

  func expand(_ graph: Graph) throws(JAXError) {
    var operands: [Program.BufferID] = []
    for operand in tensorOperands { operands.append(try materialised(operand)) }
    let results = tensorResults.map { assembly.buffer(of: $0) }
    let found = try lower(Region(graph), operands, results: results)
    assembly.builder.copy(zip(found, results).map { (source: $0, destination: $1) })
  }

  func branch(_ branches: [Region]) throws(JAXError) {
    var operands: [Program.BufferID] = []
    for operand in tensorOperands { operands.append(try materialised(operand)) }
    let results = tensorResults.map { assembly.buffer(of: $0) }
    let builder = assembly.builder
    var blocks: [[Program.Step]] = []
    for branch in branches {
      blocks.append(
        try builder.steps { () throws(JAXError) in
          let found = try lower(branch, Array(operands.dropFirst()), results: results)
          builder.copy(zip(found, results).map { (source: $0, destination: $1) })
        })
    }
    builder.append(.branch(index: operands[0], branches: blocks))
  }

  /// Appends the steps of a region; returns where its results are.
  private func lower(
    _ region: Region, _ arguments: [Program.BufferID], results: [Program.BufferID?]
  ) throws(JAXError) -> [Program.BufferID] {
    let inner = ProgramAssembly(
      region.graph, in: assembly.builder, arguments: arguments, results: results)
    try inner.lower()
    return inner.resultBuffers()
  }
}
