import JAX

// Next to no work: what is left is the price of a call.

extension Workload {
  static let dispatch: [Workload] = [
    Workload("disp_scalar", .dispatch, [.uniform([])], prepare: increment),
    Workload("disp_vec8", .dispatch, [.uniform([8])], prepare: increment),
    Workload("disp_10arg", .dispatch, Array(repeating: .uniform([8]), count: 10), prepare: sumOfTen),
  ]

  @Sendable static func increment(_ inputs: [Tensor]) -> PreparedCall {
    let (increment, x) = (jit { (x: Tensor) in x + 1 }, inputs[0])
    return PreparedCall { increment(x) }
  }

  @Sendable static func sumOfTen(_ x: [Tensor]) -> PreparedCall {
    let sum = jit {
      (
        a: Tensor, b: Tensor, c: Tensor, d: Tensor, e: Tensor, f: Tensor, g: Tensor, h: Tensor, i: Tensor,
        j: Tensor
      ) in
      let firstHalf: Tensor = a + b + c + d + e
      return firstHalf + f + g + h + i + j
    }
    let (a, b, c, d, e) = (x[0], x[1], x[2], x[3], x[4])
    let (f, g, h, i, j) = (x[5], x[6], x[7], x[8], x[9])
    return PreparedCall { sum(a, b, c, d, e, f, g, h, i, j) }
  }
}
