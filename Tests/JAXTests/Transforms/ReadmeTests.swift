import JAX
import Testing

/// What the README shows of transformations.
struct ReadmeTests {
  private struct Layer: TensorTree {
    var weight, bias: Tensor
    func flatten(into leaves: inout TreeFlattener) {
      leaves.append(weight)
      leaves.append(bias)
    }
    func rebuild(from leaves: inout TreeRebuilder) -> Layer {
      Layer(weight: leaves.next(weight), bias: leaves.next(bias))
    }
  }

  @Test func transformations() throws {
    @Sendable func loss(_ layer: Layer, _ x: Tensor, _ y: Tensor) -> Tensor {
      let difference = tanh(matmul(x, layer.weight) + layer.bias) - y
      return (difference * difference).mean()
    }
    let layer = Layer(weight: Tensor.ones([4, 3]) * 0.5, bias: Tensor([0.1, 0.2, 0.3] as [Float]))
    let x = Tensor([1, 2, 3, 4, 5, 6, 7, 8] as [Float], shape: [2, 4])
    let y = Tensor.zeros([2, 3])
    let step = jit { (layer: Layer, x: Tensor, y: Tensor) in
      let (value, slope) = valueAndGrad(loss)(layer, x, y)
      return (value, Layer(weight: layer.weight - 0.1 * slope.weight, bias: layer.bias - 0.1 * slope.bias))
    }
    let (value, better) = step(layer, x, y)
    try expectClose(value, loss(layer, x, y), 1e-6)
    #expect(better.weight.shape == [4, 3])
    let byInput = grad(loss, withRespectTo: \.1)(layer, x, y)
    #expect(byInput.shape == [2, 4])
    #expect(vmap(in: [nil, 0, 0], grad(loss))(layer, x, y).weight.shape == [2, 4, 3])
    let centered = vmap(axisName: "rows") { (row: Tensor) in row - pmean(row, "rows") }(x)
    #expect(try floats(centered) == [-2, -2, -2, -2, 2, 2, 2, 2])
    let (_, dy) = jvp({ x in sin(x) * x }, x, x)
    try expectClose(dy, x * (cos(x) * x + sin(x)), 1e-5)
    let (_, pullback) = vjp({ x, w in (matmul(x, w), w.sum()) }, x, layer.weight)
    let (dx, dw) = pullback(y, 1.0)
    #expect(try floats(dx) == [Float](repeating: 0, count: 8))
    #expect(try floats(dw) == [Float](repeating: 1, count: 12))
    let curvature = hessian { (x: Tensor) in exp(x).sum() }(x)
    #expect(curvature.shape == [2, 4, 2, 4])
    let (last, sums) = scan(Tensor(0 as Float), over: y.flattened()) { sum, x in (sum + x, sum + x) }
    #expect(last.shape == [] && sums.shape == [6])
    #expect(try floats(grad { x in try! x.item(as: Float.self) > 0 ? x * x : -x }(3.0)) == [6])
  }
}
