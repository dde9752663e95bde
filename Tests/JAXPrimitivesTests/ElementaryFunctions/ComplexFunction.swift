import JAXIR
import JAXPrimitives
import Testing

/// A function of complex numbers: the primitive, and how near each part must come.
struct ComplexFunction: CustomTestStringConvertible, Sendable {
  let name: String
  let primitive: any Primitive
  var arity = 1
  /// The largest error of a part in units in the last place, of complex128. A change may lower it.
  let double: Double
  /// Arguments whose values are given by name in C99, annex G, or in Kahan's "Branch cuts": the parts of z, then
  /// those of f(z), NaN for any NaN. What C99 leaves open, or JAX has otherwise, is as it comes.
  var specials: [[Double]] = []

  /// Real and imaginary part.
  typealias Number = (Double, Double)

  var testDescription: String { name }

  static let all = exponentials + hyperbolic + logarithms + roots + inverse + arithmetic

  private static let infinity = Double.infinity
  private static let nan = Double.nan

  private static let exponentials: [ComplexFunction] = [
    ComplexFunction(
      name: "exp", primitive: Exp(), double: 1.2,
      specials: [
        [0, 0, 1, 0], [-0.0, -0.0, 1, -0.0], [infinity, 0, infinity, 0],
        [infinity, -0.0, infinity, -0.0], [-infinity, 2, -0.0, 0], [-infinity, 0, 0, 0],
        [infinity, 2, -infinity, infinity], [0, infinity, nan, nan], [3, nan, nan, nan],
        [nan, 0, nan, 0], [nan, 1, nan, nan],
      ]),
    ComplexFunction(
      name: "expm1", primitive: Expm1(), double: 1.2,
      specials: [
        [0, 0, 0, 0], [-0.0, -0.0, -0.0, -0.0], [infinity, 0, infinity, 0],
        [-infinity, 1, -1, 0], [nan, 0, nan, 0],
      ]),
    ComplexFunction(
      name: "logistic", primitive: Logistic(), double: 2.8,
      specials: [
        [0, 0, 0.5, 0], [0, -0.0, 0.5, -0.0], [infinity, 1, 1, 0], [-infinity, 1, 0, 0],
        [nan, 1, nan, nan],
      ]),
  ]

  private static let hyperbolic: [ComplexFunction] = [
    ComplexFunction(
      name: "sinh", primitive: Sinh(), double: 1,
      specials: [
        [0, 0, 0, 0], [-0.0, -0.0, -0.0, -0.0], [infinity, 0, infinity, 0],
        [-infinity, 2, infinity, infinity], [2, infinity, nan, nan], [nan, 0, nan, 0],
      ]),
    ComplexFunction(
      name: "cosh", primitive: Cosh(), double: 1,
      specials: [
        [0, 0, 1, 0], [0, -0.0, 1, -0.0], [infinity, 0, infinity, 0],
        [-infinity, 2, -infinity, -infinity], [2, infinity, nan, nan], [nan, 0, nan, 0],
      ]),
    ComplexFunction(
      name: "tanh", primitive: Tanh(), double: 1,
      specials: [
        [0, 0, 0, 0], [-0.0, -0.0, -0.0, -0.0], [infinity, 1, 1, 0],
        [-infinity, -1, -1, -0.0],
        [infinity, infinity, 1, 0], [2, infinity, nan, nan], [nan, 0, nan, 0],
        [nan, 1, nan, nan],
        [400, 1, 1, 0],
      ]),
    ComplexFunction(
      name: "sin", primitive: Sin(), double: 1,
      specials: [
        [0, 0, 0, 0], [-0.0, -0.0, -0.0, -0.0], [0, infinity, 0, infinity],
        [1, nan, nan, nan],
      ]),
    ComplexFunction(
      name: "cos", primitive: Cos(), double: 1,
      specials: [[0, 0, 1, -0.0], [-0.0, 0, 1, 0], [1, infinity, infinity, -infinity]]),
    ComplexFunction(
      name: "tan", primitive: Tan(), double: 1,
      specials: [
        [0, 0, 0, 0], [-0.0, -0.0, -0.0, -0.0], [1, infinity, 0, 1], [0, -infinity, 0, -1],
      ]),
  ]

  private static let logarithms: [ComplexFunction] = [
    ComplexFunction(
      name: "log", primitive: Log(), double: 1,
      specials: [
        [0, 0, -infinity, 0], [-0.0, 0, -infinity, .pi], [-0.0, -0.0, -infinity, -.pi],
        [-1, 0, 0, .pi], [-1, -0.0, 0, -.pi], [1, -0.0, 0, -0.0],
        [3, infinity, infinity, .pi / 2],
        [-infinity, 1, infinity, .pi], [infinity, 1, infinity, 0],
        [infinity, infinity, infinity, .pi / 4], [-infinity, infinity, infinity, 3 * .pi / 4],
        [infinity, nan, infinity, nan], [nan, 1, nan, nan],
      ]),
    ComplexFunction(
      name: "log1p", primitive: Log1p(), double: 1.5,
      specials: [
        [0, 0, 0, 0], [-0.0, -0.0, -0.0, -0.0], [-1, 0, -infinity, 0], [-2, 0, 0, .pi],
        [-2, -0.0, 0, -.pi], [infinity, infinity, infinity, .pi / 4], [nan, 1, nan, nan],
      ]),
  ]

