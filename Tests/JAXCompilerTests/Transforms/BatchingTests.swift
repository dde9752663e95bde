import JAXIR
import Testing

@testable import JAXCompiler

struct BatchingTests {
  private static let size = 3

  /// The results for element `index` of the batch of arguments that have an axis in front.
  private func element(_ index: Int, of arguments: [[Double]], _ batched: [Bool], _ graph: Graph)
    -> [[Double]]
  {
    zip(zip(arguments, batched), graph.parameterTypes).map { argument, type in
      let count = type.tensor!.shape.count
      return argument.1 ? Array(argument.0[index * count..<(index + 1) * count]) : argument.0
    }
  }

  @Test(arguments: [Network.text, Network.product])
  func aBatchIsALoop(text: String) throws {
    let graph = try Network.graph(text)
    for mask in 0..<(1 << graph.parameterCount) {
      let batched = graph.parameters.map { mask >> $0.index & 1 == 1 }
      let vectorized = try graph.vectorized(leading: batched, size: BatchingTests.size)
      try vectorized.verify()
      let arguments = vectorized.randomArguments(seed: UInt64(mask))
      let expected = try (0..<BatchingTests.size).flatMap { index in
        try graph(element(index, of: arguments, batched, graph))[0]
      }
      #expect(try agree(vectorized(arguments)[0], expected, within: 1e-14), "\(batched)")
    }
  }

  @Test func aBatchOfGradientsIsALoop() throws {
    let graph = try Network.graph()
    let derivative = try graph.jvp([true, true, true]).graph.droppingResults(1)
    let gradient = try derivative.transposed(linear: [false, false, false, true, true, true])
    let batched = [true, false, true, false]
    let vectorized = try gradient.vectorized(leading: batched, size: BatchingTests.size)
    let arguments = vectorized.randomArguments(seed: 9)
    let results = try vectorized(arguments)
    for position in results.indices {
      let expected = try (0..<BatchingTests.size).flatMap { index in
        try gradient(element(index, of: arguments, batched, gradient))[position]
      }
      #expect(agree(results[position], expected, within: 1e-13))
    }
  }

  @Test func axesMayBeAnywhereAndAreTold() throws {
    let graph = try Network.graph(
      """
      graph main(%0: f32[2,3], %1: f32[]) {
        %2 = transpose %0 {permutation = [1, 0]} : f32[3,2]
        %3 = exp %1 : f32[]
        return %2, %3
      }
      """)
    let vectorized = try graph.vectorized(axes: [2, nil], size: 5)
    try vectorized.graph.verify()
    #expect(vectorized.axes[1] == nil)
    let axis = try #require(vectorized.axes[0])
    #expect(vectorized.graph.resultTypes[0].tensor?.shape[axis] == 5)
    #expect(vectorized.graph.parameterTypes[0].description == "f32[2,3,5]")
    #expect(vectorized.graph.resultTypes[1].description == "f32[]")
  }

  @Test func effectsHappenOnceAndTokensHaveNoAxis() throws {
    let graph = try Network.graph(
      """
      graph main(%0: token, %1: f32[2]) {
        %2, %3 = test_effect %0, %1 : token, f32[2]
        return %2, %3
      }
      """)
    let vectorized = try graph.vectorized(leading: [false, true], size: 4)
    try vectorized.verify()
    #expect(vectorized.resultTypes.map(\.description) == ["token", "f32[4,2]"])
    #expect(vectorized.instructions.count { $0.effects == .ordered } == 1)
    #expect(throws: JAXError.self) { try graph.vectorized(axes: [0, nil], size: 4) }
    #expect(throws: JAXError.self) { try graph.vectorized(axes: [nil, 2], size: 4) }
    #expect(throws: JAXError.self) { try graph.vectorized(axes: [nil], size: 4) }
    #expect(throws: JAXError.self) { try graph.vectorized(axes: [nil, 0], size: -1) }
  }
}
