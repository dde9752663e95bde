import JAXIR
import JAXLapack
import JAXPrimitives
import Synchronization

/// An effect that can be seen: hands its tensors to the host, which gives them back. A token, if it is ordered, and
/// tensors in, the same out.
struct Record: Primitive {
  var isOrdered = true

  static var attributes: [Attribute<Self>] { [Attribute("is_ordered", \.isOrdered)] }

  var effects: Effects { isOrdered ? .ordered : .unordered }

  func resultTypes(of operands: [ValueType], regions: [Region]) throws(JAXError) -> [ValueType] {
    guard (operands.first == .token) == isOrdered else {
      throw JAXError(.invalidArgument, "a record takes a token first if it is ordered")
    }
    return operands
  }

  func jvp(_ rule: JVPRule) throws(JAXError) -> JVPRule.Results {
    throw JAXError(.unsupported, "the derivative of a record")
  }

  func batched(_ rule: BatchingRule) throws(JAXError) -> BatchingRule.Results {
    throw JAXError(.unsupported, "a batch of records")
  }

  func lower(_ site: any LoweringSite) throws(JAXError) {
    try site.call(host: Record.hostName(site.operandTypes.compactMap(\.tensor)))
  }

  /// One host function for each list of types, so that it knows what it is given.
  static func hostName(_ types: [TensorType]) -> String {
    "record " + types.map(\.description).joined(separator: ", ")
  }
}

extension Vocabulary {
  static let test = standard.adding([Record.self])
}

/// What a run of a program did to the world, in order.
final class Recorder: Sendable {
  struct Entry: Hashable {
    let function: String
    let operands: [[Kernel.Constant]]
  }

  private let recorded = Mutex<[Entry]>([])
  var entries: [Entry] { recorded.withLock(\.self) }

  /// Host functions for every effect in `graphs`, regions included, that record what they are given; and the routines
  /// of libraries.
  func hostFunctions(for graphs: Graph...) -> [String: HostFunction] {
    var table: [String: HostFunction] = [:]
    for graph in graphs { table.merge(graph.lapackFunctions) { known, _ in known } }
    for instruction in graphs.flatMap(\.effects) {
      table[instruction.name] = { [self] operands, results in
        try record(instruction.name, instruction.types, operands)
        for (operand, result) in zip(operands, results) { result.copyMemory(from: operand) }
      }
    }
    return table
  }

  private func record(
    _ function: String, _ types: [TensorType], _ operands: [UnsafeRawBufferPointer]
  ) throws {
    let elements = try zip(types, operands).map { type, bytes in
      try Literal(type, bytes: Array(bytes)).canonicalElements
    }
    recorded.withLock { $0.append(Entry(function: function, operands: elements)) }
  }
}

extension Graph {
  /// The host function of each effect, in order, those of regions included, and the tensors it is given.
  var effects: [(name: String, types: [TensorType])] {
    instructions.flatMap { instruction -> [(name: String, types: [TensorType])] in
      let types = instruction.operands.compactMap { self[type: $0].tensor }
      switch instruction.primitive {
      case is Record: return [(Record.hostName(types), types)]
      case let check as Check: return [(HostCheck(check.comparison, types[0]).name, types)]
      default: return instruction.regions.flatMap(\.graph.effects)
      }
    }
  }
}

extension Graph {
  /// Whether an effect may be done another number of times than once: in a loop or a branch.
  var repeatsEffects: Bool {
    instructions.contains { instruction in
      let repeats =
        instruction.primitive is While || instruction.primitive is Scan || instruction.primitive is Case
      return repeats && instruction.effects != .none
        || instruction.regions.contains { $0.graph.repeatsEffects }
    }
  }
}
