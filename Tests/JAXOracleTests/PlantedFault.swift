import JAXCompiler
import JAXIR
import JAXPrimitives

/// A mistake that a compiler could make, planted to see that the comparison finds it.
enum PlantedFault: String, CaseIterable {
  /// The last elements of a vector loop are forgotten.
  case wrongRemainder
  /// `a − b` becomes `b − a`.
  case swappedOperands
  case droppedStore
  /// Threads leave out the last of the iterations that they are dealt.
  case forgottenRange
  /// Two effects of one kind happen once.
  case mergedEffects
  /// An axis is broadcast along another of the same extent.
  case wrongBroadcastAxis
  /// A result takes the place of an operand that a later step still reads.
  case earlyReuse
  /// The last tile of a product is one shorter than it should be.
  case tileEdge
  /// The last block of a loop that is dealt in blocks is one shorter than it should be.
  case blockEnd
  /// A sum has a partial sum for each thread.
  case orderByThread
  /// A load or a store goes far beyond its buffer; shows in code that looks at its accesses, and ends any other.
  case loadBeyond, storeBeyond

  /// Whether it shows only in code that looks at its accesses.
  var needsChecks: Bool { self == .loadBeyond || self == .storeBeyond }

  /// Whether it is made in the graph that the compiler is given, or else in the program after lowering.
  var isInGraph: Bool { self == .mergedEffects || self == .wrongBroadcastAxis }

  /// The graph with the fault; nil when there is no place for it.
  func plant(in graph: Graph) throws -> Graph? {
    self == .mergedEffects ? try graph.mergingEffects() : graph.misplacingBroadcast()
  }

  /// The program with the fault; nil when there is no place for it.
  func plant(in program: Program, threadCount: Int) -> Program? {
    if self == .earlyReuse { return program.reusingTooEarly() }
    var program = program
    for position in program.kernels.indices {
      if self == .tileEdge || self == .blockEnd {
        guard let faulty = program.kernels[position].endingEarly(isTile: self == .tileEdge) else { continue }
        program.kernels[position] = faulty
        return program
      }
      let types = program.kernels[position].types
      let isPlanted = program.kernels[position].body.plant { operation in
        switch self {
        case .wrongRemainder: return operation.forgettingRemainder()
        case .swappedOperands: return operation.swappingOperands(types)
        case .droppedStore: return operation.isStore ? [] : nil
        case .forgottenRange: return operation.forgettingRange()
        case .orderByThread: return operation.reducing(byThreads: threadCount, types)
        case .loadBeyond, .storeBeyond: return operation.goingBeyond(isStore: self == .storeBeyond)
        case .mergedEffects, .wrongBroadcastAxis, .earlyReuse, .tileEdge, .blockEnd: return nil
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

  fileprivate func goingBeyond(isStore: Bool) -> [Kernel.Operation]? {
    let far = 1 << 40
    switch kind {
    case .load(let buffer, let index, let mask, let otherwise) where !isStore:
      return [
        Kernel.Operation(.load(buffer, index + far, mask: mask, otherwise: otherwise), results: results)
      ]
    case .store(let value, let buffer, let index, let mask) where isStore:
      return [Kernel.Operation(.store(value, buffer, index + far, mask: mask), results: results)]
    default: return nil
    }
  }

  fileprivate func forgettingRange() -> [Kernel.Operation]? {
    guard case .loop(var loop) = kind, case .threads = loop.schedule, let count = loop.upper.constant,
      count > loop.step
    else { return nil }
    loop.upper = .constant(count - (count - 1) % loop.step - 1)
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

  /// A reduction of floats with as many lanes as there are threads.
  fileprivate func reducing(byThreads count: Int, _ types: [DType]) -> [Kernel.Operation]? {
    guard case .reduce(var reduction) = kind, reduction.domain.last?.constant ?? 0 > 2, reduction.isSum(types)
    else { return nil }
    let lanes = 1 << (Int.bitWidth - (count - 1).leadingZeroBitCount)
    guard count > 1, lanes != reduction.lanes else { return nil }
    reduction.lanes = lanes
    reduction.vector = min(reduction.vector, lanes)
    return [Kernel.Operation(.reduce(reduction), results: results)]
  }
}

extension Kernel.Reduction {
  fileprivate func isSum(_ types: [DType]) -> Bool {
    combine.operations.contains { operation in
      if case .scalar(.add, let operands) = operation.kind { types[operands[0].index].isFloat } else { false }
    }
  }
}

extension Kernel {
  /// The kernel in which a loop over what is left, or else over a block that ends where all do, ends one before that.
  fileprivate func endingEarly(isTile: Bool) -> Kernel? {
    var kernel = self
    var bounds: Set<Value> = []
    body.collectBounds(&bounds)
    var definitions: [Value: Operation.Kind] = [:]
    body.collectDefinitions(&definitions)
    let isPlanted = kernel.body.plant { operation in
      guard case .scalar(.minimum, var operands) = operation.kind, bounds.contains(operation.results[0])
      else { return nil }
      let rest = operands.firstIndex { definitions[$0]?.isRest == true }
      let end = rest == nil ? operands.firstIndex { definitions[$0]?.isConstant == true } : nil
      guard let position = isTile ? rest : end else { return nil }
      let shorter = Value(kernel.types.count)
      kernel.types.append(.int64)
      let index = Operation(.index(AffineIndex(operands[position], offset: -1)), results: [shorter])
      operands[position] = shorter
      return [index, Operation(.scalar(.minimum, operands), results: operation.results)]
    }
    return isPlanted ? kernel : nil
  }
}

extension Kernel.Block {
  fileprivate func collectBounds(_ bounds: inout Set<Kernel.Value>) {
    for operation in operations {
      if case .loop(let loop) = operation.kind, let value = loop.upper.value { bounds.insert(value) }
      for block in operation.blocks { block.collectBounds(&bounds) }
    }
  }

  fileprivate func collectDefinitions(_ definitions: inout [Kernel.Value: Kernel.Operation.Kind]) {
    for operation in operations {
      if operation.results.count == 1 { definitions[operation.results[0]] = operation.kind }
      for block in operation.blocks { block.collectDefinitions(&definitions) }
    }
  }
}

extension Kernel.Operation.Kind {
  /// Whether a value is how much there is left from an index on.
  fileprivate var isRest: Bool {
    if case .index(let index) = self { index.terms.contains { $0.stride < 0 } } else { false }
  }

  fileprivate var isConstant: Bool {
    if case .constant = self { true } else { false }
  }
}

// MARK: Faults in memory plans

extension Program {
  fileprivate func reusingTooEarly() -> Program? {
    for (position, step) in steps.enumerated() {
      guard case .launch(let kernel, let arguments, _) = step else { continue }
      let parameters = kernels[kernel].parameters
      let before = Set(steps[..<position].flatMap(\.buffers))
      let after = Set(steps[(position + 1)...].flatMap(\.buffers))
      for (result, written) in zip(arguments, parameters)
      where written.access != .read && self[result].isInArena && !before.contains(result) {
        for (operand, read) in zip(arguments, parameters)
        where read.access == .read && self[operand].isInArena && after.contains(operand)
          && self[result].byteCount <= self[operand].byteCount && self[result].byteCount > 0
        {
          var program = self
          program.buffers[result.index].place = self[operand].place
          return program
        }
      }
    }
    return nil
  }
}

extension Program.Buffer {
  fileprivate var isInArena: Bool { if case .arena = place { true } else { false } }
  fileprivate var byteCount: Int { (count ?? 0) * dtype.byteCount }
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
