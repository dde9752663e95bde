import JAXCompiler
import JAXIR
import JAXPrimitives
import Testing

@testable import JAXStableHLO

/// Programs with regions that read what is around them, by what they compute.
@Suite struct ControlImportTests {
  /// The results of `main(%n: tensor<i32>, %x: tensor<f32>)`, also after a round trip through our own text.
  private func run(_ body: String, _ n: Int32, _ x: Float, others: String = "") throws -> [Float] {
    let text = "func.func @main(%n: tensor<i32>, %x: tensor<f32>) -> tensor<f32> {\n\(body)\n}\n\(others)"
    let graph = try ImporterTests.graph(text)
    let again = try ImporterTests.graph(try exportStableHLO(graph))
    let arguments = try [
      Literal(.scalar(.int32), bytes: withUnsafeBytes(of: n) { Array($0) }),
      Literal(.scalar(.float32), bytes: withUnsafeBytes(of: x) { Array($0) }),
    ]
    return try [graph, again].map { graph in
      var evaluation = ReferenceEvaluation()
      let results = try evaluation.run(try Pipeline().meaning(of: graph), arguments)
      return Float(bitPattern: UInt32(truncatingIfNeeded: results[0].element(at: 0).bits))
    }
  }

  /// Names of the outer function, constants and not, inside condition and body; a loop in a loop.
  @Test(arguments: [0, 1, 3] as [Int32])
  func loopsReadWhatIsAround(n: Int32) throws {
    let results = try run(
      """
      %zero = stablehlo.constant dense<0> : tensor<i32>
      %one = stablehlo.constant dense<1> : tensor<i32>
      %y = stablehlo.add %x, %x : tensor<f32>
      %r:2 = stablehlo.while(%i = %zero, %a = %x) : tensor<i32>, tensor<f32>
        cond {
          %c = stablehlo.compare LT, %i, %n : (tensor<i32>, tensor<i32>) -> tensor<i1>
          stablehlo.return %c : tensor<i1>
        } do {
          %s:2 = stablehlo.while(%j = %zero, %b = %a) : tensor<i32>, tensor<f32>
            cond {
              %d = stablehlo.compare LE, %j, %i : (tensor<i32>, tensor<i32>) -> tensor<i1>
              stablehlo.return %d : tensor<i1>
            } do {
              %b2 = stablehlo.add %b, %y : tensor<f32>
              %j2 = stablehlo.add %j, %one : tensor<i32>
              stablehlo.return %j2, %b2 : tensor<i32>, tensor<f32>
            }
          %i2 = stablehlo.add %i, %one : tensor<i32>
          stablehlo.return %i2, %s#1 : tensor<i32>, tensor<f32>
        }
      return %r#1 : tensor<f32>
      """, n, 1.5)
    let expected = 1.5 + 3 * Float((0..<n).reduce(0) { $0 + $1 + 1 })
    #expect(results == [expected, expected])
  }

  @Test(arguments: [-1, 0, 1, 2, 9] as [Int32])
  func casesAndConditions(n: Int32) throws {
    let results = try run(
      """
      %two = stablehlo.constant dense<2.0> : tensor<f32>
      %r = "stablehlo.case"(%n) ({
        stablehlo.return %x : tensor<f32>
      }, {
        %p = stablehlo.multiply %x, %two : tensor<f32>
        stablehlo.return %p : tensor<f32>
      }, {
        %q = stablehlo.negate %x : tensor<f32>
        stablehlo.return %q : tensor<f32>
      }) : (tensor<i32>) -> tensor<f32>
      %c = stablehlo.compare LT, %r, %two : (tensor<f32>, tensor<f32>) -> tensor<i1>
      %s = "stablehlo.if"(%c) ({
        %t = stablehlo.add %r, %two : tensor<f32>
        stablehlo.return %t : tensor<f32>
      }, {
        stablehlo.return %r : tensor<f32>
      }) : (tensor<i1>) -> tensor<f32>
      return %s : tensor<f32>
      """, n, 1.5)
    let chosen: Float = n == 0 ? 1.5 : n == 1 ? 3 : -1.5
    let expected = chosen < 2 ? chosen + 2 : chosen
    #expect(results == [expected, expected])
  }

