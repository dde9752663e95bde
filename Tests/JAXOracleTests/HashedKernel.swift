import JAX

/// A small function of tensors whose results must have the same bits in whatever way it is compiled and run.
struct HashedKernel: CustomStringConvertible, Sendable {
  let name: String
  let shapes: [[Int]]
  let dtype: DType
  let function: @Sendable ([Tensor]) -> [Tensor]

  var description: String { name }

  init(
    _ name: String, _ shapes: [[Int]], dtype: DType = .float32,
    _ function: @escaping @Sendable ([Tensor]) -> [Tensor]
  ) {
    self.name = name
    self.shapes = shapes
    self.dtype = dtype
    self.function = function
  }

  static let all = elementwise + reductions + rows + products + models

  /// A few of every kind.
  static let some = [elementwise[0], reductions[2], rows[0], products[1], models[1]]

  private static let elementwise = [
    HashedKernel("scale and add", [[30_011], [30_011]]) { [2.5 * $0[0] + $0[1]] },
    HashedKernel("chain of functions", [[20_003]]) { [tanh(sin($0[0])) * exp($0[0]) - sqrt(abs($0[0]))] },
    HashedKernel("gelu in half precision", [[5_003]], dtype: .bfloat16) { [gelu($0[0])] },
    HashedKernel("outer difference", [[173], [131]]) {
      [($0[0].expanded(at: 1) - $0[1].expanded(at: 0)).T]
    },
  ]

  private static let reductions = [
    HashedKernel("long sum", [[300_007]]) { [$0[0].sum()] },
    HashedKernel("sums of rows", [[97, 1_031]]) { [$0[0].sum(axes: [1])] },
    HashedKernel("sums of columns", [[1_031, 97]], dtype: .float64) { [$0[0].sum(axes: [0])] },
    HashedKernel("sums around an axis", [[31, 45, 37]]) {
      [$0[0].sum(axes: [0, 2]), ($0[0] * $0[0]).sum()]
    },
    HashedKernel("largest of rows", [[64, 517]]) { [$0[0].argmax(axis: 1), $0[0].max(axes: [1])] },
    HashedKernel("variance of columns", [[301, 129]]) { [$0[0].variance(axes: [0])] },
  ]

  private static let rows = [
    HashedKernel("softmax", [[61, 803]]) { [softmax($0[0])] },
    HashedKernel("softmax of columns", [[67, 301]]) { [softmax($0[0], axis: 0)] },
    HashedKernel("layer normalisation", [[53, 771], [771], [771]]) {
      let centred = $0[0] - $0[0].mean(axes: [1], keepingAxes: true)
      let variance = (centred * centred).mean(axes: [1], keepingAxes: true)
      return [centred * rsqrt(variance + 1e-5) * $0[1] + $0[2]]
    },
    HashedKernel("logarithm of sums", [[71, 611]]) { [logSumExp($0[0], axes: [1])] },
  ]

  private static let products = [
    HashedKernel("square product", [[129, 129], [129, 129]]) { [matmul($0[0], $0[1])] },
    HashedKernel("product by a transposed matrix", [[65, 257], [93, 257]]) { [matmul($0[0], $0[1].T)] },
    HashedKernel("batch of products", [[7, 33, 41], [7, 41, 19]], dtype: .float64) { [matmul($0[0], $0[1])] },
    HashedKernel("product by a vector", [[301, 257], [257]]) { [matmul($0[0], $0[1])] },
  ]

  private static let models = [
    HashedKernel("layer", [[65, 130], [130, 97], [97], [65, 97]]) {
      [relu(matmul($0[0], $0[1]) + $0[2]) + $0[3]]
    },
    HashedKernel("attention", [[2, 3, 37, 24], [2, 3, 37, 24], [2, 3, 37, 24]]) {
      [einsum("bhqk,bhkd->bhqd", softmax(einsum("bhqd,bhkd->bhqk", $0[0], $0[1]) * 0.2), $0[2])]
    },
    HashedKernel("nearest centres", [[1_009, 16], [13, 16]]) {
      let distances = ($0[1] * $0[1]).sum(axes: [1]) - 2 * matmul($0[0], $0[1].T)
      let members = oneHot(distances.argmin(axis: 1), count: 13)
      let counts = members.sum(axes: [0])
      return [matmul(members.T, $0[0]) / maximum(counts, 1).expanded(at: 1), counts]
    },
  ]
}
