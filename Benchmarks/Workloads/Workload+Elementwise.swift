import JAX

extension Workload {
  static let elementwise: [Workload] = [
    Workload(
      "saxpy_1m", .elementwise, [.uniform([]), .uniform([1 << 20]), .uniform([1 << 20])], prepare: saxpy),
    Workload(
      "saxpy_16m", .elementwise, [.uniform([]), .uniform([1 << 24]), .uniform([1 << 24])], prepare: saxpy),
    Workload("tanhsin_1m", .elementwise, [.uniform([1 << 20], -4...4), .uniform([1 << 20], -10...10)]) {
      let (f, x, y) = (jit { (x: Tensor, y: Tensor) in tanh(x) * 2 + sin(y) }, $0[0], $0[1])
      return PreparedCall { f(x, y) }
    },
    Workload("gelu_1m", .elementwise, [.uniform([1 << 20], -4...4)]) {
      let (f, x) = (jit { (x: Tensor) in gelu(x, approximate: true) }, $0[0])
      return PreparedCall { f(x) }
    },
    Workload(
      "blackscholes_1m", .elementwise,
      [.uniform([1 << 20], 10...100), .uniform([1 << 20], 10...100), .uniform([1 << 20], 0.1...2)]
    ) {
      let (f, spot, strike, time) = (jit(blackScholes), $0[0], $0[1], $0[2])
      return PreparedCall { f(spot, strike, time) }
    },
    Workload("poly20_1m", .elementwise, [.uniform([1 << 20])]) {
      let (f, x) = (jit(polynomial), $0[0])
      return PreparedCall { f(x) }
    },
  ]

  @Sendable private static func saxpy(_ inputs: [Tensor]) -> PreparedCall {
    let (a, x, y) = (inputs[0], inputs[1], inputs[2])
    let saxpy = jit { (a: Tensor, x: Tensor, y: Tensor) in a * x + y }
    return PreparedCall { saxpy(a, x, y) }
  }

  /// The prices of European options, call and put, at a rate of 2 % and a volatility of 30 %.
  @Sendable private static func blackScholes(
    _ spot: Tensor, _ strike: Tensor, _ time: Tensor
  ) -> (Tensor, Tensor) {
    let (rate, volatility): (Tensor, Tensor) = (0.02, 0.3)
    func normal(_ z: Tensor) -> Tensor { 0.5 * (1 + erf(z * 0.7071067811865476)) }
    let deviation = volatility * sqrt(time)
    let drift = (rate + volatility * volatility / 2) * time
    let d1 = (log(spot / strike) + drift) / deviation
    let d2 = d1 - deviation
    let discounted = strike * exp(-rate * time)
    let call = spot * normal(d1) - discounted * normal(d2)
    return (call, call - spot + discounted)
  }

  /// Σ (−1)ᵏ/(k+1) xⁿ⁻ᵏ by Horner's rule.
  @Sendable private static func polynomial(_ x: Tensor) -> Tensor {
    var p = Tensor.ones(x.shape)
    for k in 1...10 {
      p = p * x + Tensor(weak: (k % 2 == 0 ? 1 : -1) / Double(k + 1))
    }
    return p
  }
}