  @Test func mapsAndComposites() throws {
    let results = try run(
      """
      %v = stablehlo.broadcast_in_dim %x, dims = [] : (tensor<f32>) -> tensor<3xf32>
      %m = "stablehlo.map"(%v, %v) <{dimensions = array<i64: 0>}> ({
      ^bb0(%a: tensor<f32>, %b: tensor<f32>):
        %k = stablehlo.constant dense<0.5> : tensor<f32>
        %p = stablehlo.multiply %a, %k : tensor<f32>
        %q = stablehlo.add %p, %x : tensor<f32>
        %r = stablehlo.add %q, %b : tensor<f32>
        stablehlo.return %r : tensor<f32>
      }) : (tensor<3xf32>, tensor<3xf32>) -> tensor<3xf32>
      %one = stablehlo.slice %m [1:2] : (tensor<3xf32>) -> tensor<1xf32>
      %s = stablehlo.reshape %one : (tensor<1xf32>) -> tensor<f32>
      %t = stablehlo.composite "my.twice" %s {decomposition = @twice, version = 1 : i32} : (tensor<f32>) -> tensor<f32>
      return %t : tensor<f32>
      """, 0, 2,
      others: """
        func.func private @twice(%a: tensor<f32>) -> tensor<f32> {
          %0 = stablehlo.add %a, %a : tensor<f32>
          return %0 : tensor<f32>
        }
        """)
    #expect(results == [10, 10])
  }

  @Test func sortsHaveAnyComparator() throws {
    let results = try run(
      """
      %v = stablehlo.constant dense<[3.0, 1.0, 2.0]> : tensor<3xf32>
      %i = stablehlo.iota dim = 0 : tensor<3xi32>
      %r:2 = "stablehlo.sort"(%v, %i) <{dimension = -1 : i64, is_stable = true}> ({
      ^bb0(%a: tensor<f32>, %b: tensor<f32>, %c: tensor<i32>, %d: tensor<i32>):
        %l = stablehlo.compare GT, %a, %b : (tensor<f32>, tensor<f32>) -> tensor<i1>
        stablehlo.return %l : tensor<i1>
      }) : (tensor<3xf32>, tensor<3xi32>) -> (tensor<3xf32>, tensor<3xi32>)
      %w = stablehlo.slice %r#1 [1:2] : (tensor<3xi32>) -> tensor<1xi32>
      %f = stablehlo.convert %w : (tensor<1xi32>) -> tensor<1xf32>
      %s = stablehlo.reshape %f : (tensor<1xf32>) -> tensor<f32>
      return %s : tensor<f32>
      """, 0, 0)
    #expect(results == [2, 2])
  }

  /// Parts of tuples, also of one that is read inside a region.
  @Test func tuplesAreNames() throws {
    let results = try run(
      """
      %y = stablehlo.add %x, %x : tensor<f32>
      %t = stablehlo.tuple %x, %y : tuple<tensor<f32>, tensor<f32>>
      %a = stablehlo.get_tuple_element %t[1] : (tuple<tensor<f32>, tensor<f32>>) -> tensor<f32>
      %r = "stablehlo.case"(%n) ({
        %b = "stablehlo.get_tuple_element"(%t) <{index = 0 : i32}> : (tuple<tensor<f32>, tensor<f32>>) -> tensor<f32>
        %c = stablehlo.subtract %b, %a : tensor<f32>
        stablehlo.return %c : tensor<f32>
      }) : (tensor<i32>) -> tensor<f32>
      return %r : tensor<f32>
      """, 0, 3)
    #expect(results == [-3, -3])
  }

  /// What is wrong outside of a region is told once.
  @Test func whatUsesAMistakeIsPassedOver() {
    let error = ImporterTests.refusal(
      """
      func.func @main(%n: tensor<i32>, %x: tensor<f32>) -> tensor<f32> {
        %y = stablehlo.no_such_thing %x : tensor<f32>
        %r = "stablehlo.case"(%n) ({
          %z = stablehlo.add %y, %x : tensor<f32>
          stablehlo.return %z : tensor<f32>
        }) : (tensor<i32>) -> tensor<f32>
        return %r : tensor<f32>
      }
      """)
    #expect(error?.message.contains("no_such_thing") == true && error?.hint?.contains("also wrong") != true)
  }

  @Test func mistakesHaveTheirPlace() {
    let missing = ImporterTests.refusal(
      """
      func.func @main(%x: tensor<f32>) -> tensor<f32> {
        %r = "stablehlo.case"(%x) ({
          stablehlo.return %y : tensor<f32>
        }) : (tensor<f32>) -> tensor<f32>
        return %r : tensor<f32>
      }
      """)
    #expect(missing?.message == "value %y is not defined here")
    let index = ImporterTests.refusal(
      """
      func.func @main(%x: tensor<f32>) -> tensor<f32> {
        %r = "stablehlo.case"(%x) ({
          stablehlo.return %x : tensor<f32>
        }) : (tensor<f32>) -> tensor<f32>
        return %r : tensor<f32>
      }
      """)
    #expect(index?.message == "a choice takes an i32 scalar and tensors" && index?.location != .unknown)
  }
}
