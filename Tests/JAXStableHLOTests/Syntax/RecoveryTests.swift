import JAXIR
import JAXStableHLO
import Testing

/// What the parser says of texts with several mistakes.
@Suite struct RecoveryTests {
  private static func places(_ text: String) -> [String] {
    guard let error = refusal(text) else { return [] }
    guard case .source(_, let line, let column) = error.location else { return ["?"] }
    let others = error.hint?.matches(of: #/(\d+:\d+): /#).map { String($0.output.1) } ?? []
    return ["\(line):\(column ?? 0)"] + others
  }

  @Test func everyMistakeHasItsPlace() {
    let places = Self.places(
      """
      #bad = loc(
      func.func @main(%a: tensor<2xf32>) -> tensor<2xf32> {
        %0 = stablehlo.add %a, : tensor<2xf32>
        %1 = stablehlo.tanh %a : tensor<2x>
        %2 = stablehlo.tanh %a : tensor<2xf32>
        %3 = "stablehlo.reduce"(%a, %2) <{dimensions = array<i64: 0}> ({
        ^bb0(%x: tensor<f32>, %y: tensor<f32>):
          %z = stablehlo.add %x, %y : tensor<f32>
          stablehlo.return %z : tensor<f32>
        }) : (tensor<2xf32>, tensor<f32>) -> tensor<f32>
        %4 = stablehlo.reduce(%a init %2) across dimensions = [0] : (tensor<2xf32>, tensor<f32>) -> tensor<f32>
         reducer(%x: tensor<f32>, %y: tensor<f32>) {
          stablehlo.return %x : tensor<f32>
        }
        %5 = stablehlo.constant dense<[1, x]> : tensor<2xi32>
        return %2 : tensor<2xf32>
      }
      func.func @other() {
        %0 = stablehlo.iota dim = : tensor<2xf32>
        return
      }
      """)
    #expect(places == ["2:1", "3:26", "4:37", "6:62", "11:33", "15:37", "19:29"])
  }

  @Test func mistakesInRegionsAreFound() {
    let places = Self.places(
      """
      func.func @main(%a: tensor<2xf32>) {
        %3 = "stablehlo.reduce"(%a, %a) ({
        ^bb0(%x: tensor<f32>, %y: tensor<f32>):
          %z = stablehlo.add %x, %y : tensor<f3>
          %w = stablehlo.add %x : tensor<f32
          stablehlo.return %z : tensor<f32>
        }) : (tensor<2xf32>, tensor<f32>) -> tensor<f32>
        %4 = stablehlo.tanh : : tensor<2xf32>
        return
      }
      """)
    #expect(places == ["4:40", "6:5", "8:25"], "\(places)")
  }

  @Test func atMostTwenty() {
    let lines = (0..<1_000).map { "%\($0) = stablehlo.add %a, : tensor<2xf32>" }.joined(separator: "\n")
    #expect(Self.places("func.func @main(%a: tensor<2xf32>) {\n\(lines)\nreturn\n}").count == 20)
  }

  /// Nothing can be made out after the depth is exceeded: one error, at its place, at once.
  @Test(arguments: ["(", "[", "{x = ", "<"]) func deepNesting(bracket: String) {
    let text = "func.func @main() {\n\"a.b\"() {x = \(String(repeating: bracket, count: 100_000))\n}"
    let places = Self.places(text)
    #expect(places.count == 1 && places[0].hasPrefix("2:"), "\(places)")
  }

  @Test func deepRegions() {
    let text = String(repeating: "\"a.b\"() ({\n", count: 100_000)
    #expect(Self.places("func.func @main() {\n" + text).count == 1)
  }

  /// Quotes, comments and brackets in what is passed over.
  @Test func skippingReadsStrings() {
    let places = Self.places(
      """
      func.func @main(%a: tensor<2xf32>) {
        %0 = stablehlo.add %a, : tensor<2xf32> loc("}\\"}" // }
        // }
        %1 = stablehlo.add %a, : tensor<2xf32>
        return
      }
      """)
    #expect(places == ["2:26", "4:26"])
  }
}
