import JAXIR
import JAXPrimitives

/// What fusion knows of a graph: who reads whom at which index, once the values that cost nothing are gone.
struct FusionGraph {
  let graph: Graph
  /// By instruction.
  private(set) var roles: [Role] = []
  /// By instruction: the values that it reads, those behind free values instead of these.
  private(set) var reads: [[Read]] = []
  /// By value: the instructions that read it, each once, in order.
  private(set) var readers: [[Int]]
  /// By value: the instruction that makes it.
  private(set) var definition: [Int?]
  private(set) var isResult: [Bool]
  let costs: OperationCosts

  /// How an instruction may be computed.
  enum Role {
    /// In code, wherever its result is read: a movement of elements, a splat constant, an iota. So is what nobody reads.
    case free
    /// It has no code: a constant in memory.
    case table
    /// Element by element, in a loop that it shares.
    case pointwise
    /// Result by result, in a loop that it shares.
    case reduction
    /// In kernels that it makes itself; what makes its operands and what reads its result may be put into them.
    case owner
    /// In steps of its own, which nothing shares.
    case apart
  }

  /// A value that an instruction reads.
  struct Read {
    let value: Graph.Value
    /// By axis of the value: the axis of the reader's results at whose index it is read; nil where it is read at
    /// other indices, and for axes of extent 1.
    let axes: [Int?]
    let operand: Int
  }

  init(_ graph: Graph) {
    self.graph = graph
    readers = Array(repeating: [], count: graph.types.count)
    definition = Array(repeating: nil, count: graph.types.count)
    isResult = Array(repeating: false, count: graph.types.count)
    costs = OperationCosts(graph)
    for result in graph.results { isResult[result.index] = true }
    for (position, instruction) in graph.instructions.enumerated() {
      for result in instruction.results { definition[result.index] = position }
    }
    assignRoles()
    collectReads()
  }

  func shape(of value: Graph.Value) -> Shape { graph[type: value].tensor?.shape ?? .scalar }

  /// The shape that an instruction's loops walk: that of its results, or of what it reduces.
  func walked(by instruction: Int) -> Shape {
    let instruction = graph.instructions[instruction]
    let isReduction = instruction.primitive is any ReductionPrimitive
    return (isReduction ? instruction.operands.first : instruction.results.last).map(shape) ?? .scalar
  }

  /// Whether an instruction takes code of its own somewhere.
  func isComputed(_ instruction: Int) -> Bool {
    switch roles[instruction] {
    case .free, .table: false
    case .pointwise, .reduction, .owner, .apart: true
    }
  }

  // MARK: Roles

  private mutating func assignRoles() {
    var isRead = isResult
    for instruction in graph.instructions.reversed() {
      let isNeeded =
        instruction.effects != .none || instruction.results.contains { isRead[$0.index] }
      let isShown = instruction.results.contains { isResult[$0.index] }
      roles.append(isNeeded ? role(of: instruction, isShown: isShown) : .free)
      if isNeeded { for operand in instruction.operands { isRead[operand.index] = true } }
    }
    roles.reverse()
  }

  private func role(of instruction: Instruction, isShown: Bool) -> Role {
    if instruction.isTable { return .table }
    // In the place that it has in the graph: effects without order keep that of the program too.
    guard instruction.effects == .none else { return .apart }
    switch instruction.primitive {
    case is any SteppedPrimitive: return .apart
    case is any MovementPrimitive: return isShown ? .pointwise : .free
    case is any PiecewisePrimitive: return .owner
    case is any PointwisePrimitive:
      return instruction.operands.isEmpty && !isShown ? .free : .pointwise
    case let reduction as any ReductionPrimitive:
      return isOneLoopNest(reduction, of: shape(of: instruction.operands[0])) ? .reduction : .owner
    default: return .owner
    }
  }

  /// Whether a reduction is computed where its results are, not by a kernel for its blocks: few results of many
  /// elements leave nothing for threads to share but the blocks.
  private func isOneLoopNest(_ reduction: some ReductionPrimitive, of shape: Shape) -> Bool {
    if reduction.order.isWhole(shape, axes: reduction.axes) { return true }
    guard reduction.order.isOnePass(shape, axes: reduction.axes) else { return false }
    return shape.count < FusionLimits.longCount
      || shape.removing(reduction.axes).count > FusionLimits.sharedCount * FusionLimits.lanes
  }

  // MARK: Reads

  private mutating func collectReads() {
    // By free value: what is read instead of it, by its own axes.
    var behind = [[Read]?](repeating: nil, count: graph.types.count)
    for (position, instruction) in graph.instructions.enumerated() {
      if roles[position] == .table {
        reads.append([])
        continue
      }
      let relations = AxisRelations(of: instruction, in: graph)
      var own: [Read] = []
      for (operand, value) in instruction.operands.enumerated() {
        let sources = behind[value.index] ?? [Read(value: value, axes: identity(value), operand: 0)]
        for source in sources {
          let axes = source.axes.map { $0.flatMap { relations[operand, axis: $0] } }
          own.append(Read(value: source.value, axes: axes, operand: operand))
        }
      }
      if roles[position] == .free {
        for result in instruction.results { behind[result.index] = own }
        reads.append([])
      } else {
        reads.append(own)
        for read in own where readers[read.value.index].last != position {
          readers[read.value.index].append(position)
        }
      }
    }
  }

  private func identity(_ value: Graph.Value) -> [Int?] {
    let shape = shape(of: value)
    return shape.extents.indices.map { shape[$0] == 1 ? nil : $0 }
  }
}
