import JAX

// Nothing is computed: elements move.

extension Workload {
  static let layout: [Workload] = [
    Workload("transpose_2048", .layout, [.uniform([2048, 2048])]) {
      let (f, x) = (jit { (x: Tensor) in x.T }, $0[0])
      return PreparedCall { f(x) }
    },
    Workload("concat_slice_pad", .layout, [.uniform([1024, 1024]), .uniform([1024, 1024])]) {
      let (x, y) = ($0[0], $0[1])
      let f = jit { (x: Tensor, y: Tensor) in
        concatenate([x, y], axis: 1)[0..., 256..<1792].padded([(8, 8), (64, 64)])
      }
      return PreparedCall { f(x, y) }
    },
  ]
}
