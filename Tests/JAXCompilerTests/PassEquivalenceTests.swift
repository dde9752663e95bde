import JAXIR
import Testing

@testable import JAXCompiler

/// Every pass keeps every bit: random programs mean the same before and after.
struct PassEquivalenceTests {
  static let seeds = Array(UInt64(0)..<150)

  @Test(arguments: seeds)
  func everyPassKeepsEveryBit(seed: UInt64) throws {
    var generator = RandomGraph(seed: seed)
    let traced = try generator.graph(size: 40)
    let graph = try Pipeline().meaning(of: traced)
    let arguments = try arguments(of: graph, seed: seed)
    var evaluation = ReferenceEvaluation()
    let expected = try evaluation.run(graph, arguments).map(canonical)
    var all = graph
    for pass in Pipeline.passes where pass.role == .optimisation {
      let alone = try pass.run(graph, in: .folding)
      #expect(
        try evaluation.run(alone, arguments).map(canonical) == expected,
        "\(pass.name), seed \(seed)\n\(graph)")
      all = try pass.run(all, in: .folding)
      try all.verify()
    }
    #expect(try evaluation.run(all, arguments).map(canonical) == expected, "seed \(seed)\n\(graph)")
    #expect(all.instructions.count <= graph.instructions.count)
  }

  private func arguments(of graph: Graph, seed: UInt64) throws -> [Literal] {
    var random = SplitMix(seed: seed ^ 0xA5A5)
    return try graph.parameterTypes.compactMap(\.tensor).map { type in
      let elements = (0..<type.shape.count).map { _ -> Kernel.Constant in
        switch type.dtype {
        case .bool: Kernel.Constant(.bool, integer: Int.random(in: 0...1, using: &random))
        case .int32: Kernel.Constant(.int32, integer: Int.random(in: -4...4, using: &random))
        default:
          Kernel.Constant(
            type.dtype, [0.0, -0.0, 1.5, -2, .infinity, .nan, 1e-40, 3e38].randomElement(using: &random)!)
        }
      }
      return try Literal(elements, of: type)
    }
  }

  /// The literal with every NaN the same: which one arithmetic makes is not promised.
  private func canonical(_ literal: Literal) throws -> Literal {
    guard literal.type.dtype.isFloat else { return literal }
    let elements = (0..<literal.type.shape.count).map { index in
      let element = literal.element(at: index)
      let isNaN =
        element.dtype == .float32
        ? Float(bitPattern: UInt32(element.bits)).isNaN : Double(bitPattern: element.bits).isNaN
      return isNaN ? Kernel.Constant(element.dtype, .nan) : element
    }
    return try Literal(elements, of: literal.type)
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
}
