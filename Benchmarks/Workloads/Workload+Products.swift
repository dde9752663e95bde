import JAX

// Matrix products.

extension Workload {
  static let products: [Workload] =
    [32, 64, 128, 256, 512, 1024, 2048].map { product("matmul_\($0)", [$0, $0], [$0, $0]) } + [
      product("bmm_64x64", [64, 64, 64], [64, 64, 64]),
      product("matvec_4096", [4096, 4096], [4096]),
      product("matmul_tall_4096x64x4096", [4096, 64], [64, 4096]),
      product("matmul_f64_512", [512, 512], [512, 512], .float64),
    ]

  private static func product(
    _ name: String, _ a: [Int], _ b: [Int], _ dtype: DType = .float32
  ) -> Workload {
    Workload(name, .matmul, [.uniform(a, -1...1, dtype), .uniform(b, -1...1, dtype)]) {
      let (f, a, b) = (jit { (a: Tensor, b: Tensor) in matmul(a, b) }, $0[0], $0[1])
      return PreparedCall { f(a, b) }
    }
  }
}