  private static let roots: [ComplexFunction] = [
    ComplexFunction(
      name: "sqrt", primitive: Sqrt(), double: 1.6,
      specials: [
        [0, 0, 0, 0], [-0.0, 0, 0, 0], [-0.0, -0.0, 0, -0.0], [-4, 0, 0, 2],
        [-4, -0.0, 0, -2],
        [0, 2, 1, 1], [0, -2, 1, -1], [1, infinity, infinity, infinity],
        [nan, -infinity, infinity, -infinity], [infinity, 1, infinity, 0],
        [-infinity, 1, 0, infinity],
        [-infinity, -1, 0, -infinity], [infinity, nan, infinity, nan], [nan, 1, nan, nan],
      ]),
    ComplexFunction(
      name: "rsqrt", primitive: Rsqrt(), double: 0.6,
      specials: [
        [4, 0, 0.5, -0.0], [-4, 0, 0, -0.5], [-4, -0.0, 0, 0.5], [0, 0, infinity, nan],
        [infinity, 1, 0, -0.0], [nan, 1, nan, nan],
      ]),
    ComplexFunction(
      name: "cbrt", primitive: Cbrt(), double: 2.9,
      specials: [[0, -0.0, 0, -0.0], [8, 0, 2, 0], [8, -0.0, 2, -0.0], [.nan, 1, .nan, .nan]]),
    ComplexFunction(
      name: "abs", primitive: Abs(), double: 1,
      specials: [
        [nan, infinity, infinity, 0], [-3, 4, 5, 0], [0, -0.0, 0, 0], [nan, 1, nan, 0],
      ]),
    ComplexFunction(
      name: "sign", primitive: Sign(), double: 2,
      specials: [
        [0, -0.0, 0, -0.0], [-3, 4, -0.6, 0.8], [0x1p-149, 0, 1, 0], [nan, 1, nan, nan],
      ]),
  ]

  private static let inverse: [ComplexFunction] = [
    ComplexFunction(
      name: "asin", primitive: Asin(), double: 1.5,
      specials: [
        [0, 0, 0, 0], [-0.0, -0.0, -0.0, -0.0], [2, 0, .pi / 2, acosh2],
        [2, -0.0, .pi / 2, -acosh2],
        [-2, 0, -.pi / 2, acosh2], [infinity, infinity, .pi / 4, infinity],
        [infinity, 1, .pi / 2, infinity],
        [1, infinity, 0, infinity], [nan, 1, nan, nan],
      ]),
    ComplexFunction(
      name: "acos", primitive: Acos(), double: 1.6,
      specials: [
        [0, 0, .pi / 2, -0.0], [1, 0, 0, -0.0], [-1, 0, .pi, -0.0], [2, 0, 0, -acosh2],
        [2, -0.0, 0, acosh2], [-2, -0.0, .pi, acosh2], [-infinity, 1, .pi, -infinity],
        [infinity, 1, 0, -infinity], [nan, 1, nan, nan],
      ]),
    ComplexFunction(
      name: "atan", primitive: Atan(), double: 1.5,
      specials: [
        [0, 0, 0, 0], [-0.0, -0.0, -0.0, -0.0], [0, 1, 0, infinity],
        [infinity, 1, .pi / 2, 0],
        [-1, infinity, -.pi / 2, 0], [0, 2, .pi / 2, atanhHalf], [-0.0, 2, -.pi / 2, atanhHalf],
      ]),
    ComplexFunction(
      name: "asinh", primitive: Asinh(), double: 1.5,
      specials: [
        [0, 0, 0, 0], [-0.0, -0.0, -0.0, -0.0], [0, 2, acosh2, .pi / 2],
        [-0.0, 2, -acosh2, .pi / 2],
        [infinity, 1, infinity, 0], [1, infinity, infinity, .pi / 2],
        [infinity, infinity, infinity, .pi / 4], [nan, 1, nan, nan],
      ]),
    ComplexFunction(
      name: "acosh", primitive: Acosh(), double: 2,
      specials: [
        [0, 0, 0, .pi / 2], [1, 0, 0, 0], [-1, 0, 0, .pi], [-2, -0.0, acosh2, -.pi],
        [-infinity, 1, infinity, .pi], [infinity, 1, infinity, 0], [nan, 1, nan, nan],
      ]),
    ComplexFunction(
      name: "atanh", primitive: Atanh(), double: 1.5,
      specials: [
        [0, 0, 0, 0], [-0.0, -0.0, -0.0, -0.0], [1, 0, infinity, 0],
        [-1, -0.0, -infinity, -0.0],
        [2, 0, atanhHalf, .pi / 2], [2, -0.0, atanhHalf, -.pi / 2], [infinity, 1, 0, .pi / 2],
        [1, -infinity, 0, -.pi / 2], [1, nan, nan, nan],
      ]),
  ]

  private static let acosh2 = 1.3169578969248168
  private static let atanhHalf = 0.5493061443340549

  private static let arithmetic: [ComplexFunction] = [
    ComplexFunction(name: "multiply", primitive: Multiply(), arity: 2, double: 1),
    ComplexFunction(name: "divide", primitive: Divide(), arity: 2, double: 2),
    ComplexFunction(name: "pow", primitive: Pow(), arity: 2, double: 0.6),
  ]
}
