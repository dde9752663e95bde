import JAXIR

extension ConcreteTensor {
  /// The first element, in row-major order, that is of a kind that `modes` looks for; nil where none is.
  ///
  /// A complex number is looked for by its parts.
  func firstOffender(_ modes: Debugging) -> Int? {
    let search = NonFiniteSearch(self, modes)
    return switch type.dtype.component {
    case .float16: search.place(exponent: UInt16(0x7C00))
    case .bfloat16: search.place(exponent: UInt16(0x7F80))
    case .float32: search.place(exponent: UInt32(0x7F80_0000))
    case .float64: search.place(exponent: UInt64(0x7FF0_0000_0000_0000))
    default: nil
    }
  }

  /// Element `index` in row-major order, as it prints, a NaN without its sign.
  func text(ofElement index: Int) -> String {
    let text = withExtendedLifetime(self) { TensorText(self).element(index) }
    return text == "-nan" ? "nan" : text
  }
}

/// A search by bits: whatever the format, a number whose exponent is all ones is an infinity, or a NaN where more is set.
private struct NonFiniteSearch {
  private let tensor: ConcreteTensor
  private let looksForNaNs: Bool
  private let looksForInfinities: Bool

  init(_ tensor: ConcreteTensor, _ modes: Debugging) {
    self.tensor = tensor
    looksForNaNs = modes.contains(.nans)
    looksForInfinities = modes.contains(.infinities)
  }

  func place<Bits: FixedWidthInteger & UnsignedInteger & BitwiseCopyable>(exponent: Bits) -> Int? {
    withExtendedLifetime(tensor) {
      let count = tensor.byteCount / MemoryLayout<Bits>.size
      for index in 0..<count {
        let bits = tensor.bytes.load(fromByteOffset: index * MemoryLayout<Bits>.size, as: Bits.self)
        let magnitude = bits & (Bits.max >> 1)
        guard magnitude >= exponent else { continue }
        if magnitude > exponent ? looksForNaNs : looksForInfinities {
          return index / tensor.type.dtype.partCount
        }
      }
      return nil
    }
  }
}
