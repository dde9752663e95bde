import JAX
import Testing

@testable import Benchmarks

@Suite struct BenchmarkTests {
  @Test func namesAreUnique() {
    #expect(Set(Benchmark.all.map(\.fullName)).count == Benchmark.all.count)
  }

  @Test func filters() {
    #expect(Benchmark.select([]).count == Benchmark.all.count)
    #expect(Benchmark.select(["call/1", "gelu"]).map(\.fullName).contains("compile/gelu"))
    #expect(Benchmark.select(["call/1 "]).map(\.fullName) == ["call/1 tensor"])
    #expect(Benchmark.select(["no such"]).isEmpty)
  }

  @Test(arguments: ["call/structure of 10 tensors", "call/2 results", "trace/10 operations", "compile/x + 1"])
  func smallOnesRun(_ name: String) throws {
    let benchmark = try #require(Benchmark.select([name]).first)
    var plan = Timing.Plan()
    plan.seconds = 0
    #expect(try benchmark.measure(plan).sampleCount == plan.minimumSampleCount)
  }

  @Test func eachFieldOfTheStructureCounts() throws {
    let sum = TenTensors(repeating: Tensor([1, 2] as [Float])).sum
    #expect(try sum.elements(as: Float.self) == [10, 20])
  }

  /// An equal program is found; another salt makes another program.
  @Test func saltsMakeNewPrograms() {
    #expect(CompiledCase.newSalt() != CompiledCase.newSalt())
  }
}
