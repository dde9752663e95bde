import Glibc
import JAXIR
import JAXPrimitives
import Testing

/// One elementary function: how kernels say it, what it is, and how near it must come.
struct ElementaryFunction: CustomTestStringConvertible, Sendable {
  let name: String
  let arity: Int
  let build: @Sendable ([Scalar]) -> Scalar
  /// In float64, to an ulp or so; second argument unused where there is none. Nil for a function that C does not have:
  /// it is tested at the hard points, of which half are float32 numbers.
  let reference: (@Sendable (Double, Double) -> Double)?
  /// The largest error in units in the last place, of float32 and of float64. A change may lower these figures.
  let single: Double
  let double: Double
  /// Arguments whose values are given by name in C99: `(x, f(x))`, NaN for any NaN.
  let specials: [(Double, Double)]

  var testDescription: String { name }

  static func unary(
    _ name: String, single: Double, double: Double, specials: [(Double, Double)],
    _ build: @escaping @Sendable (Scalar) -> Scalar, _ reference: @escaping @Sendable (Double) -> Double
  ) -> ElementaryFunction {
    ElementaryFunction(
      name: name, arity: 1, build: { build($0[0]) }, reference: { x, _ in reference(x) }, single: single,
      double: double, specials: specials + [(.nan, .nan)])
  }

  static func tabulated(
    _ name: String, arity: Int = 1, single: Double, double: Double, specials: [(Double, Double)],
    _ build: @escaping @Sendable ([Scalar]) -> Scalar
  ) -> ElementaryFunction {
    ElementaryFunction(
      name: name, arity: arity, build: build, reference: nil, single: single, double: double,
      specials: arity == 1 ? specials + [(.nan, .nan)] : [])
  }

  private static func binary(
    _ name: String, single: Double, double: Double, _ build: @escaping @Sendable (Scalar, Scalar) -> Scalar,
    _ reference: @escaping @Sendable (Double, Double) -> Double
  ) -> ElementaryFunction {
    ElementaryFunction(
      name: name, arity: 2, build: { build($0[0], $0[1]) }, reference: reference, single: single,
      double: double, specials: [])
  }

  static let all: [ElementaryFunction] = exponentials + logarithms + waves + roots + [pow, atan2] + special

  private static let exponentials = [
    unary(
      "exp", single: 1, double: 1,
      specials: [(0, 1), (-0.0, 1), (.infinity, .infinity), (-.infinity, 0), (1e4, .infinity), (-1e4, 0)],
      { $0.exp() }, Glibc.exp),
    unary(
      "expm1", single: 0.85, double: 0.85,
      specials: [
        (0, 0), (-0.0, -0.0), (.infinity, .infinity), (-.infinity, -1), (1e4, .infinity), (-1e4, -1),
      ],
      { $0.expm1() }, Glibc.expm1),
    unary(
      "logistic", single: 1, double: 1,
      specials: [(0, 0.5), (-0.0, 0.5), (.infinity, 1), (-.infinity, 0), (1e4, 1), (-1e4, 0)],
      { $0.logistic() }, { 1 / (1 + Glibc.exp(-$0)) }),
    unary(
      "tanh", single: 0.95, double: 1,
      specials: [(0, 0), (-0.0, -0.0), (.infinity, 1), (-.infinity, -1), (1e4, 1), (-1e4, -1)],
      { $0.tanh() }, Glibc.tanh),
    unary(
      "erf", single: 1, double: 1.05,
      specials: [(0, 0), (-0.0, -0.0), (.infinity, 1), (-.infinity, -1), (1e4, 1), (-1e4, -1)],
      { $0.erf() }, Glibc.erf),
  ]

  private static let logarithms = [
    unary(
      "log", single: 0.86, double: 0.8,
      specials: [
        (0, -.infinity), (-0.0, -.infinity), (1, 0), (-1, .nan), (.infinity, .infinity), (-.infinity, .nan),
      ], { $0.log() }, Glibc.log),
    unary(
      "log1p", single: 0.88, double: 0.85,
      specials: [
        (0, 0), (-0.0, -0.0), (-1, -.infinity), (-1.5, .nan), (.infinity, .infinity), (-.infinity, .nan),
      ], { $0.log1p() }, Glibc.log1p),
  ]

  private static let waves = [
    unary(
      "sin", single: 0.501, double: 0.8,
      specials: [(0, 0), (-0.0, -0.0), (.infinity, .nan), (-.infinity, .nan)], { $0.sin() }, Glibc.sin),
    unary(
      "cos", single: 0.501, double: 0.8,
      specials: [(0, 1), (-0.0, 1), (.infinity, .nan), (-.infinity, .nan)], { $0.cos() }, Glibc.cos),
    unary(
      "atan", single: 0.502, double: 0.85,
      specials: [(0, 0), (-0.0, -0.0), (.infinity, .pi / 2), (-.infinity, -.pi / 2)], { $0.atan() },
      Glibc.atan),
  ]

  private static let roots = [
    unary(
      "rsqrt", single: 0.61, double: 0.65,
      specials: [
        (0, .infinity), (-0.0, -.infinity), (-1, .nan), (.infinity, 0), (-.infinity, .nan), (4, 0.5),
      ], { $0.rsqrt() }, { 1 / $0.squareRoot() }),
    unary(
      "cbrt", single: 0.8, double: 0.85,
      specials: [
        (0, 0), (-0.0, -0.0), (.infinity, .infinity), (-.infinity, -.infinity), (8, 2), (-27, -3),
      ], { $0.cbrt() }, Glibc.cbrt),
  ]

  private static let pow = binary("pow", single: 0.504, double: 0.9, { $0.pow($1) }, Glibc.pow)
  private static let atan2 = binary("atan2", single: 0.502, double: 0.9, { $0.atan2($1) }, Glibc.atan2)

  static subscript(name: String) -> ElementaryFunction? { all.first { $0.name == name } }
}
