import JAXIR
import JAXPrimitives

/// What it takes to compute one element of each instruction's result, its operands given: about the number of vector
/// instructions, read off the code that the primitive makes.
final class OperationCosts {
  private let graph: Graph
  private var known: [Key: Int] = [:]

  private struct Key: Hashable {
    let primitive: ObjectIdentifier
    let dtypes: [DType]
  }

  init(_ graph: Graph) { self.graph = graph }

  subscript(instruction: Int) -> Int {
    let instruction = graph.instructions[instruction]
    let types = instruction.operands.compactMap { graph[type: $0].tensor }
    let key = Key(primitive: ObjectIdentifier(type(of: instruction.primitive)), dtypes: types.map(\.dtype))
    if let cost = known[key] { return cost }
    let cost = OperationCosts.draft(instruction, types, graph)
    known[key] = cost
    return cost
  }

  private static func draft(_ instruction: Instruction, _ types: [TensorType], _ graph: Graph) -> Int {
    guard let primitive = instruction.primitive as? any ElementwisePrimitive,
      let result = graph[type: instruction.results[0]].tensor
    else { return 1 }
    let builder = KernelBuilder(name: "cost")
    let operands = types.map { type in
      let buffer = builder.parameter(type.dtype.component, count: nil, access: .read)
      return Element(
        parts: (0..<type.dtype.partCount).map { builder.load(buffer, at: AffineIndex(offset: $0)) })
    }
    let destination = builder.parameter(result.dtype.component, count: nil, access: .write)
    for part in primitive.element(operands, type: result.dtype).parts {
      builder.store(part, to: destination, at: AffineIndex())
    }
    return max(1, builder.finish().body.cost)
  }
}

extension Kernel.Block {
  /// Divisions and roots take the time of about eight additions (Zen 4: 16 lanes in 7 to 11 cycles against 1); a loop
  /// without known end is taken to turn four times.
  fileprivate var cost: Int {
    operations.reduce(0) { sum, operation in
      let inside = operation.blocks.reduce(0) { $0 + $1.cost }
      switch operation.kind {
      case .scalar(.divide, _), .scalar(.remainder, _), .scalar(.sqrt, _): return sum + 8
      case .scalar: return sum + 1
      case .loop, .reduce, .whileLoop: return sum + 4 * inside
      case .conditional: return sum + inside
      case .constant, .index, .load, .store: return sum
      }
    }
  }
}
