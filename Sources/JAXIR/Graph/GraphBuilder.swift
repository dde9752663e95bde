/// Builds one graph, instruction by instruction; types are inferred and checked as each is appended.
package final class GraphBuilder {
  private var types: [ValueType] = []
  /// By value: the position of the instruction that defines it; nil for a parameter.
  private var definitions: [Int?] = []
  private var parameters: [Graph.Value] = []
  private var instructions: [Instruction] = []

  package init() {}

  /// Adds a parameter. One may come after instructions, for captures are found late: `finish` moves parameters to
  /// the front.
  package func parameter(_ type: ValueType) -> Graph.Value {
    let value = Graph.Value(types.count)
    types.append(type)
    definitions.append(nil)
    parameters.append(value)
    return value
  }

  package func type(of value: Graph.Value) -> ValueType { types[value.index] }

  /// The instruction that `value` is a result of; nil for a parameter.
  package func definition(of value: Graph.Value) -> Instruction? {
    definitions[value.index].map { instructions[$0] }
  }

  /// The number of instructions so far.
  package var count: Int { instructions.count }

  /// - Throws: what the primitive's type rule says of these operands, placed at `location`.
  package func append(
    _ primitive: any Primitive, _ operands: [Graph.Value], regions: [Region] = [],
    at location: Location = .unknown
  ) throws(JAXError) -> [Graph.Value] {
    let resultTypes: [ValueType]
    do throws(JAXError) {
      resultTypes = try primitive.resultTypes(of: operands.map(type), regions: regions)
    } catch {
      throw error.located(at: location, in: Swift.type(of: primitive).name)
    }
    let results = resultTypes.map { type in
      types.append(type)
      definitions.append(instructions.count)
      return Graph.Value(types.count - 1)
    }
    instructions.append(
      Instruction(primitive, operands, regions: regions, results: results, location: location))
    return results
  }

  /// The graph with `results`, its values numbered anew: parameters first, in the order they were added.
  package func finish(name: String = "main", results: [Graph.Value]) -> Graph {
    var renumbered = [Graph.Value](repeating: Graph.Value(0), count: types.count)
    var ordered: [ValueType] = []
    ordered.reserveCapacity(types.count)
    func number(_ value: Graph.Value) {
      renumbered[value.index] = Graph.Value(ordered.count)
      ordered.append(types[value.index])
    }
    parameters.forEach(number)
    var body = instructions
    for position in body.indices {
      body[position].results.forEach(number)
      body[position].operands = body[position].operands.map { renumbered[$0.index] }
      body[position].results = body[position].results.map { renumbered[$0.index] }
    }
    return Graph(
      name: name, types: ordered, parameterCount: parameters.count, instructions: body,
      results: results.map { renumbered[$0.index] })
  }

  /// Appends all instructions of `graph` with its parameters bound to `arguments`; returns its results.
  package func inline(_ graph: Graph, _ arguments: [Graph.Value]) throws(JAXError) -> [Graph.Value] {
    var map = arguments
    map.reserveCapacity(graph.types.count)
    for instruction in graph.instructions {
      map += try append(
        instruction.primitive, instruction.operands.map { map[$0.index] }, regions: instruction.regions,
        at: instruction.location)
    }
    return graph.results.map { map[$0.index] }
  }
}
