package import JAXIR

/// The discrete Fourier transform along the last axes, as many as there are lengths.
///
/// `yₖ = Σⱼ xⱼ e^(∓2πi jk/n)` along each of them, with minus and no factor forwards, and plus and the factor 1/n
/// backwards. `fft` and `ifft`: `[…, n] → […, n]`, complex. `rfft`: `[…, n] → […, n/2 + 1]`, of real numbers, where the
/// other half would be the conjugate. `irfft`: `[…, n/2 + 1] → […, n]`, real numbers, the inverse of that; imaginary
/// parts that the transform of real numbers cannot have count for nothing.
///
/// Lengths of factors up to 13 by the autosort algorithm of Stockham (Cochran and others, "What is the fast Fourier
/// transform?", 1967), others by Bluestein's ("A linear filtering approach to the computation of discrete Fourier
/// transform", 1970): O(n log n) for every length.
///
/// - (C1) One to three lengths of at least 1; the operand has as many axes at least.
/// - (C2) The operand is `float32` or `float64` for `rfft`, `complex64` or `complex128` for the others.
/// - (C3) The extents are the lengths, but n/2 + 1 for the last one of the operand of `irfft`.
package struct Fft: LinearPrimitive {
  package var kind = Kind.fft
  package var lengths: [Int] = [1]

  package enum Kind: String, AttributeValue, CaseIterable {
    case fft, ifft, rfft, irfft

    var isForward: Bool { self == .fft || self == .rfft }
  }

  package init() {}
  package init(_ kind: Kind, lengths: [Int]) {
    self.kind = kind
    self.lengths = lengths
  }

  package static var attributes: [Attribute<Self>] {
    [Attribute("kind", \.kind), Attribute("lengths", \.lengths)]
  }

  package func resultTypes(of operands: [ValueType], regions: [Region]) throws(JAXError) -> [ValueType] {
    try regions.checkNone()
    let type = try operands.tensors(1)[0]
    guard (1...3).contains(lengths.count), lengths.allSatisfy({ $0 > 0 }), type.rank >= lengths.count else {
      throw JAXError(.invalidArgument, "transforms one to three axes, not \(lengths) of \(type)")
    }
    let isReal = kind == .rfft
    guard isReal ? [.float32, .float64].contains(type.dtype) : type.dtype.isComplex else {
      throw JAXError(
        .dtypeMismatch,
        "\(kind.rawValue) takes \(isReal ? "f32 or f64" : "complex numbers"), not \(type.dtype)")
    }
    let half = lengths[lengths.count - 1] / 2 + 1
    let outer = Array(type.shape.extents.dropLast(lengths.count))
    let extents = kind == .irfft ? lengths.dropLast() + [half] : lengths[...]
    guard type.shape.extents == outer + extents else {
      throw JAXError(.shapeMismatch, "a transform of lengths \(lengths) does not take \(type)")
    }
    switch kind {
    case .fft, .ifft: return [.tensor(type)]
    case .rfft:
      let shape = try Shape(outer + lengths.dropLast() + [half])
      return [.tensor(TensorType(type.dtype == .float32 ? .complex64 : .complex128, shape))]
    case .irfft: return [.tensor(TensorType(type.dtype.component, try Shape(outer + lengths)))]
    }
  }
}

// MARK: - Rules

extension Fft {
  package func jvp(_ rule: JVPRule) throws(JAXError) -> JVPRule.Results {
    (rule.apply(self), rule.tangents.map { $0.map { .apply(self, $0) } })
  }

  /// The matrix of a complex transform is symmetric. That of `rfft` is its first columns, of real numbers; that of
  /// `irfft` counts the numbers twice that have a conjugate:
  ///
  ///     rfftᵀ(y)  = re(fft(y, then zeros))
  ///     irfftᵀ(y) = conj(rfft(y)) · (1, 2, …, 2, 1) / n,  whose last 1 is there for even n alone
  package func transposed(_ rule: TransposeRule) throws(JAXError) -> [Tracer?] {
    guard let cotangent = rule.cotangents[0], let type = rule.linear(0) else { return [nil] }
    switch kind {
    case .fft, .ifft: return [.apply(self, cotangent)]
    case .rfft:
      let rank = type.rank
      let missing = type.shape[rank - 1] - cotangent.shape[rank - 1]
      let none = [Int](repeating: 0, count: rank)
      let high = Array(none.dropLast()) + [missing]
      let zero = cotangent.zeros(.scalar(cotangent.dtype))
      let padded = Tracer.apply(Pad(low: none, high: high, interior: none), cotangent, zero)
      return [Tracer.apply(Fft(.fft, lengths: lengths), padded).real()]
    case .irfft:
      let spectrum = Tracer.apply(Fft(.rfft, lengths: lengths), cotangent).conjugate()
      let count = lengths.reduce(1, *)
      let length = lengths[lengths.count - 1]
      let place = spectrum.places(along: type.rank - 1)
      let single = Tracer.apply(
        Or(), place.compare(.equal, 0), (place + place).compare(.equal, Double(length)))
      let once = spectrum / Double(count)
      return [single.select(once, once + once)]
    }
  }

  package func batched(_ rule: BatchingRule) throws(JAXError) -> BatchingRule.Results {
    (Tracer.apply(self, rule.operands(withBatchAxisAt: 0)), [0])
  }
}
