import JAXIR
import JAXPrimitives

/// A mistake that a compiler could make, planted to see that the comparison finds it.
enum PlantedFault: String, CaseIterable {
  /// The last elements of a vector loop are forgotten.
  case wrongRemainder
  /// `a − b` becomes `b − a`.
  case swappedOperands
  case droppedStore
  /// Two effects of one kind happen once.
  case mergedEffects
  /// An axis is broadcast along another of the same extent.
  case wrongBroadcastAxis

  /// Whether it is made in the graph that the compiler is given, or else in the program after lowering.
  var isInGraph: Bool { self == .mergedEffects || self == .wrongBroadcastAxis }

  /// The graph with the fault; nil when there is no place for it.
  func plant(in graph: Graph) throws -> Graph? {
    self == .mergedEffects ? try graph.mergingEffects() : graph.misplacingBroadcast()
  }

  /// The program with the fault; nil when there is no place for it.
  func plant(in program: Program) -> Program? {
    var program = program
    for position in program.kernels.indices {
      let types = program.kernels[position].types
      let isPlanted = program.kernels[position].body.plant { operation in
        switch self {
        case .wrongRemainder: return operation.forgettingRemainder()
        case .swappedOperands: return operation.swappingOperands(types)
        case .droppedStore: return operation.isStore ? [] : nil
        case .mergedEffects, .wrongBroadcastAxis: return nil
        }
      }
      if isPlanted { return program }
    }
    return nil
  }
}

// MARK: Faults in kernels

extension Kernel.Block {
  /// Replaces the first operation, however deep, for which `replacement` is not nil.
  fileprivate mutating func plant(_ replacement: (Kernel.Operation) -> [Kernel.Operation]?) -> Bool {
    for position in operations.indices {
      if let replaced = replacement(operations[position]) {
        operations.replaceSubrange(position...position, with: replaced)
        return true
      }
      var isPlanted = false
      operations[position] = operations[position].mappingBlocks { block in
        var block = block
        if !isPlanted { isPlanted = block.plant(replacement) }
        return block
      }
      if isPlanted { return true }
    }
    return false
  }
}

extension Kernel.Operation {
  fileprivate var isStore: Bool {
    if case .store = kind { true } else { false }
  }

  fileprivate func forgettingRemainder() -> [Kernel.Operation]? {
    guard case .loop(var loop) = kind, case .vector(let lanes, let interleave) = loop.schedule,
      let count = loop.upper.constant, count > lanes, !count.isMultiple(of: lanes * interleave)
    else { return nil }
    loop.upper = .constant(count - 1)
    return [Kernel.Operation(.loop(loop), results: results)]
  }

  /// Operations on `int64` may be those of an index, which must stay in bounds.
  fileprivate func swappingOperands(_ types: [DType]) -> [Kernel.Operation]? {
    guard case .scalar(let operation, let operands) = kind, operands.count == 2, operands[0] != operands[1],
      types[operands[0].index] != .int64
    else { return nil }
    switch operation {
    case .subtract, .divide, .remainder, .copySign, .shiftLeft, .shiftRightLogical, .shiftRightArithmetic,
      .compare(.less), .compare(.lessEqual), .compare(.greater), .compare(.greaterEqual):
      return [Kernel.Operation(.scalar(operation, operands.reversed()), results: results)]
    default: return nil
    }
  }
}

// MARK: Faults in graphs

extension Graph {
  /// The graph without the second of two effects on operands of the same types, whose results are the first's.
  fileprivate func mergingEffects() throws -> Graph? {
    let records = instructions.filter { $0.primitive is Record }
    guard
      let (kept, dropped) = zip(records, records.dropFirst()).first(where: { first, second in
        first.operands.map { self[type: $0] } == second.operands.map { self[type: $0] }
      })
    else { return nil }
    let builder = GraphBuilder()
    var map = parameterTypes.map(builder.parameter)
    for instruction in instructions {
      if instruction.results == dropped.results {
        map += kept.results.map { map[$0.index] }
      } else {
        map += try builder.append(
          instruction.primitive, instruction.operands.map { map[$0.index] }, regions: instruction.regions)
      }
    }
    return builder.finish(results: results.map { map[$0.index] })
  }

  fileprivate func misplacingBroadcast() -> Graph? {
    var graph = self
    for position in instructions.indices {
      guard let broadcast = instructions[position].primitive as? BroadcastInDim,
        let operand = self[type: instructions[position].operands[0]].tensor, operand.shape.count > 1
      else { continue }
      for source in broadcast.axes.indices where operand.shape[source] > 1 {
        for axis in broadcast.shape.indices where broadcast.shape[axis] == operand.shape[source] {
          var faulty = broadcast
          if let other = faulty.axes.firstIndex(of: axis) { faulty.axes[other] = broadcast.axes[source] }
          faulty.axes[source] = axis
          guard faulty != broadcast, (try? faulty.resultType(of: [operand])) != nil else { continue }
          graph.instructions[position].primitive = faulty
          return graph
        }
      }
    }
    return nil
  }
}
