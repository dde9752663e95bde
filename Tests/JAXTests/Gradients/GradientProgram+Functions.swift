import JAX

extension GradientProgram {
  static let functions: [GradientProgram] = [
    GradientProgram("powers") {
      let loss = { @Sendable (x: Tensor, y: Tensor) in (x ** y + x ** 3 + x ** -2 + x ** 0.5).sum() }
      let (x, y) = grad(loss, withRespectTo: \.0, \.1)(
        numbers(6, seed: 1, 0.5, 2), numbers(6, seed: 2, -2, 2))
      return [x, y]
    },
    GradientProgram("safe_where") {
      let gradient = grad { (x: Tensor) in
        let safe = select(x .> 0, x, 1)
        return select(x .> 0, sqrt(safe) * log(safe), 0).sum()
      }
      return [gradient(Tensor([0.0, 1, 4, 0, 2]))]
    },
    GradientProgram("special_functions") {
      let gradient = grad { (x: Tensor) in
        (erf(x) * lgamma(x) + digamma(x) - besselI1e(x) + erfc(x) * 3).sum()
      }
      return [gradient(numbers(8, seed: 1, 0.5, 3))]
    },
    GradientProgram("elementary_functions") {
      let gradient = grad { (x: Tensor) in
        let a = sin(x) * cos(x) + tan(x) - asin(x) * acos(x) + atan(x)
        let b = sinh(x) + cosh(x) * asinh(x) + acosh(1 + x) - atanh(x)
        return (a * b + expm1(x) * log1p(x) + cbrt(x) + rsqrt(x)).sum()
      }
      return [gradient(numbers(8, seed: 1, 0.1, 0.9))]
    },
    GradientProgram("angles") {
      let loss = { @Sendable (y: Tensor, x: Tensor) in (atan2(y, x) * sqrt(x * x + y * y)).sum() }
      let (y, x) = grad(loss, withRespectTo: \.0, \.1)(numbers(6, seed: 1), numbers(6, seed: 2))
      return [y, x]
    },
    GradientProgram("clamp") {
      let gradient = grad { (x: Tensor) in (square(clamp(x, lower: -0.5, upper: 0.75)) + abs(x)).sum() }
      return [gradient(numbers(10, seed: 1, -2, 2))]
    },
    GradientProgram("complex_magnitude") {
      let loss = { @Sendable (x: Tensor, y: Tensor) in
        let z = Tensor(real: x, imaginary: y)
        let w = exp(z) * z.conjugate + z * z
        return (abs(w) + w.real * z.imaginary).sum()
      }
      let (x, y) = grad(loss, withRespectTo: \.0, \.1)(numbers(5, seed: 1), numbers(5, seed: 2))
      return [x, y]
    },
  ]
}
