import JAX

/// A transformation as it turns a function of vectors of three elements into another one, so that any may follow any.
enum Stage: String, CaseIterable {
  case jit, grad, vmap, jvp, hessian, checkpoint

  /// The direction of tangents, and the weights that make a vector one number.
  static let direction = [0.5, -1, 0.75]
  static let weights = [1, -0.5, 2]

  func callAsFunction(_ f: @escaping @Sendable (Tensor) -> Tensor) -> @Sendable (Tensor) -> Tensor {
    let (v, w) = (Tensor(Self.direction), Tensor(Self.weights))
    let number = { @Sendable (x: Tensor) in (f(x) * w).sum() }
    switch self {
    case .jit:
      let compiled = JAX.jit(f)
      return { compiled($0) }
    case .grad: return JAX.grad(number)
    case .vmap: return { JAX.vmap(f)(stack([0.5 * $0, $0], axis: 0))[1] }
    case .jvp: return { JAX.jvp(f, $0, v).1 }
    case .hessian: return { matmul(JAX.hessian(number)($0), v) }
    case .checkpoint: return JAX.checkpoint(f)
    }
  }

  /// The same for functions of plain numbers, by their definition.
  func callAsFunction(_ f: any PlainFunction) -> any PlainFunction {
    switch self {
    case .jit, .vmap, .checkpoint: f
    case .grad: PlainGradient(f: f)
    case .jvp: PlainTangent(f: f)
    // H·v is how the gradient changes along v.
    case .hessian: PlainTangent(f: PlainGradient(f: f))
    }
  }

  static let words: [[Stage]] = allCases.flatMap { a in
    allCases.flatMap { b in allCases.map { [a, b, $0] } }
  }
}

/// A number that derivatives can be computed with.
protocol Number {
  init(_ value: Double)
  var value: Double { get }
  static func + (a: Self, b: Self) -> Self
  static func * (a: Self, b: Self) -> Self
  var negated: Self { get }
  var reciprocal: Self { get }
  var exponential: Self { get }
  /// Sine and cosine.
  var turned: (sine: Self, cosine: Self) { get }
}

/// A function of vectors of any numbers.
protocol PlainFunction: Sendable {
  func callAsFunction<N: Number>(_ x: [N]) -> [N]
}

/// A number `a + b·ε` with `ε² = 0`: Clifford's dual numbers, nested for higher derivatives.
struct Dual<Part: Number>: Number {
  var a: Part
  var b: Part

  init(_ a: Part, _ b: Part) { (self.a, self.b) = (a, b) }
  init(_ value: Double) { self.init(Part(value), Part(0)) }

  var value: Double { a.value }
  static func + (x: Dual, y: Dual) -> Dual { Dual(x.a + y.a, x.b + y.b) }
  static func * (x: Dual, y: Dual) -> Dual { Dual(x.a * y.a, x.a * y.b + x.b * y.a) }
  var negated: Dual { Dual(a.negated, b.negated) }
  var reciprocal: Dual {
    let inverse = a.reciprocal
    return Dual(inverse, (b * inverse * inverse).negated)
  }
  var exponential: Dual {
    let value = a.exponential
    return Dual(value, b * value)
  }
  var turned: (sine: Dual, cosine: Dual) {
    let (sine, cosine) = a.turned
    return (Dual(sine, b * cosine), Dual(cosine, (b * sine).negated))
  }
}

/// The derivative along the direction.
private struct PlainTangent: PlainFunction {
  let f: any PlainFunction

  func callAsFunction<N: Number>(_ x: [N]) -> [N] {
    f(zip(x, Stage.direction).map { Dual($0, N($1)) }).map(\.b)
  }
}

/// The gradient of the weighted sum.
private struct PlainGradient: PlainFunction {
  let f: any PlainFunction

  func callAsFunction<N: Number>(_ x: [N]) -> [N] {
    x.indices.map { place in
      let y = f(x.indices.map { Dual(x[$0], N($0 == place ? 1 : 0)) })
      return zip(y, Stage.weights).reduce(N(0)) { $0 + $1.0.b * N($1.1) }
    }
  }
}
