import JAX
import Synchronization

/// A function to trace and compile again and again, as a new program each time.
struct CompiledCase: Sendable {
  let name: String
  /// The function made anew, with its arguments. `salt` is a number of the program, so that an equal one was compiled
  /// before only when the salt was used before; small arguments leave the program what it is but for its shapes.
  let make: @Sendable (_ salt: Double, _ isSmall: Bool) -> PreparedCall

  static let all =
    [increment, gelu, transformer] + [10, 100, 1_000, 10_000].map(chain) + [capture]
    + [10, 100, 1_000, 10_000].map(gradientOfChain) + [gradientOfScan]

  /// What the first of several calls takes beyond a later one.
  func excessOfFirstCall(salt: Double, isSmall: Bool) -> Double {
    let call = make(salt, isSmall)
    let first = Clock.elapsed { call.run(1) }
    let later = (0..<2).map { _ in Clock.elapsed { call.run(1) } }.min()!
    return Double(max(0, first - later))
  }

  /// A salt that no program had.
  static func newSalt() -> Double { 1 + 0x1p-20 * Double(count.add(1, ordering: .relaxed).newValue) }

  private static let count = Atomic<Int>(0)
}

extension CompiledCase {
  private static let increment = CompiledCase(name: "x + 1") { salt, _ in
    let (f, x) = (jit { (x: Tensor) in x + Tensor(weak: salt) }, Tensor.zeros([8]))
    return PreparedCall { f(x) }
  }

  private static let gelu = CompiledCase(name: "gelu") { salt, isSmall in
    let x = Tensor.zeros([isSmall ? 8 : 1 << 20])
    let f = jit { (x: Tensor) in
      let cube = x * x * x
      return 0.5 * x * (1 + tanh(0.7978845608 * (x + Tensor(weak: 0.044715 * salt) * cube)))
    }
    return PreparedCall { f(x) }
  }

  /// The block of the workload, its result scaled.
  private static let transformer = CompiledCase(name: "transformer_fwd") { salt, isSmall in
    let x = Tensor.zeros(isSmall ? [1, 2, 256] : [4, 128, 256])
    let block = TransformerBlock([x] + TransformerBlock.inputs.map { Tensor.zeros($0.shape) })
    let f = jit { (x: Tensor, block: TransformerBlock) in block(x) * Tensor(weak: salt) }
    return PreparedCall { f(x, block) }
  }

  /// So many operations one after the other.
  private static func chain(_ count: Int) -> CompiledCase {
    CompiledCase(name: "\(count) operations") { salt, _ in
      let x = Tensor.zeros([1024])
      let f = jit { (x: Tensor) in
        var y = x
        for _ in 0..<count / 2 { y = y * 1.0001 + Tensor(weak: 0.5 * salt) }
        return y
      }
      return PreparedCall { f(x) }
    }
  }

  private static func gradientOfChain(_ count: Int) -> CompiledCase {
    CompiledCase(name: "gradient of \(count) operations") { salt, _ in
      let x = Tensor.zeros([1024])
      let f = jit(
        grad { (x: Tensor) in
          var y = x
          for _ in 0..<count / 2 { y = y * y + Tensor(weak: 0.5 * salt) }
          return y.sum()
        })
      return PreparedCall { f(x) }
    }
  }

  /// A network of one layer that 1,000 steps apply again and again.
  private static let gradientOfScan = CompiledCase(name: "gradient of a scan of 1,000 steps") {
    salt, isSmall in
    let size = isSmall ? 2 : 64
    let (x, weights) = (Tensor.zeros([size]), Tensor.zeros([size, size]))
    let f = jit(
      grad { (weights: Tensor) in
        let (last, sums) = scan(x, length: 1_000) { state in
          let next = tanh(matmul(weights, state) * Tensor(weak: salt))
          return (next, next.sum())
        }
        return last.sum() + sums.mean()
      })
    return PreparedCall { f(weights) }
  }

  /// A few elements of a large tensor that the function takes from outside.
  private static let capture = CompiledCase(name: "x + a part of a captured 100 MB array") { salt, _ in
    let (x, large) = (Tensor.zeros([8]), large)
    let f = jit { (x: Tensor) in x + large[0..<8] * Tensor(weak: salt) }
    return PreparedCall { f(x) }
  }

  private static let large = Tensor.zeros([25 << 20])
}
