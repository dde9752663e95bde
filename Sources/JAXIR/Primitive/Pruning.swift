/// A primitive with regions that can do with less where some of its results are not read.
package protocol PrunablePrimitive: Primitive {
  /// What is left where only some results are read, at least one; nil where all is needed.
  func pruned(operandCount: Int, regions: [Region], isRead: [Bool]) throws(JAXError) -> Pruned?
}

/// What is left of an instruction.
package struct Pruned {
  package let primitive: any Primitive
  /// Which operands it takes.
  package let operands: [Int]
  package let regions: [Region]
  /// Which results it gives.
  package let results: [Int]

  package init(_ primitive: any Primitive, operands: [Int], regions: [Region], results: [Int]) {
    self.primitive = primitive
    self.operands = operands
    self.regions = regions
    self.results = results
  }
}

extension Graph {
  /// By instruction: whether it makes something of which `results` are made, or has effects, or makes something that
  /// these read.
  package func isNeeded(for results: [Value]) -> [Bool] {
    isNeeded(for: results, keepingEffects: true)
  }

  fileprivate func isNeeded(for results: [Value], keepingEffects: Bool) -> [Bool] {
    var isRead = [Bool](repeating: false, count: types.count)
    for result in results { isRead[result.index] = true }
    var isNeeded = [Bool](repeating: false, count: instructions.count)
    for (position, instruction) in instructions.enumerated().reversed()
    where keepingEffects && instruction.effects != .none
      || instruction.results.contains(where: { isRead[$0.index] })
    {
      isNeeded[position] = true
      for operand in instruction.operands { isRead[operand.index] = true }
    }
    return isNeeded
  }

  /// By parameter: whether `results` are made of it, or effects read it.
  package func isParameterRead(by results: [Value]) -> [Bool] {
    var isRead = [Bool](repeating: false, count: parameterCount)
    for (instruction, isNeeded) in zip(instructions, isNeeded(for: results)) where isNeeded {
      for operand in instruction.operands where operand.index < parameterCount {
        isRead[operand.index] = true
      }
    }
    for result in results where result.index < parameterCount { isRead[result.index] = true }
    return isRead
  }
}

extension GraphBuilder {
  /// Appends the instructions of `graph` of which `results` are made, and those that have effects; gives the results.
  ///
  /// - Parameters:
  ///   - arguments: What stands for each parameter; nil for those that are not read.
  ///   - keepingEffects: Whether instructions with effects are appended though nothing reads their results.
  package func inline(
    _ graph: Graph, _ arguments: [Graph.Value?], results: [Graph.Value], keepingEffects: Bool = true
  ) throws(JAXError) -> [Graph.Value] {
    var values = arguments + [Graph.Value?](repeating: nil, count: graph.types.count - arguments.count)
    func value(_ value: Graph.Value) -> Graph.Value {
      guard let value = values[value.index] else { preconditionFailure("a parameter that is read is given") }
      return value
    }
    let isNeeded = graph.isNeeded(for: results, keepingEffects: keepingEffects)
    for (instruction, isNeeded) in zip(graph.instructions, isNeeded) where isNeeded {
      let made = try append(
        instruction.primitive, instruction.operands.map(value), regions: instruction.regions,
        at: instruction.location)
      for (old, new) in zip(instruction.results, made) { values[old.index] = new }
    }
    return results.map(value)
  }
}
