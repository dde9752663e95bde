extension GraphBuilder {
  /// Appends all instructions of `graph`, their ordered effects to the chain that ends with `token`, in the order in
  /// which they are there; returns the tensor results.
  ///
  /// - Parameters:
  ///   - arguments: The tensor parameters.
  ///   - token: The end of the chain, before and after; nil before the first effect, which needs none.
  package func inline(
    _ graph: Graph, _ arguments: [Graph.Value], continuing token: inout Graph.Value?
  ) throws(JAXError) -> [Graph.Value] {
    // By value; nil for tokens, of which there is one at a time.
    var values: [Graph.Value?] = []
    values.reserveCapacity(graph.types.count)
    var rest = arguments[...]
    for type in graph.parameterTypes { values.append(type == .token ? nil : rest.removeFirst()) }
    for instruction in graph.instructions {
      let startsChain =
        instruction.operands.isEmpty && instruction.results.map { graph[type: $0] } == [.token]
      if startsChain, token != nil {
        values.append(nil)
        continue
      }
      let operands = instruction.operands.map { operand in
        guard let value = values[operand.index] ?? token else {
          preconditionFailure("a chain begins before its first effect")
        }
        return value
      }
      let results = try append(
        instruction.primitive, operands, regions: instruction.regions, at: instruction.location)
      for result in results {
        let isToken = type(of: result) == .token
        if isToken { token = result }
        values.append(isToken ? nil : result)
      }
    }
    return graph.results.compactMap { values[$0.index] }
  }
}

extension Graph {
  /// The graph with one chain of ordered effects, from a token that is the first parameter to one that is the first
  /// result, as regions have it.
  package func threadingToken() throws(JAXError) -> Graph {
    let builder = GraphBuilder()
    var token: Value? = builder.parameter(.token)
    let parameters = parameterTypes.filter { $0 != .token }.map(builder.parameter)
    let results = try builder.inline(self, parameters, continuing: &token)
    return builder.finish(name: name, results: [token!] + results)
  }
}

extension Region {
  /// The region without effects: what is made of their results is left out, and tokens pass by.
  ///
  /// It is for what runs a region again whose effects have been.
  /// - Throws: `unsupported` when a result is made of those of an effect.
  package func withoutEffects() throws(JAXError) -> Region {
    hasEffects ? Region(try graph.withoutEffects()) : self
  }
}

extension Graph {
  fileprivate func withoutEffects() throws(JAXError) -> Graph {
    let builder = GraphBuilder()
    var values: [Value?] = parameterTypes.map(builder.parameter)
    values.reserveCapacity(types.count)
    var missing: Instruction?
    for instruction in instructions {
      let operands = instruction.operands.compactMap { values[$0.index] }
      if instruction.primitive.effects != .none {
        missing = missing ?? instruction
        let token = instruction.operands.first { self[type: $0] == .token }.flatMap { values[$0.index] }
        values += instruction.results.map { self[type: $0] == .token ? token : nil }
      } else if operands.count < instruction.operands.count {
        values += instruction.results.map { _ in nil }
      } else {
        var regions: [Region] = []
        for region in instruction.regions { regions.append(try region.withoutEffects()) }
        values += try builder.append(
          instruction.primitive, operands, regions: regions, at: instruction.location)
      }
    }
    let made = results.compactMap { values[$0.index] }
    guard made.count == results.count else {
      throw JAXError(
        .unsupported,
        "what the effect gives is needed where a derivative runs it again, and an effect is not repeated",
        operation: missing?.primitive.publicName, location: missing?.location ?? .unknown,
        hint: "do it before the function or loop that it stands in, and pass what it gives as an argument")
    }
    return builder.finish(name: name, results: made)
  }
}
