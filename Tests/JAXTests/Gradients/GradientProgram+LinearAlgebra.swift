import JAX

extension GradientProgram {
  /// These call LAPACK.
  static let factors: [GradientProgram] = [
    GradientProgram("least_squares_by_qr") {
      let loss = { @Sendable (a: Tensor, b: Tensor) in
        let (q, r) = LinearAlgebra.qr(a)
        let x = LinearAlgebra.solveTriangular(r, matmul(q.T, b))
        return sin(x).sum() + square(matmul(a, x) - b).sum()
      }
      let (a, b) = grad(loss, withRespectTo: \.0, \.1)(numbers(6, 3, seed: 1), numbers(6, 2, seed: 2))
      return [a, b]
    },
    GradientProgram("spectral_loss") {
      let gradient = grad { (a: Tensor) in
        let (values, vectors) = LinearAlgebra.eigh(matmul(a, a.T) + a)
        return (exp(values) * (square(vectors) * Tensor([0.0, 1, 2, 3], shape: [4, 1])).sum(axes: [0])).sum()
      }
      return [gradient(numbers(4, 4, seed: 3))]
    },
    GradientProgram("nuclear_norm") {
      let (value, gradient) = valueAndGrad { (a: Tensor) in LinearAlgebra.singularValues(a).sum() }(
        numbers(3, 5, seed: 1))
      return [value, gradient]
    },
    GradientProgram("low_rank_approximation") {
      let target = numbers(5, 3, seed: 2)
      let gradient = grad { (a: Tensor) in
        let (u, s, vt) = LinearAlgebra.svd(a)
        return square(matmul(u[0..., ..<2] * s[..<2], vt[..<2]) - target).sum()
      }
      return [gradient(numbers(5, 3, seed: 1))]
    },
    GradientProgram("linear_system") {
      let loss = { @Sendable (a: Tensor, b: Tensor) in
        square(LinearAlgebra.solve(a + 2 * Tensor.eye(4, nil, .float64), b)).sum()
      }
      let (a, b) = grad(loss, withRespectTo: \.0, \.1)(
        numbers(2, 4, 4, seed: 1), numbers(2, 4, 3, seed: 2))
      return [a, b]
    },
    GradientProgram("log_determinant") {
      let (value, gradient) = valueAndGrad { (a: Tensor) in
        let (sign, logarithm) = LinearAlgebra.slogdet(a)
        return (sign * logarithm).sum() + square(LinearAlgebra.det(a)).sum()
      }(numbers(2, 4, 4, seed: 5))
      return [value, gradient]
    },
    GradientProgram("trace_of_an_inverse") {
      let one = Tensor.eye(3, nil, .float64)
      return [hessian { (a: Tensor) in (LinearAlgebra.inv(a + 3 * one) * one).sum() }(numbers(3, 3, seed: 1))]
    },
    GradientProgram("lu_factors") {
      let gradient = grad { (a: Tensor) in
        let (_, l, u) = LinearAlgebra.lu(a)
        return sin(l).sum() + (u * u * u).sum()
      }
      return [gradient(numbers(5, 3, seed: 4))]
    },
    GradientProgram("complex_eigenvalues") {
      let gradient = grad { (a: Tensor) in
        let values = LinearAlgebra.eigenvalues(a)
        let sizes = abs(values)
        return (sizes * sizes * sizes).sum() + (values * values * values).sum().real
      }
      return [gradient(numbers(4, 4, seed: 2))]
    },
    GradientProgram("complex_factors") {
      let loss = { @Sendable (x: Tensor, y: Tensor) in
        let a = Tensor(real: x, imaginary: y)
        let (q, r) = LinearAlgebra.qr(a)
        let one = Tensor.eye(3, nil, .float64)
        let (u, s, vt) = LinearAlgebra.svd(Tensor(real: x, imaginary: y + one))
        let (values, v) = LinearAlgebra.eigh(a + a.conjugate.T)
        let rotated = (square(abs(v[0])) * values).sum()
        return square((q * r).real).sum() + (matmul(u, vt).imaginary * x).sum() + (s * s * s).sum() + rotated
      }
      let (x, y) = grad(loss, withRespectTo: \.0, \.1)(numbers(3, 3, seed: 1), numbers(3, 3, seed: 2))
      return [x, y]
    },
  ]

  static let linearAlgebra = [
    GradientProgram("gaussian_likelihood") {
      let (x, y) = (numbers(5, 2, seed: 1), numbers(5, seed: 2))
      let one = Tensor.eye(5, nil, .float64)
      let loss = { @Sendable (x: Tensor, scale: Tensor) in
        let distances = square(x.expanded(at: 1) - x.expanded(at: 0)).sum(axes: [-1])
        let lower = LinearAlgebra.cholesky(exp(-distances / (scale * scale)) + 0.1 * one)
        let white = LinearAlgebra.solveTriangular(lower, y, isLower: true)
        return 0.5 * square(white).sum() + log((lower * one).sum(axes: [1])).sum()
      }
      let (value, ofX, ofScale) = valueAndGrad(loss, withRespectTo: \.0, \.1)(x, Tensor([0.7]).sum())
      return [value, ofX, ofScale]
    }
  ]
}
