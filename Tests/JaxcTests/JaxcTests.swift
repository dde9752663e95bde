import Foundation
import JAX
import Testing

private let increment = """
  module @m {
    func.func public @main(%arg0: tensor<4xf32>) -> tensor<4xf32> {
      %one = stablehlo.constant dense<1.0> : tensor<4xf32>
      %0 = stablehlo.add %arg0, %one : tensor<4xf32>
      return %0 : tensor<4xf32>
    }
  }
  """

private func npy(_ elements: [Float], _ shape: [Int]) throws -> [UInt8] {
  NPY.write(TensorType(.float32, try Shape(shape)), elements.withUnsafeBytes { Array($0) })
}

@Suite struct JaxcTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func runWritesWhatTheProgramComputes() throws {
    let program = try folder.file("m.mlir", increment)
    let input = try folder.file("a.npy", try npy([1, 2, 3, 4], [4]))
    let outputs = folder.url.appendingPathComponent("results/deep").path
    let run = try Tool.run("run", program, "--inputs", input, "--outputs", outputs)
    #expect(run.status == 0 && run.errors.isEmpty)
    #expect(run.output == "out.0: f32[4] [2.0, 3.0, 4.0, 5.0]\n")
    let written = try NPY.read(Array(Data(contentsOf: URL(fileURLWithPath: outputs + "/out.0.npy"))))
    #expect(written.bytes == ([2, 3, 4, 5] as [Float]).withUnsafeBytes { Array($0) })
  }

  @Test func checkedCodeComputesTheSame() throws {
    let program = try folder.file("m.mlir", increment)
    let input = try folder.file("a.npy", try npy([1, 2, 3, 4], [4]))
    let run = try Tool.run("run", program, "--inputs", input, "--check-bounds")
    #expect(run.status == 0 && run.errors.isEmpty)
    #expect(run.output == "out.0: f32[4] [2.0, 3.0, 4.0, 5.0]\n")
  }

  @Test func everyStageIsShown() throws {
    let program = try folder.file("m.mlir", increment)
    let signs = [
      "graph": "constant", "stablehlo": "stablehlo.add", "optimized": "graph main", "kernels": "vector(",
      "llvm": "fadd <", "asm": ".text",
    ]
    for (stage, sign) in signs {
      let run = try Tool.run(program, "--emit", stage)
      #expect(run.status == 0 && run.output.contains(sign), "\(stage): \(run.output.prefix(200))")
    }
    #expect(try Tool.run(program, "--emit-llvm").output == Tool.run(program, "--emit", "llvm").output)
    let object = folder.url.appendingPathComponent("m.o")
    #expect(try Tool.run(program, "--emit", "object", "-o", object.path).status == 0)
    #expect(try Data(contentsOf: object).starts(with: [0x7F, 0x45, 0x4C, 0x46]))
  }

  @Test func ownTextIsReadBack() throws {
    let program = try folder.file("m.mlir", increment)
    let text = try Tool.run(program, "--emit", "graph").output
    let own = try folder.file("m.graph", text)
    #expect(try Tool.run(own, "--emit", "graph").output == text)
  }

  @Test func passesArePrintedAndTimed() throws {
    let program = try folder.file("m.mlir", increment)
    let run = try Tool.run(program, "--print-after", "dead-code", "--time-passes", "--emit", "kernels")
    #expect(run.status == 0)
    #expect(run.errors.contains("after dead-code:") && run.errors.contains("total"))
  }

  /// The table adds up, and little of it has no name.
  @Test func timingsAddUp() throws {
    let program = try folder.file("m.mlir", increment)
    let input = try folder.file("a.npy", try npy([1, 2, 3, 4], [4]))
    let steps = ["import", "fusion", "kernels", "scheduling", "start LLVM", "emit LLVM IR", "LLVM passes"]
    let commands = [
      [program, "--emit", "object", "-o", folder.url.appendingPathComponent("m.o").path],
      ["run", program, "--inputs", input],
    ]
    for command in commands {
      let run = try Tool.run(command + ["--time-passes"])
      #expect(run.status == 0)
      for step in steps + ["LLVM code generation", "other", "total"] {
        #expect(run.errors.contains("\n" + step + " ") || run.errors.hasPrefix(step + " "), "\(step)")
      }
    }
  }

  @Test func checksPassAndFail() throws {
    func program(_ value: String) -> String {
      """
      module @m {
        func.func public @main() {
          %a = stablehlo.constant dense<[1.0, 2.0]> : tensor<2xf32>
          %b = stablehlo.constant dense<[1.0, \(value)]> : tensor<2xf32>
          stablehlo.custom_call @check.expect_close(%a, %b) {has_side_effect = true} : (tensor<2xf32>, tensor<2xf32>) -> ()
          return
        }
      }
      """
    }
    _ = try folder.file("good.mlir", program("2.0"))
    let bad = try folder.file("bad.mlir", program("2.5"))
    let failed = try Tool.run("check", bad)
    #expect(failed.status == 1 && failed.errors.contains("2.5"), "\(failed.errors)")
    let conform = try Tool.run("conform", folder.url.path)
    #expect(conform.status == 1 && conform.output.hasSuffix("1 passed, 1 failed\n"))
    #expect(conform.output.contains("failed bad.mlir"))
    #expect(try Tool.run("conform", folder.url.path, "--at-least", "1").status == 0)
    #expect(try Tool.run("conform", folder.url.path, "--at-least", "2").status == 1)
    let again = try Tool.run("conform", folder.url.path, "--only", "good", "--round-trip")
    #expect(again.status == 0)
    let good = try Tool.run("conform", folder.url.path, "--only", "good", "--jobs", "3")
    #expect(good.status == 0 && good.output.hasSuffix("1 passed, 0 failed\n"))
  }

  @Test func demoReadsDigitsFromAnyFolder() throws {
    let run = try Tool.run("demo", in: folder.url)
    #expect(run.status == 0 && run.output.contains("accuracy 0.975 (351 of 360)"))
    let shuffled = (0..<360).map { Int32($0 * 7 % 10) }
    let labels = NPY.write(TensorType(.int32, try Shape([360])), shuffled.withUnsafeBytes { Array($0) })
    let other = try Tool.run("demo", "--labels", folder.file("labels.npy", labels))
    let accuracy = try #require(other.output.split(separator: "\n").first { $0.hasPrefix("accuracy") })
    let value = try #require(Double(accuracy.split(separator: " ")[1]))
    #expect(value < 0.2)
  }
}

