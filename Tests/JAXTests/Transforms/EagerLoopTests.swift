import Testing

@testable import JAX

/// The sum of what is left of `x` after so many steps towards 0, before each of which its sum is read.
@Sendable private func descend(_ x: Tensor, trips: Int) -> Tensor {
  var (y, trip) = (x, 0)
  while trip < trips, let sum = try? y.sum().item(as: Double.self), sum > 0.25 {
    y = y * 0.999 + sin(y) * 1e-3
    trip += 1
  }
  return trip == trips ? y.sum() : Tensor(Double.nan)
}

private let point = Tensor([0.5, 0.75] as [Double])

/// How many primitives are executed by the gradient of `trips` iterations.
private func executions(trips: Int) -> Int {
  let before = Engine.shared.eager.executions.count
  _ = grad { descend($0, trips: trips) }(point)
  return Engine.shared.eager.executions.count - before
}

private func expectOneExecutionEach() {
  let (some, more) = (executions(trips: 500), executions(trips: 1_000))
  // Forwards the sum that is read, two numbers as vectors, two products, a sine and a sum; backwards the cosine, three
  // products and a sum.
  #expect(more - some == 500 * 12)
  #expect(some <= 500 * 12 + 10)
  #expect(Engine.shared.eager.executions.programs <= 50)
}

private func expectFlatMemory() {
  let gradient = grad { descend($0, trips: 1_000) }
  _ = gradient(point)
  let (use, programs) = (Engine.shared.memoryUse, Engine.shared.eager.count)
  #if DEBUG
    let repeats = 5
  #else
    let repeats = 100
  #endif
  for _ in 0..<repeats { _ = gradient(point) }
  #expect(Engine.shared.memoryUse.live == use.live)
  #expect(Engine.shared.memoryUse.peak == use.peak)
  #expect(Engine.shared.eager.count == programs)
}

/// Derivatives outside `jit` of loops whose trips depend on values, each in a process of its own, where nothing else is
/// counted.
struct EagerLoopTests {
  @Test func everyPrimitiveIsExecutedOncePerDirection() async {
    await #expect(processExitsWith: .success) { expectOneExecutionEach() }
  }

  @Test func memoryIsFlat() async {
    await #expect(processExitsWith: .success) { expectFlatMemory() }
  }
}
