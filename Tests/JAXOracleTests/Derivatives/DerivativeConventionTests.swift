import JAXCompiler
import JAXIR
import JAXPrimitives
import Testing

/// What derivatives are where they are not the limit of differences, or where there is none.
struct DerivativeConventionTests {
  /// Steps: their results do not change with small changes of the operands, and jump at others.
  static let steps: [(any Primitive, operands: Int)] = [
    (Floor(), 1), (Ceil(), 1), (RoundNearestEven(), 1), (RoundNearestAwayFromZero(), 1), (Sign(), 1),
    (IsFinite(), 1), (Compare(.less), 2), (Compare(.equal), 2), (Compare(.greater, isTotal: true), 2),
    (Convert(.int32), 1), (Convert(.bool), 1), (EncodeFloat8(.e5m2), 1), (BitcastConvert(.int64), 1),
  ]

  private func graph(
    of primitive: any Primitive, _ types: [TensorType], _ regions: [Region] = []
  ) throws -> Graph {
    try Application(primitive, types, regions: regions).graph()
  }

  @Test(arguments: steps.indices)
  func stepsHaveNoTangent(number: Int) throws {
    let (primitive, count) = Self.steps[number]
    let operand = try PrimitiveSample.type(.float64, 2)
    let graph = try graph(of: primitive, Array(repeating: operand, count: count))
    let derivative = try graph.jvp(graph.parameters.map { _ in true })
    #expect(derivative.hasTangent == [false])
    // Where they jump, too.
    let explicit = try graph.jvp(graph.parameters.map { _ in true }, explicitZeros: true).graph
    let point = (0..<count).map { _ in Literal(2, operand) }
    let results = try Evaluator()(explicit, point + point)
    #expect(results[1].type == results[0].type)
    #expect(results[1].canonicalElements.allSatisfy { $0.bits == 0 })
  }

  /// The order of equal elements, which differs with any change, is kept; positions have no tangent.
  @Test func argumentsOfMaximaHaveNoTangent() throws {
    let (values, places) = (try PrimitiveSample.type(.float64, 3), try PrimitiveSample.type(.int32, 3))
    let sort = try graph(of: Sort(axis: 0), [values, places], [.order([.float64, .int32])])
    let derivative = try sort.jvp([true, false])
    #expect(derivative.hasTangent == [true, false])
    let point = [
      Literal(values, numbers: [2, 2, 1]), Literal(places, (0..<3).map { .init(.int32, integer: $0) }),
    ]
    let results = try Evaluator()(derivative.graph, point + [Literal(values, numbers: [5, 6, 7])])
    #expect(results[2].numbers == [7, 5, 6])
  }

  /// Rounding to fewer bits rounds the tangent, as if it were linear; what bits mean elsewhere has none.
  @Test func roundingAndBits() throws {
    let operand = try PrimitiveSample.type(.float64, 2)
    let rounding = try graph(of: ReducePrecision(exponentBits: 8, mantissaBits: 3), [operand])
    let derivative = try rounding.jvp([true]).graph
    let (x, v) = (Literal(operand, numbers: [1.3, 2.7]), Literal(operand, numbers: [1.01, 3.3]))
    #expect(try Evaluator()(derivative, [x, v])[1].numbers == [1, 3.25])
    let bits = try graph(of: BitcastConvert(.float32), [operand])
    #expect(try bits.jvp([true]).hasTangent == [false])
    #expect(try graph(of: StopGradient(), [operand]).jvp([true]).hasTangent == [false])
  }

  /// Derivatives that there are none of say so.
  @Test(arguments: ["polygamma", "zeta"])
  func heldOperandsAreErrors(name: String) throws {
    let application = try #require(PrimitiveDerivativeTests.applications(name).first)
    let graph = try application.graph()
    let error = try #require(throws: JAXError.self) { try graph.jvp([true, false]) }
    #expect(error.code == .unsupported && error.operation == name)
    #expect(error.message.contains("no derivative with respect to its"))
  }

  /// Routines of LAPACK without a derivative say so.
  @Test func whatHasNoDerivativeSaysSo() throws {
    var refused = 0
    for application in PrimitiveDerivativeTests.applications("lapack_call")
    where application.active.contains(true) {
      let graph = try application.graph()
      do throws(JAXError) {
        _ = try graph.jvp(application.active)
      } catch {
        refused += 1
        #expect(error.code == .unsupported && error.operation == "lapack_call" && error.hint != nil)
      }
    }
    #expect(refused > 0)
  }

  /// A scatter to chosen places that is no sum has no derivative, and an error.
  @Test func choicesOfPlacesAreOfSums() throws {
    let (operand, source) = (try PrimitiveSample.type(.float64, 4), try PrimitiveSample.type(.float64, 2))
    let select = Region.scalars([.float64, .float64]) { [$0[0].compare(.greaterEqual, $0[1])] }
    let body = Region.scalars([.float64, .float64]) { [$0[0].maximum($0[1])] }
    let graph = try graph(
      of: SelectAndScatter(Windows(sizes: [2], strides: [2])), [operand, source, .scalar(.float64)],
      [select, body])
    let error = try #require(throws: JAXError.self) { try graph.jvp([false, true, false]) }
    #expect(error.code == .unsupported && error.operation == "select_and_scatter")
  }

  /// Where a window's extremum is what it starts from, its elements have no part in it.
  @Test func extremaOfWindowsMayBeWhatTheyStartFrom() throws {
    let operand = try PrimitiveSample.type(.float64, 3)
    let body = Region.scalars([.float64, .float64]) { [$0[0].maximum($0[1])] }
    let graph = try graph(
      of: ReduceWindow(Windows(sizes: [2])), [operand, .scalar(.float64)], [body])
    let derivative = try graph.jvp([true, false]).graph
    let (x, v) = (Literal(operand, numbers: [1, 3, 2]), Literal(operand, numbers: [5, 6, 7]))
    let evaluate = Evaluator()
    func tangent(from initial: Double) throws -> [Double] {
      try evaluate(derivative, [x, Literal(initial, .scalar(.float64)), v])[1].numbers
    }
    #expect(try tangent(from: -.infinity) == [6, 6])
    #expect(try tangent(from: 2.5) == [6, 6])
    #expect(try tangent(from: 4) == [0, 0])
  }

  /// Reductions by bodies that are no sum, no product and no extremum have derivatives forwards alone.
  @Test(arguments: PrimitiveDerivativeTests.forwardOnly.sorted())
  func whatHasNoTransposeSaysSo(name: String) throws {
    var messages: Set<String> = []
    for application in PrimitiveDerivativeTests.applications(name) where application.active.contains(true) {
      do {
        _ = try application.graph().pulledBack(application.active)
      } catch let error as JAXError {
        #expect(error.code == .unsupported)
        messages.insert(error.message)
      }
    }
    #expect(!messages.isEmpty, "\(name) is in the list for nothing")
  }
}
