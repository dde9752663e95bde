import JAXIR

extension Literal {
  /// Elements of `type`, of which about a fraction `specials` is where something may go wrong: infinities, NaN,
  /// denormals, the least integer, a shift distance past the width, …
  static func random(_ type: TensorType, specials: Double, _ random: inout SplitMix) -> Literal {
    Literal(
      type,
      (0..<type.shape.count * type.dtype.partCount).map { _ in
        .random(type.dtype.component, specials: specials, &random)
      })
  }

  /// - Parameter elements: in row-major order, as many as the type has, two parts for each complex one.
  init(_ type: TensorType, _ elements: [Kernel.Constant]) {
    let size = type.dtype.component.byteCount
    let bytes = elements.flatMap { withUnsafeBytes(of: $0.bits.littleEndian) { Array($0.prefix(size)) } }
    do {
      try self.init(type, bytes: bytes)
    } catch {
      preconditionFailure("\(elements.count) elements for \(type)")
    }
  }

  /// The elements, or their parts, with every NaN the same: which one arithmetic makes is not promised.
  var canonicalElements: [Kernel.Constant] {
    (0..<type.shape.count).flatMap(parts(at:)).map { part in
      part.isNaN ? Kernel.Constant(part.dtype, .nan) : part
    }
  }
}

extension Kernel.Constant {
  static func random(_ dtype: DType, specials: Double, _ random: inout SplitMix) -> Kernel.Constant {
    let isSpecial = Double.random(in: 0..<1, using: &random) < specials
    if dtype.isFloat {
      if isSpecial { return specialFloat(dtype, &random) }
      return Kernel.Constant(dtype, Double.random(in: -4...4, using: &random))
    }
    if dtype == .bool { return Kernel.Constant(dtype, integer: Int.random(in: 0...1, using: &random)) }
    return Kernel.Constant(dtype, integer: integer(dtype, isSpecial, &random))
  }

  private static func specialFloat(_ dtype: DType, _ random: inout SplitMix) -> Kernel.Constant {
    let bits = random.next() & (dtype.bitWidth == 64 ? ~0 : 1 << UInt64(dtype.bitWidth) - 1)
    // Any bits: of every exponent. A NaN that signals is not one that arithmetic makes.
    let any = Kernel.Constant(dtype, bits: bits)
    let numbers: [Double] = [
      .nan, .infinity, -.infinity, 0, -0.0, 1, -1, 0.5, 2.5, -3.5, 1e5, 0x1p31, -0x1p63, 0x1p64, 65_504,
    ]
    let edges = dtype.edges
    switch Int.random(in: 0..<4, using: &random) {
    case 0, 1: return Kernel.Constant(dtype, numbers.randomElement(using: &random)!)
    case 2: return Kernel.Constant(dtype, bits: edges.randomElement(using: &random)!)
    default: return any.isNaN ? Kernel.Constant(dtype, .nan) : any
    }
  }

  private static func integer(_ dtype: DType, _ isSpecial: Bool, _ random: inout SplitMix) -> Int {
    guard isSpecial else { return Int.random(in: -9...9, using: &random) }
    let width = dtype.bitWidth
    let least = Int.min >> (64 - width)
    let edges = [least, least + 1, ~least, ~least - 1, 0, -1, 1, width - 1, width, width + 1, 200]
    return Bool.random(using: &random)
      ? edges.randomElement(using: &random)! : Int(truncatingIfNeeded: random.next())
  }

  var isNaN: Bool {
    guard let (exponent, mantissa) = dtype.floatLayout else { return false }
    let ones = (1 as UInt64) << UInt64(exponent) - 1
    return bits >> UInt64(mantissa) & ones == ones && bits & ((1 << UInt64(mantissa)) - 1) != 0
  }
}

extension DType {
  /// Bits of the exponent and of the mantissa of a float.
  fileprivate var floatLayout: (exponent: Int, mantissa: Int)? {
    switch self {
    case .float16: (5, 10)
    case .bfloat16: (8, 7)
    case .float32: (8, 23)
    case .float64: (11, 52)
    default: nil
    }
  }

  /// The bits of floats next to where the format changes: the least and the greatest denormal and normal number,
  /// and their negatives.
  fileprivate var edges: [UInt64] {
    guard let (exponent, mantissa) = floatLayout else { return [] }
    let normal = (1 as UInt64) << UInt64(mantissa)
    let infinity = ((1 as UInt64) << UInt64(exponent) - 1) << UInt64(mantissa)
    let positive = [1, normal - 1, normal, infinity - 1]
    return positive + positive.map { $0 | 1 << UInt64(bitWidth - 1) }
  }
}
