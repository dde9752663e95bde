package import JAXIR

/// The derivatives of routines that are whole factorizations. What a routine leaves in the place of its operand has none,
/// unless it is the factor; nor have exchanges and `info`.
extension LapackCall {
  /// - Throws: `unsupported` for a routine that is a step of an algorithm: the derivative is that of the whole.
  package func jvp(_ rule: JVPRule) throws(JAXError) -> JVPRule.Results {
    let results = rule.apply(self)
    var tangents = [Tracer?](repeating: nil, count: results.count)
    guard let change = rule.tangents[0] ?? rule.tangents.last! else { return (results, tangents) }
    let matrix = rule.primals[0]
    switch routine.name {
    case .potrf: tangents[0] = factorTangent(results[0], change)
    case .getrf: tangents[0] = luTangent(results[0], pivots: results[1], change)
    case .trsm: tangents[0] = solve.tangent(of: results[0], matrix, rule.tangents[0], rule.tangents[1])
    case .syevd:
      let (vectors, values) = hermitianTangents(matrix, results, change)
      tangents[0] = has("mode", "V") ? vectors : nil
      tangents[1] = values
    case .gesdd, .gesvd: tangents.replaceSubrange(1..., with: try singularTangents(matrix, results, change))
    case .geev where has("compute_left", "N") && has("compute_right", "N"):
      let values = spectrumTangent(matrix, change)
      tangents[0] = matrix.dtype.isComplex ? values : values.real()
      if !matrix.dtype.isComplex { tangents[1] = values.imaginary() }
    default: throw JAXError(.unsupported, "the derivative of LAPACK's \(routine.name)", hint: hint)
    }
    return (results, tangents)
  }

  private var hint: String {
    switch routine.name {
    case .geqrf, .orgqr: "differentiate `LinearAlgebra.qr` instead"
    case .geev: "the eigenvalues alone have a derivative: `LinearAlgebra.eigenvalues`"
    default: "differentiate before the program is exported: the derivative that JAX writes out runs here"
    }
  }

  private func has(_ parameter: String, _ letter: Unicode.Scalar) -> Bool {
    routine[parameter] == Int(letter.value)
  }

  // MARK: Triangles

  /// The other triangle is that of the operand.
  private func factorTangent(_ result: Tracer, _ change: Tracer) -> Tracer {
    let isLower = has("uplo", "L")
    let factor = result.triangle(isLower: isLower)
    return Cholesky.tangent(of: factor, isLower: isLower, change).triangle(isLower: isLower)
      + change.triangle(isLower: !isLower, withDiagonal: false)
  }

  /// With `M = L⁻¹ P dA U⁻¹`: `dL = L low(M)` and `dU = up(M) U`, where low is what is below the diagonal and up the rest
  /// (de Hoog, Anderssen and Lukas, "Differentiation of matrix functionals using triangular factorization", 2011). L and
  /// U of a matrix that is not square are those of the square one with ones on the diagonal of the rest.
  private func luTangent(_ factors: Tracer, pivots: Tracer, _ change: Tracer) -> Tracer {
    guard change.shape.count > 0 else { return change }
    let (m, n) = (factors.rowCount, factors.columnCount)
    let least = min(m, n)
    let rows = Tracer.apply(PivotsToPermutation(count: m), pivots)
    let below = factors.leading(m, least).extended(m, m).triangle(isLower: true, withDiagonal: false)
    let lower = below + below.identity()
    var upper = factors.leading(least, n).triangle(isLower: false).extended(n, n)
    if n > least {
      let ones = upper.identity()
      upper = upper + (ones - ones.leading(least, least).extended(n, n))
    }
    let left = Tracer.apply(
      TriangularSolve(isLeft: true, isLower: true, hasUnitDiagonal: true), lower, change.rowsTaken(rows))
    let inner = Tracer.apply(TriangularSolve(isLeft: false, isLower: false), upper, left)
    return lower.matrixProduct(inner.triangle(isLower: true, withDiagonal: false))
      + inner.triangle(isLower: false).matrixProduct(upper)
  }

  /// The primitive of our own that `trsm` is.
  private var solve: TriangularSolve {
    TriangularSolve(
      isLeft: has("side", "L"), isLower: has("uplo", "L"), hasUnitDiagonal: has("diag", "U"),
      transposes: !has("trans_x", "N"), conjugates: has("trans_x", "C"))
  }

  // MARK: Spectra

