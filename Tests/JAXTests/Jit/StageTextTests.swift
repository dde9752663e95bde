import JAX
import JAXCompiler
import JAXIR
import JAXPrimitives
import Testing

/// What compilation makes of small programs, read off the printed stages.
@Suite struct StageTextTests {
  private let x = Tensor([Float](repeating: 0.5, count: 100))

  private func count(_ word: String, in text: String) -> Int {
    text.split(separator: word, omittingEmptySubsequences: false).count - 1
  }

  @Test func anElementwiseChainIsOneLoopOfVectors() throws {
    let lowered = try jit { (x: Tensor, y: Tensor) in tanh(x) * 2 + sin(y) }.lower(x, x)
    let kernels = lowered.kernelText
    #expect(count("  kernel ", in: kernels) == 1 && count("launch ", in: kernels) == 1)
    #expect(count("loop ", in: kernels) == 1 && kernels.contains("vector("))
    #expect(count("store ", in: kernels) == 1)
    // Inputs and output: no buffer in between.
    #expect(!kernels.contains("arena"))
    let llvm = try lowered.llvmText()
    #expect(llvm.contains("fmul <") && llvm.contains("llvm.fma.v"))
  }

  @Test func equalSubexpressionsAreComputedOnce() throws {
    let kernels = try jit { (x: Tensor) in x * 3 + x * 3 }.lower(x).kernelText
    #expect(count(" = mul ", in: kernels) == 1)
  }

  @Test func constantsAreFolded() throws {
    let lowered = try jit { (x: Tensor) in x * (exp(0.5 as Tensor) + 1) }.lower(x)
    #expect(count(" = exp ", in: lowered.graphText) == 1)
    #expect(count(" = exp ", in: lowered.optimisedText) == 0)
    #expect(count(" = add ", in: lowered.optimisedText) == 0)
  }

  @Test func aPrologueIsComputedInsideTheReduction() throws {
    let kernels = try jit { (x: Tensor) in (x * x + 1).sum() }.lower(x).kernelText
    #expect(count("  kernel ", in: kernels) == 1 && kernels.contains("reduce "))
    #expect(!kernels.contains("arena"))
  }

  @Test func anEffectStays() throws {
    let builder = GraphBuilder()
    let value = builder.parameter(.tensor(TensorType(.float32, try Shape([4]))))
    let token = try builder.append(CreateToken(), [])[0]
    let square = try builder.append(Multiply(), [value, value])[0]
    // Nobody reads what the checks return.
    let first = try builder.append(Check(.equal), [token, square, square])[0]
    _ = try builder.append(Check(.equal), [first, square, square])
    let lowered = try Lowered(builder.finish(results: [square]), options: CompilerOptions())
    #expect(count("check ", in: lowered.optimisedText) == 2)
    #expect(count("call ", in: lowered.kernelText) >= 2)
    #expect(try lowered.llvmText().contains("callback"))
  }
}
