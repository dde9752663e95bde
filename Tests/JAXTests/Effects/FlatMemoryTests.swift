import Testing

@testable import JAX

private struct Refusal: Error {}

/// Programs whose callback throws: at once, in a loop, and under a derivative.
private let programs: [@Sendable (Tensor) -> Void] = {
  let refusing = { @Sendable (x: Tensor) -> Tensor in
    ioCallback(returning: x, x) { _ in throw Refusal() } as Tensor
  }
  let plain = jit { (x: Tensor) in
    let y = sin(x) * 2
    return [refusing(y) + y, y * 3]
  }
  let looping = jit { (x: Tensor) in
    scan(x, length: 3) { x in
      (sin(x) * 2 + ioCallback(returning: x, x, ordered: true) { _ in throw Refusal() }, x)
    }
  }
  let gradient = jit(
    grad { (x: Tensor) in
      debugCallback(x) { _ in throw Refusal() }
      return sin(x).sum()
    })
  return [
    { _ = plain($0) }, { _ = looping($0) }, { _ = gradient($0) }, { _ = sin(refusing(sin($0))) },
  ]
}()

private func expectFlatMemory() throws {
  let x = Tensor.arange(4_096, .float32)
  func fail(_ count: Int) {
    for index in 0..<count {
      #expect(throws: Refusal.self) { try withErrors { programs[index % programs.count](x) } }
    }
  }
  fail(1_000)
  let (use, resident) = (Engine.shared.memoryUse.live, try residentByteCount())
  fail(10_000)
  #expect(Engine.shared.memoryUse.live == use)
  // Each call makes several tensors of 16 KiB, 500 MiB in all; a hundred bytes of each would be a MiB.
  let growth = try residentByteCount() - resident
  #expect(growth < 4 << 20, "\(growth)")
}

/// Calls that fail, in a process of their own, where nothing else takes memory.
struct FlatMemoryTests {
  @Test func callsThatThrowLeaveNothing() async {
    await #expect(processExitsWith: .success) { try expectFlatMemory() }
  }
}
