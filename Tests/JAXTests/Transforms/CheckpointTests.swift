import JAXCompiler
import JAXIR
import JAXPrimitives
import Testing

@testable import JAX

/// Checkpoints: the same values and derivatives, and less that is kept.
struct CheckpointTests {
  let x = Tensor([0.5, -1.25, 2] as [Double])
  let w = Tensor([0.1, 0.7, -0.3, 0.4, 0.2, 0.9, -0.8, 0.3, 0.5] as [Double], shape: [3, 3])

  /// `sin(x·w)`, then a second product; the first sine has a name.
  @Sendable private static func body(_ x: Tensor, _ w: Tensor) -> Tensor {
    let sine = named(sin(matmul(x, w)), "sine")
    return tanh(matmul(sine, w))
  }

  private static let policies: [CheckpointPolicy] = [
    .nothing, .everything, .products, ["sine"], ["other"], .products.union(["sine"]),
  ]

  @Test(arguments: policies)
  func valuesAndDerivativesAreTheSame(_ policy: CheckpointPolicy) throws {
    let f = checkpoint(saving: policy, Self.body)
    let plain = { @Sendable (x: Tensor, w: Tensor) in Self.body(x, w).sum() }
    let loss = { @Sendable (x: Tensor, w: Tensor) in f(x, w).sum() }
    func same(_ a: Tensor, _ b: Tensor) throws {
      #expect(a.type == b.type)
      for (a, b) in zip(try doubles(a), try doubles(b)) { #expect(abs(a - b) <= 1e-14 * max(1, abs(b))) }
    }
    try same(f(x, w), Self.body(x, w))
    try same(jit(f)(x, w), Self.body(x, w))
    try same(jit(grad(loss))(x, w), grad(plain)(x, w))
    try same(grad(loss)(x, w), grad(plain)(x, w))
    try same(grad(loss, withRespectTo: \.1)(x, w), grad(plain, withRespectTo: \.1)(x, w))
    try same(jvp({ x in f(x, w) }, x, x).1, jvp({ x in Self.body(x, w) }, x, x).1)
    let batch = stack([x, 2 * x])
    try same(vmap(in: [0, nil], f)(batch, w), vmap(in: [0, nil], Self.body)(batch, w))
    try same(jit(vmap(in: [0, nil], grad(loss)))(batch, w), vmap(in: [0, nil], grad(plain))(batch, w))
    try same(jit(hessian { x in loss(x, w) })(x), hessian { x in plain(x, w) }(x))
    // A tensor from outside is an argument like the others.
    let captured = { @Sendable (w: Tensor) in checkpoint(saving: policy) { x in Self.body(x, w) }(w).sum() }
    try same(jit(grad(captured))(w), grad { w in Self.body(w, w).sum() }(w))
    try same(grad(captured)(w), grad { w in Self.body(w, w).sum() }(w))
    // In a loop.
    let loop = { @Sendable (f: @Sendable (Tensor, Tensor) -> Tensor, x: Tensor) in
      scan(x, length: 4) { x in (f(x, w), x.sum()) }
    }
    let looped = jit(grad { x in loop(f, x).0.sum() + loop(f, x).1.sum() })
    try same(looped(x), grad { x in loop(Self.body, x).0.sum() + loop(Self.body, x).1.sum() }(x))
  }

  /// How often each primitive is computed on the way back.
  private func counts(_ policy: CheckpointPolicy) throws -> [String: Int] {
    let f = checkpoint(saving: policy, Self.body)
    let call = ControlCall("test", #fileID, #line)
    let subject = try TransformedFunction(
      call, { (x: Tensor) in f(x, w) }, of: x, remembering: false)
    let backward = try subject.pulledBack().pullback.graph
    var counts: [String: Int] = [:]
    func count(_ graph: Graph) {
      for instruction in graph.instructions {
        counts[type(of: instruction.primitive).name, default: 0] += 1
        for region in instruction.regions { count(region.graph) }
      }
    }
    count(try backward.removingDeadCode())
    return counts
  }

  /// Two products are those of the way back itself.
  @Test func theWayBackComputesAgainWhatIsNotKept() throws {
    func expect(_ policy: CheckpointPolicy, products: Int, sines: Int, tangents: Int) throws {
      let counts = try counts(policy)
      #expect(counts["dot_general"] == products, "\(policy)")
      #expect(counts["sin", default: 0] == sines, "\(policy)")
      #expect(counts["tanh", default: 0] == tangents, "\(policy)")
    }
    try expect(.nothing, products: 4, sines: 1, tangents: 1)
    try expect(.everything, products: 2, sines: 0, tangents: 0)
    try expect(.products, products: 2, sines: 0, tangents: 1)
    try expect(["sine"], products: 4, sines: 0, tangents: 1)
    try expect(["other"], products: 4, sines: 1, tangents: 1)
    try expect(.products.union(["sine"]), products: 2, sines: 0, tangents: 1)
  }
}
