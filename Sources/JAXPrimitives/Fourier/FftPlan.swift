import JAXIR

/// The kernels of transforms along one axis, `[rows, length, inner]`, without the factor of the inverse.
struct FftPlan {
  let site: any LoweringSite
  /// The dtype of the parts.
  let dtype: DType
  let isForward: Bool

  /// Complex numbers in memory of the site: all real parts, then all imaginary parts.
  struct Signal {
    let buffer: ScratchBuffer
    let count: Int
  }

  func signal(count: Int) -> Signal {
    Signal(buffer: site.scratch(dtype, count: 2 * count), count: count)
  }

  /// A signal inside a kernel.
  struct Memory {
    private let builder: KernelBuilder
    private let buffer: Kernel.Buffer
    private let count: Int

    init(_ kernel: any KernelSite, _ signal: Signal, _ access: Kernel.Access) {
      builder = kernel.builder
      buffer = kernel.buffer(signal.buffer, access)
      count = signal.count
    }

    func load(at index: AffineIndex) -> ComplexScalar {
      ComplexScalar(builder.load(buffer, at: index), builder.load(buffer, at: index + count))
    }

    func store(_ number: ComplexScalar, at index: AffineIndex) {
      builder.store(number.real, to: buffer, at: index)
      builder.store(number.imaginary, to: buffer, at: index + count)
    }
  }

  func transform(
    _ signal: Signal, rows: Int, length: Int, inner: Int
  ) throws(JAXError) -> Signal {
    guard length > 1 else { return signal }
    guard let factors = length.smallFactors else {
      return try bluestein(signal, rows: rows, length: length, inner: inner)
    }
    return try stages(signal, factors, rows: rows, length: length, inner: inner, isForward: isForward)
  }

  // MARK: Stockham

  /// One stage for each factor r of what is left of the length, n = r·m, s times beside each other:
  ///
  ///     y[q + s·(r·p + j)] = w_n^(p·j) Σₖ w_r^(j·k) x[q + s·(p + m·k)]
  private func stages(
    _ signal: Signal, _ factors: [Int], rows: Int, length: Int, inner: Int, isForward: Bool
  ) throws(JAXError) -> Signal {
    var source = signal
    var free = self.signal(count: signal.count)
    var (rest, beside) = (length, inner)
    for factor in factors {
      try stage(
        from: source, to: free, radix: factor, rows: rows, count: rest / factor, beside: beside,
        isForward: isForward)
      swap(&source, &free)
      rest /= factor
      beside *= factor
    }
    return source
  }

  private func stage(
    from source: Signal, to target: Signal, radix: Int, rows: Int, count: Int, beside: Int, isForward: Bool
  ) throws(JAXError) {
    let butterfly = FftButterfly(radix: radix, isForward: isForward)
    let roots =
      count > 1 ? site.table(try FftRoots.twiddles(radix: radix, count: count, isForward, dtype)) : nil
    let row = radix * count * beside
    try site.kernel("fft_radix\(radix)") { kernel in
      let (from, to) = (Memory(kernel, source, .read), Memory(kernel, target, .write))
      let table = roots.map { kernel.buffer($0, .read) }
      kernel.builder.forEach([rows, count, beside]) { index in
        let (start, part) = (index[0] * row + index[2], index[1])
        let terms = (0..<radix).map { from.load(at: start + (part + $0 * count) * beside) }
        for (place, sum) in butterfly.apply(terms).enumerated() {
          var number = sum
          if place > 0, let table {
            let root = kernel.builder.number(table, part + (place - 1) * count, count: (radix - 1) * count)
            number = FftButterfly.product(sum, root)
          }
          to.store(number, at: start + (part * radix + place) * beside)
        }
      }
    }
  }

  // MARK: Bluestein

  /// With cⱼ = w^(j²/2), a transform is a convolution, and that a product of longer transforms:
  ///
  ///     yₖ = cₖ Σⱼ (xⱼ cⱼ) · conj(c)ₖ₋ⱼ
  private func bluestein(
    _ signal: Signal, rows: Int, length: Int, inner: Int
  ) throws(JAXError) -> Signal {
    var padded = 1
    while padded < 2 * length - 1 { padded *= 2 }
    guard let factors = padded.smallFactors else { preconditionFailure("a power of two has small factors") }
    let chirp = site.table(try FftRoots.chirp(length, isForward, dtype))
    let filter = site.table(try FftRoots.chirpSpectrum(length, padded: padded, isForward, dtype))
    let turned = self.signal(count: rows * padded * inner)
    try multiply(signal, by: chirp, [rows, length, inner], into: turned)
    let spectrum = try stages(turned, factors, rows: rows, length: padded, inner: inner, isForward: true)
    let product = self.signal(count: spectrum.count)
    try multiply(spectrum, by: filter, [rows, padded, inner], into: product)
    let sums = try stages(product, factors, rows: rows, length: padded, inner: inner, isForward: false)
    let result = self.signal(count: signal.count)
    // A power of two: exact.
    try multiply(sums, by: chirp, [rows, length, inner], into: result, scale: 1 / Double(padded))
    return result
  }

  /// The numbers of a signal `[rows, length, inner]`, each by that of a table `[length]` and by a scale; the rows of
  /// either side may be longer, and what the result has more is zero.
  private func multiply(
    _ signal: Signal, by roots: ScratchBuffer, _ shape: [Int], into result: Signal, scale: Double? = nil
  ) throws(JAXError) {
    let (rows, length, inner) = (shape[0], shape[1], shape[2])
    let row = { (signal: Signal) in signal.count / rows }
    try site.kernel("fft_multiply") { kernel in
      let (from, to) = (Memory(kernel, signal, .read), Memory(kernel, result, .write))
      let table = kernel.buffer(roots, .read)
      kernel.builder.forEach(shape) { index in
        let place = index[1] * inner + index[2]
        let root = kernel.builder.number(table, index[1], count: length)
        let product = FftButterfly.product(from.load(at: index[0] * row(signal) + place), root)
        to.store(
          scale.map { scale in product.map { $0 * scale } } ?? product, at: index[0] * row(result) + place)
      }
      guard row(result) > length * inner else { return }
      let zero = ComplexScalar(
        kernel.builder.constant(Kernel.Constant(dtype, 0)), kernel.builder.constant(Kernel.Constant(dtype, 0))
      )
      kernel.builder.forEach([rows, row(result) - length * inner]) { index in
        to.store(zero, at: index[0] * row(result) + index[1] + length * inner)
      }
    }
  }
}

extension KernelBuilder {
  /// Number `index` of a table of `count`: all real parts, then all imaginary parts.
  fileprivate func number(_ table: Kernel.Buffer, _ index: AffineIndex, count: Int) -> ComplexScalar {
    ComplexScalar(load(table, at: index), load(table, at: index + count))
  }
}

extension Int {
  /// Factors up to 13, fours before twos; nil where there are others.
  var smallFactors: [Int]? {
    var rest = self
    var factors: [Int] = []
    for factor in [4, 2, 3, 5, 7, 11, 13] {
      while rest % factor == 0 {
        factors.append(factor)
        rest /= factor
      }
    }
    return rest == 1 ? factors : nil
  }
}
