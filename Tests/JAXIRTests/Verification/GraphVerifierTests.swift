import Testing

@testable import JAXIR

/// One rejected graph for each invariant, and the good graph that it was made from.
struct GraphVerifierTests {
  static let scalar = ValueType.tensor(.scalar(.float32))

  /// `%2 = test_wave %0`, `%3, %4 = test_effect %1, %2`
  static let good = Graph(
    name: "main", types: [scalar, .token, scalar, .token, scalar], parameterCount: 2,
    instructions: [
      Instruction(TestWave(), [v(0)], results: [v(2)]),
      Instruction(TestEffect(), [v(1), v(2)], results: [v(3), v(4)]),
    ], results: [v(3), v(4)])

  private static func v(_ index: Int) -> Graph.Value { Graph.Value(index) }

  /// `good` with one thing changed.
  private static func bad(_ change: (inout Graph) -> Void) -> Graph {
    var graph = good
    change(&graph)
    return graph
  }

  /// `good` on a token that it makes itself.
  private static let startingChain = Graph(
    name: "f", types: [scalar, .token, .token, .token, scalar], parameterCount: 2,
    instructions: [
      Instruction(TestToken(), [], results: [v(2)]),
      Instruction(TestEffect(), [v(2), v(0)], results: [v(3), v(4)]),
    ], results: [v(3), v(4)])

  /// A graph of one instruction that runs `region`.
  private static func calling(_ region: Graph) -> Graph {
    Graph(
      name: "main", types: [scalar, .token, .token, scalar], parameterCount: 2,
      instructions: [
        Instruction(TestCall(), [v(0), v(1)], regions: [Region(region)], results: [v(2), v(3)])
      ],
      results: [v(2), v(3)])
  }

  /// Calls within calls, one deeper than they may nest.
  private static let tooDeep: Graph = {
    let type = [scalar]
    var graph = Graph(name: "f", types: type, parameterCount: 1, instructions: [], results: [v(0)])
    for _ in 0...Region.maximumDepth {
      let call = Instruction(TestCall(), [v(0)], regions: [Region(graph)], results: [v(1)])
      graph = Graph(name: "f", types: type + type, parameterCount: 1, instructions: [call], results: [v(1)])
    }
    return graph
  }()

  static let rejected: [(String, Graph)] = [
    ("G1", bad { $0.parameterCount = 6 }),
    ("G1", bad { $0.parameterCount = -1 }),
    ("G2", bad { $0.instructions[0].results = [v(3)] }),
    ("G2", bad { $0.types.append(scalar) }),
    ("G2", bad { $0.types.removeLast() }),
    ("G3", bad { $0.instructions[0].operands = [v(2)] }),
    ("G3", bad { $0.instructions[0].operands = [v(9)] }),
    ("G3", bad { $0.results[1] = v(5) }),
    ("G4", bad { $0.types[2] = .tensor(.scalar(.float64)) }),
    ("G4", bad { $0.instructions[0].operands = [v(0), v(0)] }),
    ("G5", calling(bad { $0.results[1] = v(5) })),
    ("G5", tooDeep),
    (
      "G6",
      bad {
        $0.instructions[1].operands = [v(1), v(1)]
        $0.types = [scalar, .token, scalar, .token, .token]
      }
    ),
    (
      "G6",
      bad {
        $0.instructions[1] = Instruction(TestEffect(), [v(0), v(2)], results: [v(3), v(4)])
        $0.types = [scalar, .token, scalar, scalar, scalar]
      }
    ),
    (
      "G7",
      bad { $0.instructions[1] = Instruction(TestPass(), [v(1), v(2)], results: [v(3), v(4)]) }
    ),
    (
      "G7",
      bad {
        $0.instructions[1] = Instruction(TestPass(), [v(1), v(1)], results: [v(3), v(4)])
        $0.types = [scalar, .token, scalar, .token, .token]
      }
    ),
    ("G9", calling(startingChain)),
    ("G8", bad { $0.results = [v(3), v(3)] }),
    ("G8", bad { $0.results = [v(1), v(3)] }),
  ]

  @Test(arguments: rejected)
  func aBrokenInvariantIsNamed(_ rule: String, _ graph: Graph) throws {
    let error = try #require(throws: JAXError.self) { try graph.verify() }
    #expect(error.code == .verifyError)
    if rule != "G5" { #expect(error.message.hasPrefix(rule + ":"), "\(error)") }
    if rule == "G5" { #expect(error.operation == "test_call") }
  }

  @Test func aWellFormedGraphIsAccepted() throws {
    try GraphVerifierTests.good.verify()
    try Graph(
      name: "main", types: [.token, GraphVerifierTests.scalar, .token, GraphVerifierTests.scalar],
      parameterCount: 2,
      instructions: [
        Instruction(
          TestCall(), [GraphVerifierTests.v(0), GraphVerifierTests.v(1)],
          regions: [
            Region(
              Graph(
                name: "f", types: [.token, GraphVerifierTests.scalar, .token, GraphVerifierTests.scalar],
                parameterCount: 2,
                instructions: [
                  Instruction(
                    TestEffect(), [GraphVerifierTests.v(0), GraphVerifierTests.v(1)],
                    results: [GraphVerifierTests.v(2), GraphVerifierTests.v(3)])
                ], results: [GraphVerifierTests.v(2), GraphVerifierTests.v(3)]))
          ], results: [GraphVerifierTests.v(2), GraphVerifierTests.v(3)])
      ], results: [GraphVerifierTests.v(2), GraphVerifierTests.v(3)]
    ).verify()
  }

  @Test func theInstructionIsLocated() throws {
    var graph = GraphVerifierTests.good
    graph.instructions[0].location = .source(file: "model.swift", line: 7, column: nil)
    graph.types[2] = .tensor(.scalar(.float64))
    let error = try #require(throws: JAXError.self) { try graph.verify() }
    #expect(error.description.hasPrefix("model.swift:7: error: test_wave: G4:"))
  }
}
