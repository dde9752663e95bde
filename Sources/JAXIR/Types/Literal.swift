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
    self.init(splat: [constant], TensorType(constant.dtype, shape))
  }

  /// The number with these parts, one or real and imaginary, in every element of a tensor of `type`.
  package init(splat parts: [Kernel.Constant], _ type: TensorType) {
    precondition(
      parts.map(\.dtype) == Array(repeating: type.dtype.component, count: type.dtype.partCount),
      "an element of \(type.dtype) of other parts")
    self.type = type
    let bytes = parts.flatMap { part in
      withUnsafeBytes(of: part.bits.littleEndian) { Array($0.prefix(part.dtype.byteCount)) }
    }
    self.bytes = type.shape.count == 0 ? [] : bytes
  }

  /// `value`, rounded to the dtype, in every element of a tensor of `type`; the imaginary part of a complex one is 0.
  package init(_ value: Double, _ type: TensorType) {
    let imaginary = type.dtype.isComplex ? [Kernel.Constant(type.dtype.component, 0)] : []
    self.init(splat: [Kernel.Constant(type.dtype.component, value)] + imaginary, type)
  }

  /// A vector of numbers, each rounded to a dtype that is not complex.
  package init(_ numbers: [Double], _ dtype: DType) throws(JAXError) {
    let bytes = numbers.flatMap { number in
      withUnsafeBytes(of: Kernel.Constant(dtype, number).bits.littleEndian) {
        Array($0.prefix(dtype.byteCount))
      }
    }
    try self.init(TensorType(dtype, Shape([numbers.count])), bytes: bytes)
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
    precondition(!type.dtype.isComplex, "a complex element is two scalars")
    return parts(at: index)[0]
  }

  /// The parts of element `index` in row-major order: one scalar, or real and imaginary part.
  package func parts(at index: Int) -> [Kernel.Constant] {
    let size = type.dtype.component.byteCount
    let start = isSplat ? 0 : index * type.dtype.byteCount
    return (0..<type.dtype.partCount).map { part in
      var bits: UInt64 = 0
      for byte in (0..<size).reversed() { bits = bits << 8 | UInt64(bytes[start + part * size + byte]) }
      return Kernel.Constant(type.dtype.component, bits: bits)
    }
  }

  /// All bytes, a splat repeated.
  package var expandedBytes: [UInt8] {
    guard isSplat else { return bytes }
    return [UInt8](unsafeUninitializedCapacity: type.byteCount) { memory, count in
      if let address = memory.baseAddress { write(to: UnsafeMutableRawPointer(address)) }
      count = type.byteCount
    }
  }

  /// Writes the same to memory that has room for as many bytes as the type has.
  package func write(to address: UnsafeMutableRawPointer) {
    bytes.withUnsafeBytes { bytes in
      if let source = bytes.baseAddress { address.copyMemory(from: source, byteCount: bytes.count) }
    }
    // What is there already, again: twice as much each time.
    var count = bytes.count
    while isSplat, count < type.byteCount {
      let more = min(count, type.byteCount - count)
      (address + count).copyMemory(from: address, byteCount: more)
      count += more
    }
  }
}
