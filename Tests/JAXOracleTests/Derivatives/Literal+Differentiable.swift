import JAXIR

extension TensorType {
  /// Whether derivatives along tensors of the type are tested: in f64, where differences have digits to spare.
  var isDifferentiable: Bool { dtype.component == .float64 }
}

extension Literal {
  /// The elements of a tensor of f64, of a complex one the real and the imaginary part of each.
  var numbers: [Double] {
    precondition(type.isDifferentiable, "numbers of \(type)")
    return (0..<type.shape.count).flatMap(parts(at:)).map { Double(bitPattern: $0.bits) }
  }

  init(_ type: TensorType, numbers: [Double]) {
    self.init(type, numbers.map { Kernel.Constant(.float64, $0) })
  }

  static func random(_ type: TensorType, in range: ClosedRange<Double>, _ random: inout SplitMix) -> Literal {
    Literal(
      type,
      numbers: (0..<type.shape.count * type.dtype.partCount).map { _ in
        Double.random(in: range, using: &random)
      })
  }

  /// `self + distance · direction`
  func adding(_ direction: Literal, times distance: Double) -> Literal {
    Literal(type, numbers: zip(numbers, direction.numbers).map { $0 + distance * $1 })
  }

  var zeros: Literal { Literal(0, type) }

  /// `Σ re(a · b)`: how cotangents and tangents are paired, complex ones without conjugation, as in JAX.
  func paired(with other: Literal) -> Double {
    let products = zip(numbers, other.numbers).map(*)
    guard type.dtype.isComplex else { return products.reduce(0, +) }
    return products.enumerated().reduce(0) { $1.offset % 2 == 0 ? $0 + $1.element : $0 - $1.element }
  }
}

extension [Literal] {
  /// The Euclidean norm of all that can be differentiated.
  var norm: Double {
    filter(\.type.isDifferentiable).flatMap(\.numbers).reduce(0) { $0 + $1 * $1 }.squareRoot()
  }

  /// Literals of one type along a new axis.
  func stacked(along axis: Int) throws -> Literal {
    let type = self[0].type
    var extents = type.shape.extents
    let size = type.dtype.byteCount * extents[axis...].reduce(1, *)
    let outer = extents[..<axis].reduce(1, *)
    extents.insert(count, at: axis)
    let slices = map(\.expandedBytes)
    let bytes = (0..<outer).flatMap { block in slices.flatMap { $0[block * size..<(block + 1) * size] } }
    return try Literal(type.with(shape: try Shape(extents)), bytes: bytes)
  }
}

extension Literal {
  /// Element `position` along `axis`.
  func slice(_ axis: Int, _ position: Int) throws -> Literal {
    let extents = type.shape.extents
    let size = type.dtype.byteCount * extents[(axis + 1)...].reduce(1, *)
    let bytes = expandedBytes
    let chosen = (0..<extents[..<axis].reduce(1, *)).flatMap { block in
      let start = (block * extents[axis] + position) * size
      return bytes[start..<start + size]
    }
    return try Literal(type.with(shape: type.shape.removing([axis])), bytes: chosen)
  }
}
