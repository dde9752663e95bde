import Foundation
@testable import JAX

extension Double: Number {
  var value: Double { self }
  var negated: Double { -self }
  var reciprocal: Double { 1 / self }
  var exponential: Double { Foundation.exp(self) }
  var turned: (sine: Double, cosine: Double) { (Foundation.sin(self), Foundation.cos(self)) }
}

/// A function of vectors of three elements, in tensors and in plain numbers.
struct StageFunction: Sendable {
  let name: String
  let ofTensors: @Sendable (Tensor) -> Tensor
  let plain: any PlainFunction

  static let all: [StageFunction] = [
    StageFunction(name: "sine", ofTensors: { sin($0) * $0.reversed() }, plain: Sine()),
    StageFunction(
      name: "products",
      ofTensors: { x in
        let y = matmul(Tensor(Products.matrix, shape: [3, 3]), x)
        return y * y * x
      }, plain: Products()),
    StageFunction(
      name: "scan",
      ofTensors: { x in
        scan(Tensor(0.5 as Double), over: x) { c, x in
          let next = sin(c) + c * x
          return (next, next)
        }.1
      }, plain: Scanned()),
    StageFunction(name: "where", ofTensors: { select($0 .> 0, $0 * $0 * $0, exp($0)) }, plain: Where()),
    StageFunction(name: "sort", ofTensors: { $0.sorted() * exp(0.5 * $0) }, plain: Sorted()),
    StageFunction(
      name: "derivative of its own",
      ofTensors: { x in
        let f = customJVP { (x: Tensor) in
          exp(x)
        } derivative: { x, dx in
          let y = exp(x)
          return (y, y * dx)
        }
        return f(x) * x
      }, plain: Exponential()),
    StageFunction(
      name: "pullback of its own",
      ofTensors: { x in
        let f = customVJP { (x: Tensor) in
          sin(x) * x
        } forward: { (x: Tensor) -> (Tensor, [Tensor]) in
          (sin(x) * x, [sin(x), cos(x) * x])
        } backward: { (kept: [Tensor], g: Tensor) -> Tensor in
          g * kept[0] + g * kept[1]
        }
        return f(x) * x.sum()
      }, plain: Pulled()),
    StageFunction(
      name: "loop", ofTensors: { x in foriLoop(0..<3, x) { _, y in y * x + sin(y) } }, plain: Loop()),
    StageFunction(
      name: "sums and places",
      ofTensors: { x in sin(x).cumulativeSum() * take(x, Tensor([2, 0, 0] as [Int32])) },
      plain: Places()),
    StageFunction(
      name: "cond",
      ofTensors: { x in
        cond(x.sum() .> 0, then: { exp(x) / exp(x).sum() }, otherwise: { x * x })
      }, plain: Choice()),
  ]
}

private struct Sine: PlainFunction {
  func callAsFunction<N: Number>(_ x: [N]) -> [N] { zip(x, x.reversed()).map { $0.turned.sine * $1 } }
}

private struct Products: PlainFunction {
  static let matrix = [0.5, -1, 0.25, 1, 0.75, -0.5, 0.1, 1, 1.5]

  func callAsFunction<N: Number>(_ x: [N]) -> [N] {
    (0..<3).map { row in
      let y = (0..<3).reduce(N(0)) { $0 + N(Self.matrix[row * 3 + $1]) * x[$1] }
      return y * y * x[row]
    }
  }
}

private struct Scanned: PlainFunction {
  func callAsFunction<N: Number>(_ x: [N]) -> [N] {
    var c = N(0.5)
    return x.map { x in
      c = c.turned.sine + c * x
      return c
    }
  }
}

private struct Where: PlainFunction {
  func callAsFunction<N: Number>(_ x: [N]) -> [N] { x.map { $0.value > 0 ? $0 * $0 * $0 : $0.exponential } }
}

private struct Sorted: PlainFunction {
  func callAsFunction<N: Number>(_ x: [N]) -> [N] {
    zip(x.sorted { $0.value < $1.value }, x).map { $0 * (N(0.5) * $1).exponential }
  }
}

private struct Exponential: PlainFunction {
  func callAsFunction<N: Number>(_ x: [N]) -> [N] { x.map { $0.exponential * $0 } }
}

private struct Pulled: PlainFunction {
  func callAsFunction<N: Number>(_ x: [N]) -> [N] { x.map { $0.turned.sine * $0 * (x[0] + x[1] + x[2]) } }
}

private struct Loop: PlainFunction {
  func callAsFunction<N: Number>(_ x: [N]) -> [N] {
    (0..<3).reduce(x) { y, _ in zip(y, x).map { $0 * $1 + $0.turned.sine } }
  }
}

private struct Places: PlainFunction {
  func callAsFunction<N: Number>(_ x: [N]) -> [N] {
    let sines = x.map(\.turned.sine)
    let sums = [sines[0], sines[0] + sines[1], sines[0] + sines[1] + sines[2]]
    return zip(sums, [x[2], x[0], x[0]]).map { $0 * $1 }
  }
}

private struct Choice: PlainFunction {
  func callAsFunction<N: Number>(_ x: [N]) -> [N] {
    let sum = x[0] + x[1] + x[2]
    guard sum.value > 0 else { return x.map { $0 * $0 } }
    let powers = x.map(\.exponential)
    return powers.map { $0 * (powers[0] + powers[1] + powers[2]).reciprocal }
  }
}