@Suite struct JaxcErrorTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// One line on standard error, exit code 1, nothing on standard output.
  private func expectError(
    _ run: Tool.Outcome, _ words: String..., sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(run.status == 1, "\(run.errors)", sourceLocation: sourceLocation)
    #expect(run.output.isEmpty, sourceLocation: sourceLocation)
    #expect(run.errors.split(separator: "\n").count == 1, "\(run.errors)", sourceLocation: sourceLocation)
    for word in words {
      #expect(run.errors.contains(word), "\(word) in: \(run.errors)", sourceLocation: sourceLocation)
    }
  }

  @Test func wrongInputs() throws {
    let program = try folder.file("m.mlir", increment)
    let good = try folder.file("a.npy", try npy([1, 2, 3, 4], [4]))
    expectError(try Tool.run("run", program), "1 inputs", "not 0")
    expectError(try Tool.run("run", program, "--inputs", good, good), "not 2")
    let long = try folder.file("b.npy", try npy([1, 2, 3, 4, 5], [5]))
    expectError(try Tool.run("run", program, "--inputs", long), "f32[4]", "f32[5]")
    let integers = NPY.write(TensorType(.int32, try Shape([4])), [UInt8](repeating: 0, count: 16))
    expectError(
      try Tool.run("run", program, "--inputs", folder.file("c.npy", integers)), "f32[4]", "i32[4]")
    expectError(try Tool.run("run", program, "--inputs", folder.file("d.npy", "no array")), "d.npy")
    expectError(try Tool.run("run", program, "--inputs", folder.url.path + "/none.npy"), "none.npy")
  }

  @Test func wrongPrograms() throws {
    expectError(try Tool.run(folder.url.path + "/none.mlir"), "none.mlir")
    let unknown = increment.replacingOccurrences(of: "stablehlo.add", with: "stablehlo.frobnicate")
    expectError(
      try Tool.run(folder.file("u.mlir", unknown)), "u.mlir:4:", "error: ", "frobnicate")
    let huge = "4611686018427387904x4611686018427387904xf32"
    expectError(
      try Tool.run(folder.file("h.mlir", increment.replacingOccurrences(of: "4xf32", with: huge))), "h.mlir:")
    expectError(try Tool.run(folder.file("t.graph", "graph main(%0: f32[2]) { return %1 }")), "t.graph:1:")
  }

  @Test func unwritableOutput() throws {
    let program = try folder.file("m.mlir", increment)
    let input = try folder.file("a.npy", try npy([1, 2, 3, 4], [4]))
    let run = try Tool.run("run", program, "--inputs", input, "--outputs", program + "/inside")
    #expect(run.status == 1 && run.errors.contains("m.mlir"))
  }

  @Test(arguments: [
    ["--emit", "nonsense", "x.mlir"], ["run"], ["conform", ".", "--jobs", "0"],
    ["conform", ".", "--only", "("],
    ["conform", ".", "--stage", "1a"], ["x.mlir", "--print-after", "nonsense"], ["--frobnicate"],
  ])
  func wrongCommandLines(_ arguments: [String]) throws {
    let run =
      switch arguments.count {
      case 1: try Tool.run(arguments[0])
      case 3: try Tool.run(arguments[0], arguments[1], arguments[2])
      default: try Tool.run(arguments[0], arguments[1], arguments[2], arguments[3])
      }
    #expect(run.status == 2 && !run.errors.isEmpty && run.output.isEmpty, "\(run)")
  }

  @Test func truncatedProgramsNeverCrash() throws {
    let text = Array(increment.utf8)
    for length in stride(from: 0, to: text.count, by: 31) {
      let run = try Tool.run(
        "--emit", "graph", folder.file("t.mlir", Array(text.prefix(length))))
      #expect(run.status == 1 && run.errors.contains("t.mlir:"), "at \(length): \(run)")
    }
  }
}
