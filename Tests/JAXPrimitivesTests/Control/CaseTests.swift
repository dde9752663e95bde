import JAXCompiler
import JAXIR
import JAXPrimitives
import Testing

struct CaseTests {
  private static let vector = TensorType(.float32, 4)
  private static let index = TensorType.scalar(.int32)

  private static let choice = graph([index, vector, vector]) { values in
    Tracer.choose(
      values[0], [values[1], values[2]],
      [{ [$0[0] + $0[1], $0[0]] }, { [$0[1], $0[1]] }, { [$0[0] * $0[0], $0[0].filled(9)] }])
  }

  private func message(_ operands: [TensorType], _ regions: [Region]) -> String? {
    do throws(JAXError) {
      _ = try Case().resultTypes(of: operands.map(ValueType.tensor), regions: regions)
      return nil
    } catch {
      return error.message
    }
  }

  @Test func branchesAreAlike() throws {
    let one = region([Self.vector]) { [$0[0]] }
    let two = region([Self.vector]) { [$0[0], $0[0]] }
    #expect(message([Self.index, Self.vector], [one, one]) == nil)
    #expect(message([Self.vector, Self.vector], [one]) == "a choice takes an i32 scalar and tensors")
    #expect(message([], [one]) == "a choice takes an i32 scalar and tensors")
    #expect(message([Self.index, Self.vector], []) == "a choice has at least one branch")
    #expect(message([Self.index], [one]) == "branch 0 takes (f32[4]), its operands are ()")
    #expect(
      message([Self.index, Self.vector], [one, two]) == "branch 1 gives (f32[4], f32[4]), not (f32[4])")
  }

  /// Out of range means the last.
  @Test(arguments: [-2_147_483_648, -1, 0, 1, 2, 3, 2_147_483_647] as [Int32])
  func theBranchThatTheIndexNames(index: Int32) throws {
    let (a, b) = ([1, 2, 3, 4], [10, 20, 30, 40]) as ([Float], [Float])
    let inputs = try [
      Literal(Self.index, of: [index]), Literal(Self.vector, of: a), Literal(Self.vector, of: b),
    ]
    let results = try evaluateInAllWays(Self.choice, inputs).map { $0.elements(Float.self) }
    switch index {
    case 0: #expect(results == [[11, 22, 33, 44], a])
    case 1: #expect(results == [b, b])
    default: #expect(results == [[1, 4, 9, 16], [9, 9, 9, 9]])
    }
  }

  @Test func resultsMayBeNothing() throws {
    let none = graph([Self.index, Self.vector]) { values in
      Tracer.choose(values[0], [values[1]], [{ _ in [] }, { _ in [] }]) + [values[1] + 1]
    }
    let inputs = try [
      Literal(Self.index, of: [0 as Int32]), Literal(Self.vector, of: [1, 2, 3, 4] as [Float]),
    ]
    #expect(try evaluateInAllWays(none, inputs)[0].elements(Float.self) == [2, 3, 4, 5])
  }

  @Test func tangentsOfAnyBranch() throws {
    let derivative = try Self.choice.jvp([false, true, false])
    #expect(derivative.hasTangent == [true, true])
    let x = [1, 2, 3, 4] as [Float]
    for (index, first, second) in [
      (0, [1, 1, 1, 1], [1, 1, 1, 1]), (1, [0, 0, 0, 0], [0, 0, 0, 0]), (2, [2, 4, 6, 8], [0, 0, 0, 0]),
    ] as [(Int32, [Float], [Float])] {
      let inputs = try [
        Literal(Self.index, of: [index]), Literal(Self.vector, of: x), Literal(Self.vector, of: x),
        Literal(Self.vector, of: [1, 1, 1, 1] as [Float]),
      ]
      let results = try evaluateInAllWays(derivative.graph, inputs).map { $0.elements(Float.self) }
      #expect(results[2] == first && results[3] == second, "branch \(index)")
    }
  }

  /// ⟨A·x, ȳ⟩ = ⟨x, Aᵀ·ȳ⟩ in each branch.
  @Test(arguments: [0, 1, 5] as [Int32])
  func transposeIsThatOfTheBranch(index: Int32) throws {
    let linear = graph([Self.index, Self.vector, Self.vector]) { values in
      Tracer.choose(
        values[0], [values[1], values[2]],
        [{ [$0[0] * $0[1], $0[1] + $0[1]] }, { [$0[1], $0[1] * $0[0]] }, { [-$0[1], $0[0].filled(0)] }])
    }
    let transpose = try linear.transposed(linear: [false, false, true])
    try transpose.verify()
    let (held, x) = ([2, 3, 5, 7], [1, -1, 2, -2]) as ([Float], [Float])
    let (ya, yb) = ([1, 2, 3, 4], [4, 1, 2, 2]) as ([Float], [Float])
    let known = try [Literal(Self.index, of: [index]), Literal(Self.vector, of: held)]
    let forwards = try evaluate(linear, known + [Literal(Self.vector, of: x)]).map { $0.elements(Float.self) }
    let backwards = try evaluateInAllWays(
      transpose, known + [ya, yb].map { try Literal(Self.vector, of: $0) })
    func dot(_ a: [Float], _ b: [Float]) -> Float { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
    #expect(dot(forwards[0], ya) + dot(forwards[1], yb) == dot(x, backwards[0].elements(Float.self)))
  }

  @Test(arguments: 1..<8)
  func aBatchIsAChoiceOfEach(mask: Int) throws {
    var random = SplitMix(seed: UInt64(mask))
    let axes: [Int?] = (0..<3).map { mask >> $0 & 1 == 1 ? ($0 == 2 ? 1 : 0) : nil }
    try expectBatching(of: Self.choice, axes: axes, size: 5, using: &random)
  }
}
