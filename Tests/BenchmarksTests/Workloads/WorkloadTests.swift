import JAX
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
