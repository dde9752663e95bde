/// The value of a constant tensor: its type and its bytes, one element only when all are the same.
package struct Literal: Hashable, Sendable {
  package let type: TensorType
  /// Row-major little-endian elements, or exactly one element for a splat; empty when the tensor is.
  package let bytes: [UInt8]

  /// - Throws: `invalidArgument` when `bytes` is neither all elements nor one.
  package init(_ type: TensorType, bytes: [UInt8]) throws(JAXError) {
    let size = type.dtype.byteCount
    guard bytes.count == type.byteCount || bytes.count == size else {
      throw JAXError(
        .invalidArgument, "a literal of type \(type) takes \(type.byteCount) bytes, not \(bytes.count)")
    }
    self.type = type
    self.bytes = Literal.collapsed(bytes, size: size, count: type.shape.count)
  }

  /// The same value in every element.
  package init(splat constant: Kernel.Constant, shape: Shape) {
    type = TensorType(constant.dtype, shape)
    let bytes = withUnsafeBytes(of: constant.bits.littleEndian) { Array($0.prefix(constant.dtype.byteCount)) }
    self.bytes = shape.count == 0 ? [] : bytes
  }

  /// The scalar whose parts these are: one, or the real and the imaginary one of a complex dtype.
  package init(scalar dtype: DType, _ parts: [Kernel.Constant]) {
    type = .scalar(dtype)
    bytes = parts.flatMap { part in
      withUnsafeBytes(of: part.bits.littleEndian) { Array($0.prefix(dtype.component.byteCount)) }
    }
  }

  /// Two literals of one value are equal however they were made: a splat is always kept as one element.
  private static func collapsed(_ bytes: [UInt8], size: Int, count: Int) -> [UInt8] {
    if count == 0 { return [] }
    if bytes.count == size { return bytes }
    var position = size
    while position < bytes.count {
      if bytes[position] != bytes[position - size] { return bytes }
      position += 1
    }
    return Array(bytes.prefix(size))
  }

  package var isSplat: Bool { bytes.count == type.dtype.byteCount && type.shape.count > 0 }

  /// The scalar of a splat of a dtype that is not complex.
  package var splat: Kernel.Constant? {
    guard isSplat, !type.dtype.isComplex else { return nil }
    return element(at: 0)
  }

  /// Element `index` in row-major order; the dtype is not complex.
  package func element(at index: Int) -> Kernel.Constant {
    let size = type.dtype.byteCount
    let start = isSplat ? 0 : index * size
    var bits: UInt64 = 0
    for byte in (0..<size).reversed() { bits = bits << 8 | UInt64(bytes[start + byte]) }
    return Kernel.Constant(type.dtype, bits: bits)
  }

  /// All bytes, a splat repeated.
  package var expandedBytes: [UInt8] {
    guard isSplat else { return bytes }
    return [UInt8](unsafeUninitializedCapacity: type.byteCount) { memory, count in
      let all = UnsafeMutableRawBufferPointer(
        rebasing: UnsafeMutableRawBufferPointer(memory)[..<type.byteCount])
      count = min(bytes.count, all.count)
      bytes.withUnsafeBytes { all.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[..<count])) }
      // What is there already, again: twice as much each time.
      while count < all.count {
        let more = min(count, all.count - count)
        UnsafeMutableRawBufferPointer(rebasing: all[count...])
          .copyMemory(from: UnsafeRawBufferPointer(rebasing: all[..<more]))
        count += more
      }
    }
  }
}
