/// One traced function: tensor SSA, what JAX calls a jaxpr.
///
/// A value: struct arenas and typed 32-bit ids, no classes but shared regions, no parent pointers. Values are
/// numbered in order of definition, parameters first, so two graphs that do the same in the same order are equal
/// whatever they were made from; locations take no part in equality.
package struct Graph: Hashable, Sendable {
  package var name: String
  /// The type of each value, by id.
  package var types: [ValueType]
  /// The parameters are the first values, in order.
  package var parameterCount: Int
  package var instructions: [Instruction]
  package var results: [Value]

  package init(
    name: String, types: [ValueType], parameterCount: Int, instructions: [Instruction], results: [Value]
  ) {
    self.name = name
    self.types = types
    self.parameterCount = parameterCount
    self.instructions = instructions
    self.results = results
  }

  /// A tensor or token in SSA; prints as `%3`.
  package struct Value: Hashable, Sendable, CustomStringConvertible {
    package let id: UInt32
    package init(_ index: Int) { id = UInt32(index) }
    package var index: Int { Int(id) }
    package var description: String { "%\(id)" }
  }

  package subscript(type value: Value) -> ValueType { types[value.index] }
  package var parameters: [Value] { (0..<max(parameterCount, 0)).map(Value.init) }
  package var parameterTypes: [ValueType] { Array(types.prefix(parameterCount)) }
  package var resultTypes: [ValueType] { results.map { types[$0.index] } }

  /// The name is a label: it takes no part in equality.
  package static func == (a: Graph, b: Graph) -> Bool {
    a.parameterCount == b.parameterCount && a.results == b.results && a.types == b.types
      && a.instructions == b.instructions
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(parameterCount)
    hasher.combine(results)
    hasher.combine(types)
    hasher.combine(instructions)
  }
}
