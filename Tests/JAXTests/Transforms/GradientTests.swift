import Testing

@testable import JAX

struct GradientTests {
  let x = Tensor([1, 2, -3] as [Float])

  @Test func ofOneArgument() throws {
    #expect(try floats(grad(cube)(x)) == [3, 12, 27])
    #expect(try floats(jit(grad(cube))(x)) == [3, 12, 27])
    #expect(try floats(grad { $0 * $0 }(3.0)) == [6])
    let (value, gradient) = valueAndGrad(cube)(x)
    #expect(try floats(value) == [-18])
    #expect(try floats(gradient) == [3, 12, 27])
  }

  @Test func ofSeveralArguments() throws {
    let f = { @Sendable (x: Tensor, y: Tensor) in (x * y * y).sum() }
    let y = Tensor([2, 5, 7] as [Float])
    #expect(try floats(grad(f)(x, y)) == [4, 25, 49])
    #expect(try floats(grad(f, withRespectTo: \.1)(x, y)) == [4, 20, -42])
    let second = grad(f, withRespectTo: \.1)(x, y)
    #expect(second.shape == [3] && grad(f, withRespectTo: \.1)(x, y).shape == [3])
    let (byX, byY) = grad(f, withRespectTo: \.0, \.1)(x, y)
    #expect(try floats(byX) == [4, 25, 49])
    #expect(try floats(byY) == [4, 20, -42])
    let (value, again) = jit(valueAndGrad(f, withRespectTo: \.1))(x, y)
    #expect(try floats(value) == [4 + 50 - 147])
    #expect(try floats(again) == [4, 20, -42])
    let g = { @Sendable (a: Tensor, b: Tensor, c: Tensor, d: Tensor) in (a * b * c * d).sum() }
    #expect(try floats(grad(g)(x, y, y, 2.0)) == [8, 50, 98])
    #expect(try floats(grad(g, withRespectTo: \.3)(x, y, y, 2.0)) == [4 + 50 - 147])
  }

  @Test func withAuxiliaryResults() throws {
    let f = { @Sendable (x: Tensor) in ((x * x).sum(), [x + 1, x.sum()]) }
    let (gradient, auxiliary) = grad(f)(x)
    #expect(try floats(gradient) == [2, 4, -6])
    #expect(try floats(auxiliary[0]) == [2, 3, -2])
    let ((value, others), again) = valueAndGrad(f)(x)
    #expect(try floats(value) == [14])
    #expect(try floats(others[1]) == [0])
    #expect(try floats(again) == [2, 4, -6])
  }

  /// Structures with static members, arrays, dictionaries and optionals: the gradient is like the argument.
  @Test func ofTrees() throws {
    let network = Network.sample([3, 4, 2])
    let (x, y) = (Tensor([0.5, -1, 2, 1, 0, -2] as [Float], shape: [2, 3]), Tensor.ones([2, 2]))
    let gradient = grad(loss)(network, x, y)
    #expect(gradient.layers.count == 2)
    #expect(gradient.layers[0].isSquashed && !gradient.layers[1].isSquashed)
    #expect(gradient.layers[1].weight.shape == [4, 2])
    #expect(try floats(gradient.scales["unused"]!) == [0])
    let compiled = jit(grad(loss))(network, x, y)
    for (a, b) in zip(gradient.tensors, compiled.tensors) { try expectClose(a, b, 1e-5) }
    // Against differences, in the direction of each member.
    let step: Float = 1e-2
    for (index, (leaf, slope)) in zip(network.tensors, gradient.tensors).enumerated() {
      let direction = cos(Tensor.arange(leaf.count, .float32)).reshaped(leaf.shape)
      func shifted(_ amount: Float) -> Tensor {
        var tensors = network.tensors
        tensors[index] = leaf + direction * Tensor(amount)
        return loss(network.with(tensors), x, y)
      }
      let difference = (shifted(step) - shifted(-step)) / Tensor(2 * step)
      try expectClose((slope * direction).sum(), difference, 2e-3)
    }
    let unbiased = Network.sample([3, 2], isBiased: false)
    #expect(grad(loss)(unbiased, x, y).layers[0].bias == nil)
    let part = grad(loss, withRespectTo: \.0.layers[0].weight)(network, x, y)
    #expect(try floats(part) == floats(gradient.layers[0].weight))
  }

  @Test func whatDoesNotMatterIsZero() throws {
    #expect(try floats(grad { (x: Tensor) in Tensor.ones([]) }(x)) == [0, 0, 0])
    #expect(try floats(grad { (x: Tensor) in floor(x).sum() }(x)) == [0, 0, 0])
    let half = x.asType(.bfloat16)
    #expect(grad { (x: Tensor) in (x * x).sum() }(half).dtype == .bfloat16)
  }

  @Test func errors() throws {
    func message(_ body: () throws -> some Any) throws -> JAXError {
      try #require(throws: JAXError.self) { try withErrors { _ = try body() } }
    }
    let line = #line + 1
    let shaped = try message { grad { (x: Tensor) in x * 2 }(x) }
    #expect(
      shaped.description
        == "JAXTests/GradientTests.swift:\(line): error: grad: the function gives f32[3], but only a function that "
        + "gives one number has a gradient (give .sum() or .mean() of it, or use vjp or jacrev)")
    let integer = try message { grad { (x: Tensor) in x * 2 }(3) }
    #expect(integer.message == "argument 0 is i32[], but only functions of floats have derivatives")
    #expect(integer.hint == "write the number with a point, or convert it with asType(.float32)")
    var network = Network.sample([3, 4, 2])
    network.layers[1].bias = Tensor([1, 2] as [Int32])
    let leaf = try message { grad(loss)(network, x, x) }
    #expect(
      leaf.message
        == "argument 0 at .layers[1].bias is i32[2], but only functions of floats have derivatives")
    let result = try message { grad { (x: Tensor) in x.sum().asType(.int32) }(x) }
    #expect(
      result.message == "the function gives i32[], but only a function that gives a float has a gradient")
    // An error of the function itself says where it is.
    let inner = try message { grad { (x: Tensor) in (x + Tensor.zeros([7])).sum() }(x) }
    #expect(inner.operation == "+")
  }
}
