import Glibc
import JAXIR
import JAXPrimitives
import Testing

extension ElementaryFunction {
  static let special = trigonometric + hyperbolic + errors + gammas + bessel

  private static let trigonometric = [
    unary(
      "tan", single: 0.501, double: 0.8,
      specials: [(0, 0), (-0.0, -0.0), (.infinity, .nan), (-.infinity, .nan)], { $0.tan() }, Glibc.tan),
    unary(
      "asin", single: 0.501, double: 0.8,
      specials: [(0, 0), (-0.0, -0.0), (1, .pi / 2), (-1, -.pi / 2), (1.5, .nan), (.infinity, .nan)],
      { $0.asin() }, Glibc.asin),
    unary(
      "acos", single: 0.501, double: 0.8,
      specials: [(0, .pi / 2), (-0.0, .pi / 2), (1, 0), (-1, .pi), (-1.5, .nan), (.infinity, .nan)],
      { $0.acos() }, Glibc.acos),
  ]

  private static let hyperbolic = [
    unary(
      "sinh", single: 0.501, double: 0.9,
      specials: [
        (0, 0), (-0.0, -0.0), (.infinity, .infinity), (-.infinity, -.infinity), (-1e4, -.infinity),
      ], { $0.sinh() }, Glibc.sinh),
    unary(
      "cosh", single: 0.501, double: 0.9,
      specials: [(0, 1), (-0.0, 1), (.infinity, .infinity), (-.infinity, .infinity), (-1e4, .infinity)],
      { $0.cosh() }, Glibc.cosh),
    unary(
      "asinh", single: 0.501, double: 0.95,
      specials: [(0, 0), (-0.0, -0.0), (.infinity, .infinity), (-.infinity, -.infinity)], { $0.asinh() },
      Glibc.asinh),
    unary(
      "acosh", single: 0.501, double: 0.95,
      specials: [(1, 0), (0, .nan), (-3, .nan), (.infinity, .infinity), (-.infinity, .nan)],
      { $0.acosh() }, Glibc.acosh),
    unary(
      "atanh", single: 0.501, double: 0.9,
      specials: [
        (0, 0), (-0.0, -0.0), (1, .infinity), (-1, -.infinity), (1.5, .nan), (-.infinity, .nan),
      ], { $0.atanh() }, Glibc.atanh),
  ]

  private static let errors = [
    unary(
      "erfc", single: 0.51, double: 1.9,
      specials: [(0, 1), (-0.0, 1), (.infinity, 0), (-.infinity, 2), (1e4, 0), (-1e4, 2)], { $0.erfc() },
      Glibc.erfc),
    tabulated(
      "erf_inv", single: 0.51, double: 2,
      specials: [
        (0, 0), (-0.0, -0.0), (1, .infinity), (-1, -.infinity), (1.5, .nan), (.infinity, .nan),
      ], { $0[0].erfInverse() }),
  ]

  private static let gammas = [
    unary(
      "lgamma", single: 0.51, double: 2.2,
      specials: [
        (0, .infinity), (-0.0, .infinity), (1, 0), (2, 0), (-1, .infinity), (-3, .infinity),
        (.infinity, .infinity), (-.infinity, .infinity),
      ], { $0.logarithmOfGamma() }, Glibc.lgamma),
    tabulated(
      "digamma", single: 0.51, double: 2.7,
      specials: [
        (0, -.infinity), (-0.0, -.infinity), (-1, .nan), (-3, .nan), (.infinity, .infinity),
        (-.infinity, .nan),
      ], { $0[0].digamma() }),
    tabulated("zeta", arity: 2, single: 0.52, double: 3, specials: [], { $0[0].zeta($0[1]) }),
    tabulated("polygamma", arity: 2, single: 0.52, double: 25, specials: [], { $0[0].polygamma($0[1]) }),
  ]

  private static let bessel = [
    tabulated(
      "bessel_i0e", single: 0.51, double: 2.3, specials: [(.infinity, 0), (-.infinity, 0)],
      { $0[0].besselI0e() }),
    tabulated(
      "bessel_i1e", single: 0.51, double: 2,
      specials: [(0, 0), (-0.0, -0.0), (.infinity, 0), (-.infinity, -0.0)], { $0[0].besselI1e() }),
  ]
}
