import Glibc
import Testing

@testable import JAX

/// So many operations one after the other.
private func chained(_ x: Tensor, count: Int) -> Tensor {
  var y = x
  for _ in 0..<count / 2 { y = sin(y) * 0.5 }
  return y.sum()
}

/// Runs `body` on a thread of its own with a stack of 512 KB.
private func onSmallStack(_ body: @escaping @Sendable () -> Void) {
  final class Box {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }
  var attributes = pthread_attr_t()
  pthread_attr_init(&attributes)
  pthread_attr_setstacksize(&attributes, 512 << 10)
  defer { pthread_attr_destroy(&attributes) }
  var thread = pthread_t()
  let status = pthread_create(
    &thread, &attributes,
    { box in
      Unmanaged<Box>.fromOpaque(box!).takeRetainedValue().body()
      return nil
    }, Unmanaged.passRetained(Box(body)).toOpaque())
  #expect(status == 0)
  pthread_join(thread, nil)
}

/// Programs as long as unrolled loops make them.
struct LongProgramTests {
  /// Traced, differentiated and printed.
  @Test func aHundredThousandOperationsNeedLittleStack() {
    onSmallStack {
      do {
        let text = try jit(grad { chained($0, count: 100_000) }).graph(Tensor(0.5))
        #expect(text.utf8.count { $0 == UInt8(ascii: "\n") } > 200_000)
      } catch {
        Issue.record(error)
      }
    }
  }

  /// The backward pass has a bounded number of instructions for one of the forward pass.
  @Test func gradientsGrowAsProgramsDo() throws {
    let counts = try [10, 100, 1_000].map { count in
      try jit(grad { chained($0, count: count) }).lower(Tensor(0.5)).optimised.instructions.count
    }
    #expect(counts[2] - counts[1] == (counts[1] - counts[0]) * 10)
    #expect(counts[2] <= 3 * 1_000)
  }

  /// What the gradient of a loop keeps is what its backward pass reads of each iteration.
  @Test func gradientsOfScansKeepOnlyResiduals() throws {
    let (steps, size) = (1_000, 16)
    let x = Tensor.ones([size])
    let gradient = jit(
      grad { (weights: Tensor) in
        scan(x, length: steps) { state in
          let next = tanh(matmul(weights, state))
          return (next, next.sum())
        }.1.mean()
      })
    let statistics = try gradient.lower(Tensor.ones([size, size])).compile().statistics
    // Of each iteration: the state before it, and the one after it, of which tanh′ is made.
    let residuals = 2 * steps * size * 4
    let carries = 64 * size * size
    #expect(statistics.arenaBytes <= residuals + carries)
  }
}