  /// With `M = Vᴴ dA V`: `dλ = diag M` and `dV = V (F ∘ M)`, `Fᵢⱼ = 1/(λⱼ − λᵢ)` off the diagonal, 0 on it (Giles,
  /// "Collected matrix derivative results for forward and reverse mode algorithmic differentiation", 2008). Where
  /// eigenvalues are equal, vectors have no derivative.
  private func hermitianTangents(
    _ matrix: Tracer, _ results: [Tracer], _ change: Tracer
  ) -> (vectors: Tracer, values: Tracer) {
    let isLower = has("uplo", "L")
    var known = results
    if has("mode", "N") {
      known = Tracer.apply(LapackCall(LapackRoutine(.syevd, isLower ? "VL" : "VU")), [matrix])
    }
    let (vectors, values) = (known[0], known[1])
    let inner = vectors.adjoint().matrixProduct(change.hermitian(ofLower: isLower)).matrixProduct(vectors)
    let ones = inner.identity()
    let gaps = values.perColumn(of: inner) - values.perRow(of: inner)
    let factors = 1 / (gaps + ones) - ones
    return (vectors.matrixProduct(factors * inner), inner.diagonal().real())
  }

  /// `dλ = diag (V⁻¹ dA V)` (Boeddeker, Hanebrink, Drude, Heymann and Haeb-Umbach, "On the computation of complex-valued
  /// gradients with application to statistically optimum beamforming", 2017, 4.60).
  private func spectrumTangent(_ matrix: Tracer, _ change: Tracer) -> Tracer {
    let known = Tracer.apply(LapackCall(LapackRoutine(.geev, "NV")), [matrix])
    let vectors = known[known.count - 2]
    let moved = change.convert(to: vectors.dtype).matrixProduct(vectors)
    return Tracer.apply(Solve(), vectors, moved).diagonal()
  }

  /// The tangents of `s`, and of `u` and `vᴴ` where there are such, and none for `info`: with `M = Uᴴ dA V`,
  /// `ds = diag M`, `dU = U (F ∘ (M S + S Mᴴ))` and `dV = V (F ∘ (S M + Mᴴ S))`, `Fᵢⱼ = 1/(sⱼ² − sᵢ²)` off the diagonal,
  /// 0 on it, and what of `dA` is outside the base that is not complete, over s (Townsend, "Differentiating the singular
  /// value decomposition", 2016; complex phases as in JAX, all in U). Where singular values are equal, vectors have no
  /// derivative.
  private func singularTangents(
    _ matrix: Tracer, _ results: [Tracer], _ change: Tracer
  ) throws(JAXError) -> [Tracer?] {
    let (m, n) = (change.rowCount, change.columnCount)
    guard !has("mode", "A") || m == n else {
      throw JAXError(
        .unsupported, "the derivative of complete bases of \(change.type): their last vectors may be any",
        hint: "the factors without `isFull` have a derivative")
    }
    let isBare = has("mode", "N")
    let known = isBare ? Tracer.apply(LapackCall(LapackRoutine(routine.name, "S")), [matrix]) : results
    let (s, u, v) = (known[1], known[2], known[3].adjoint())
    let inner = u.adjoint().matrixProduct(change).matrixProduct(v)
    let ofValues = inner.diagonal().real()
    if isBare { return [ofValues, nil] }
    let (column, row) = (s.perColumn(of: inner), s.perRow(of: inner))
    let ones = inner.identity()
    let factors = 1 / ((column + row) * (column - row) + ones) - ones
    let (right, left) = (column * inner, row * inner)
    var turn = factors * (right + right.adjoint())
    if inner.dtype.isComplex {
      let isZero = column.compare(.equal, 0)
      turn = turn + ones * (inner - inner.adjoint()) * 0.5 * isZero.select(0, 1 / isZero.select(1, column))
    }
    var ofLeft = u.matrixProduct(turn)
    var ofRight = v.matrixProduct(factors * (left + left.adjoint()))
    if m > n { ofLeft = ofLeft + Self.outside(u, change.matrixProduct(v), s) }
    if n > m { ofRight = ofRight + Self.outside(v, change.adjoint().matrixProduct(u), s) }
    return [ofValues, ofLeft, ofRight.adjoint(), nil]
  }

  /// What of the columns of `change` is no combination of those of `base`, over `s`.
  private static func outside(_ base: Tracer, _ change: Tracer, _ s: Tracer) -> Tracer {
    (change - base.matrixProduct(base.adjoint().matrixProduct(change))) / s.perColumn(of: change)
  }
}
