import Foundation
import JAX
import Testing

/// Programs that do something beside computing, run by the tool.
@Suite struct EffectTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func run(_ text: String) throws -> Tool.Outcome {
    let input = NPY.write(
      TensorType(.float32, try Shape([3])), ([1, 2.5, -3] as [Float]).withUnsafeBytes { Array($0) })
    return try Tool.run(
      "run", folder.file("m.graph", text), "--inputs", folder.file("x.npy", input))
  }

  @Test func linesArePrintedInOrder() throws {
    let run = try run(
      """
      graph main(%0: f32[3]) {
        %1 = create_token : token
        %2 = debug_print %1, %0 {format = "x = {}", is_ordered = true} : token
        %3 = constant {literal = f32[](0.0)} : f32[]
        %4, %5 = scan %2, %3, %0 {length = 3, invariants = 0, carries = 2} (%0: token, %1: f32[], %2: f32[]) {
          %3 = add %1, %2 : f32[]
          %4 = debug_print %0, %2, %3 {format = "{} makes {:.2f}", is_ordered = true} : token
          return %4, %3
        } : token, f32[]
        %6 = debug_print %4, %0 {format = "two of {}", is_ordered = true, limit = 2} : token
        return %5
      }
      """)
    #expect(
      run.output == """
        x = [1.0, 2.5, -3.0]
        1.0 makes 1.00
        2.5 makes 3.50
        -3.0 makes 0.50
        two of [1.0, 2.5, …]
        out.0: f32[] [0.5]

        """)
    #expect(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
  }

  /// A scan over the input that checks each element, by what `body` says of it.
  private func checking(_ body: String) -> String {
    """
    graph main(%0: f32[3]) {
      %1 = create_token : token
      %2 = constant {literal = f32[](2.5)} : f32[]
      %3 = scan %2, %1, %0 {length = 3, invariants = 1, carries = 1} (%0: f32[], %1: token, %2: f32[]) {
        \(body)
      } : token
      return %0
    }
    """
  }

  @Test func checksPassAndFail() throws {
    let assertion = """
      %3 = compare %2, %0 {comparison = COMPARISON, total = false} : bool[]
        assertion %3 {message = "only small numbers", file = "a.swift", line = 7}
        return %1
      """
    let good = try run(checking(assertion.replacingOccurrences(of: "COMPARISON", with: "le")))
    #expect(good.status == 0 && good.output.hasPrefix("out.0: f32[3]"), "\(good)")
    let bad = try run(checking(assertion.replacingOccurrences(of: "COMPARISON", with: "lt")))
    #expect(bad.status == 1 && bad.output.isEmpty)
    #expect(bad.errors.contains("a.swift:7") && bad.errors.contains("only small numbers"), "\(bad.errors)")
    let alike = try run(
      checking("%3 = check %1, %2, %2 {comparison = eq} : token\n    return %3"))
    #expect(alike.status == 0, "\(alike.errors)")
    let unlike = try run(
      checking("%3 = check %1, %2, %0 {comparison = eq} : token\n    return %3"))
    #expect(unlike.status == 1 && unlike.errors.contains("is 1.0, not 2.5"), "\(unlike.errors)")
  }

  @Test func functionsOfTheHostAreNotInATextAndThatIsSaid() throws {
    let run = try run(
      """
      graph main(%0: f32[3]) {
        %1 = host_callback %0 {name = "lookUp", kind = io, is_ordered = false, is_vectorized = false, types = [f32[3]]} : f32[3]
        return %1
      }
      """)
    #expect(run.status == 1 && run.output.isEmpty)
    #expect(
      run.errors.hasSuffix(
        """
        m.graph:2:3: error: lookUp: the function behind this call is Swift code, which the text of a program does \
        not hold (run it in the process that traced it; --emit shows it here)

        """), "\(run.errors)")
  }
}
