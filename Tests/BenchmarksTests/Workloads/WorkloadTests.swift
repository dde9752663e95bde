import JAX
import JAXCompiler
import JAXIR
import Testing

@testable import Benchmarks

@Suite struct WorkloadTests {
  @Test func namesAreUnique() {
    #expect(Set(Workload.all.map(\.name)).count == Workload.all.count)
  }

  @Test func selection() {
    #expect(Workload.select(["all"]).count == Workload.all.count)
    #expect(Workload.select(["attention"]).map(\.name) == ["attention"])
    #expect(Workload.select(["dispatch", "matmul_32"]).count == 4)
    #expect(Workload.select(["no such"]).isEmpty)
  }

  @Test(arguments: ["disp_10arg", "matmul_32"])
  func smallOnesRun(_ name: String) throws {
    let workload = try #require(Workload.select([name]).first)
    let inputs = workload.inputs.enumerated().map { $1.tensor(workload: name, index: $0) }
    let call = workload.prepare(inputs)
    call.run(2)
    #expect(call.outputs().count == 1)
  }
}

extension WorkloadTests {
  /// XLA's buffer assignment takes 4,718,592 bytes beside arguments and results.
  @Test func memoryOfTheTransformerBlock() throws {
    let workload = try #require(Workload.select(["transformer_fwd"]).first)
    let inputs = workload.inputs.enumerated().map { $1.tensor(workload: workload.name, index: $0) }
    let f = jit { (x: Tensor, block: TransformerBlock) in block(x) }
    let lowered = try f.lower(inputs[0], TransformerBlock(inputs))
    #expect(lowered.program.program.arenaByteCount <= 4_718_592)
  }
}
