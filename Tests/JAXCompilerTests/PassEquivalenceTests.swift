import JAXIR
import Testing

@testable import JAXCompiler

/// Every pass keeps every bit: random programs mean the same before and after.
struct PassEquivalenceTests {
  @Test(arguments: PassEquivalence.seeds)
  func everyPassKeepsEveryBit(seed: UInt64) throws {
    let program = try PassEquivalence(seed: seed)
    for pass in Pipeline.passes where pass.role != .meaning {
      #expect(try program.isKept(by: pass), "\(pass.name), seed \(seed)\n\(program.graph)")
    }
    #expect(
      try program.isKept(by: Pipeline.passes.filter { $0.role == .optimisation }),
      "seed \(seed)\n\(program.graph)")
  }
}

/// A random program, arguments and its results by reference evaluation.
struct PassEquivalence {
  static let seeds = Array(UInt64(0)..<150)

  let graph: Graph
  private let arguments: [Literal]
  private let expected: [Literal]

  init(seed: UInt64) throws {
    var generator = RandomGraph(seed: seed)
    graph = try Pipeline().meaning(of: try generator.graph(size: 40))
    var random = SplitMix(seed: seed ^ 0xA5A5)
    arguments = try graph.parameterTypes.compactMap(\.tensor).map { try Literal(random: $0, using: &random) }
    expected = try PassEquivalence.results(of: graph, arguments)
  }

  /// Whether the passes, one after the other, keep every bit of every result.
  func isKept(by passes: Pass...) throws -> Bool { try isKept(by: passes) }

  func isKept(by passes: [Pass]) throws -> Bool {
    var rewritten = graph
    for pass in passes {
      rewritten = try pass.run(rewritten, in: .folding)
      try rewritten.verify()
    }
    return try PassEquivalence.results(of: rewritten, arguments) == expected
  }

  private static func results(of graph: Graph, _ arguments: [Literal]) throws -> [Literal] {
    var evaluation = ReferenceEvaluation()
    return try evaluation.run(graph, arguments).map { try $0.withEqualNaNs() }
  }
}

extension Literal {
  /// - Parameter elements: In row-major order.
  init(_ elements: [Kernel.Constant], of type: TensorType) throws {
    let bytes = elements.flatMap { element in
      withUnsafeBytes(of: element.bits.littleEndian) { Array($0.prefix(type.dtype.byteCount)) }
    }
    try self.init(type, bytes: bytes)
  }

  /// Elements that rewrites get wrong: zeros of both signs, infinities, NaN, a denormal.
  fileprivate init(random type: TensorType, using random: inout SplitMix) throws {
    let elements = (0..<type.shape.count).map { _ -> Kernel.Constant in
      switch type.dtype {
      case .bool: Kernel.Constant(.bool, integer: Int.random(in: 0...1, using: &random))
      case .int32: Kernel.Constant(.int32, integer: Int.random(in: -4...4, using: &random))
      default:
        Kernel.Constant(
          type.dtype, [0.0, -0.0, 1.5, -2, .infinity, .nan, 1e-40, 3e38].randomElement(using: &random)!)
      }
    }
    try self.init(elements, of: type)
  }

  /// The literal with every NaN the same: which one arithmetic makes is not promised.
  fileprivate func withEqualNaNs() throws -> Literal {
    guard type.dtype.isFloat else { return self }
    let elements = (0..<type.shape.count).map { index in
      let element = element(at: index)
      let isNaN =
        element.dtype == .float32
        ? Float(bitPattern: UInt32(element.bits)).isNaN : Double(bitPattern: element.bits).isNaN
      return isNaN ? Kernel.Constant(element.dtype, .nan) : element
    }
    return try Literal(elements, of: type)
  }
}
