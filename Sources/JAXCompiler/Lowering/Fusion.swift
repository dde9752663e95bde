package import JAXIR
import JAXPrimitives

/// Which values of a graph are computed inside the kernels of their readers instead of having memory of their own.
///
/// A value is *free* when it costs nothing to compute again: a splat constant, an iota, and any movement of elements.
/// A free value is inlined into every reader. Any other pointwise value is inlined when all its readers sit in one
/// kernel and read it at one index, so that it is computed exactly once per element; what reads it at another index
/// (a broadcast, a transpose) may do so only if it is the only reader and does not read an element twice.
package struct Fusion {
  /// By value id: whether the value is computed where it is read.
  package private(set) var isInlined: [Bool]

  /// The most instructions that one kernel takes in: keeps the time to compile linear in the program.
  package static let maximumKernelSize = 128

  /// Nothing but splat constants is inlined: one kernel per instruction.
  package static func none(_ graph: Graph) -> Fusion {
    var fusion = Fusion(count: graph.types.count)
    for instruction in graph.instructions where instruction.isSplatConstant {
      fusion.isInlined[instruction.results[0].index] = !graph.results.contains(instruction.results[0])
    }
    return fusion
  }

  private init(count: Int) { isInlined = [Bool](repeating: false, count: count) }

  package init(_ graph: Graph) {
    self.init(count: graph.types.count)
    var planner = FusionPlanner(graph)
    planner.plan()
    isInlined = planner.isInlined
  }
}

/// Walks the graph from its results to its parameters, so that a value's readers are placed before it is.
private struct FusionPlanner {
  private let graph: Graph
  private var uses: [[(instruction: Int, operand: Int)]]
  private var isResult: [Bool]
  private let isFree: [Bool]
  /// By instruction: where its result is computed; nil for a free value, which is computed in many places.
  private var place: [Place?]
  private var kernelSize: [Int: Int] = [:]
  var isInlined: [Bool]

  /// A point of a kernel: the loop body of instruction `kernel`, at the index that `index` stands for.
  private struct Place: Hashable {
    let kernel: Int
    let index: Int
  }

  init(_ graph: Graph) {
    self.graph = graph
    uses = Array(repeating: [], count: graph.types.count)
    for (position, instruction) in graph.instructions.enumerated() {
      for (operand, value) in instruction.operands.enumerated() {
        uses[value.index].append((position, operand))
      }
    }
    isResult = Array(repeating: false, count: graph.types.count)
    for result in graph.results { isResult[result.index] = true }
    isFree = FusionPlanner.freeValues(graph)
    place = Array(repeating: nil, count: graph.instructions.count)
    isInlined = Array(repeating: false, count: graph.types.count)
  }

  private static func freeValues(_ graph: Graph) -> [Bool] {
    var isFree = [Bool](repeating: false, count: graph.types.count)
    for instruction in graph.instructions {
      guard let value = instruction.results.first else { continue }
      let isMovement = instruction.primitive is any MovementPrimitive
      let isNullary = instruction.operands.isEmpty && instruction.primitive is any PointwisePrimitive
      isFree[value.index] = isMovement || (isNullary && !instruction.isTable)
    }
    return isFree
  }

  mutating func plan() {
    for position in graph.instructions.indices.reversed() {
      let instruction = graph.instructions[position]
      if let value = instruction.results.first, canInline(instruction, value) {
        if let shared = sharedPlace(of: value) {
          isInlined[value.index] = true
          place[position] = shared
          kernelSize[shared.kernel, default: 1] += 1
          continue
        }
        if isFree[value.index] {
          isInlined[value.index] = true
          continue
        }
      }
      place[position] = Place(kernel: position, index: -1)
    }
  }

  private func canInline(_ instruction: Instruction, _ value: Graph.Value) -> Bool {
    instruction.primitive is any PointwisePrimitive && !isResult[value.index] && !instruction.isTable
      && !uses[value.index].isEmpty
  }

  /// The one place where all readers of `value` read it; nil if there are several, or if one may not inline it.
  private func sharedPlace(of value: Graph.Value) -> Place? {
    var shared: Place?
    for use in uses[value.index] {
      guard let place = readingPlace(of: use, value), shared == nil || shared == place else { return nil }
      shared = place
    }
    guard let shared, kernelSize[shared.kernel, default: 1] < Fusion.maximumKernelSize else { return nil }
    return shared
  }

  private func readingPlace(of use: (instruction: Int, operand: Int), _ value: Graph.Value) -> Place? {
    guard let reader = place[use.instruction] else { return nil }
    let instruction = graph.instructions[use.instruction]
    switch instruction.primitive {
    case is any ElementwisePrimitive: return reader
    case is any StreamingPrimitive: return reader
    case is any PointwisePrimitive:
      guard let operand = graph[type: value].tensor, let result = graph[type: instruction.results[0]].tensor,
        result.shape.count <= operand.shape.count
      else { return nil }
      return Place(kernel: reader.kernel, index: use.instruction << 8 | min(use.operand, 255))
    default: return nil
    }
  }
}

extension Instruction {
  package var isSplatConstant: Bool { (primitive as? Constant)?.literal.isSplat ?? false }

  /// Whether the instruction is a constant that lives in memory, not in code.
  package var isTable: Bool { (primitive as? Constant).map { !$0.literal.isSplat } ?? false }
}
