import JAXIR

extension Literal {
  /// Elements of `type`: floats and parts of complex numbers from `domain`, integers mostly small, bits of every
  /// value.
  static func random(_ type: TensorType, in domain: ClosedRange<Double>, _ random: inout SplitMix) -> Literal
  {
    make(
      type,
      (0..<type.shape.count * type.dtype.partCount).map { _ in
        element(type.dtype.component, in: domain, &random)
      })
  }

  private static func element(
    _ dtype: DType, in domain: ClosedRange<Double>, _ random: inout SplitMix
  ) -> Kernel.Constant {
    if dtype.isFloat { return Kernel.Constant(dtype, Double.random(in: domain, using: &random)) }
    let isSmall = Bool.random(using: &random)
    let wide = Int(truncatingIfNeeded: random.next())
    return Kernel.Constant(dtype, integer: isSmall ? wide & 7 : wide)
  }

  /// - Parameter elements: two parts for each element of a complex dtype.
  static func make(_ type: TensorType, _ elements: [Kernel.Constant]) -> Literal {
    let size = type.dtype.component.byteCount
    let bytes = elements.flatMap { withUnsafeBytes(of: $0.bits.littleEndian) { Array($0.prefix(size)) } }
    guard let literal = try? Literal(type, bytes: bytes) else { preconditionFailure("too few elements") }
    return literal
  }

  static func make(_ dtype: DType, _ values: Double...) -> Literal {
    make(TensorType(dtype, values.count), values.map { Kernel.Constant(dtype, $0) })
  }

  static func make(_ dtype: DType, integers values: Int...) -> Literal {
    make(TensorType(dtype, values.count), values.map { Kernel.Constant(dtype, integer: $0) })
  }

  /// The elements, of a complex dtype their parts one after the other.
  var elements: [Kernel.Constant] { (0..<type.shape.count).flatMap(parts(at:)) }

  /// The elements as numbers; those of 64-bit integers rounded.
  var numbers: [Double] { elements.map(\.number) }
}

extension Kernel.Constant {
  var number: Double {
    let unused = UInt64(64 - dtype.bitWidth)
    return switch dtype {
    case .float64: Double(bitPattern: bits)
    case .float32: Double(Float(bitPattern: UInt32(bits)))
    case .float16: Double(Float16(bitPattern: UInt16(bits)))
    case .bfloat16: Double(BFloat16Bits.widen(UInt16(bits)))
    case .int8, .int16, .int32, .int64: Double(Int64(bitPattern: bits << unused) >> Int64(unused))
    default: Double(bits)
    }
  }
}
