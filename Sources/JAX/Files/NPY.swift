package import JAXIR

/// NumPy's `.npy` files: one tensor each, without pickled objects.
///
/// The format is that of `numpy.lib.format`, versions 1 to 3. Big-endian and Fortran-ordered files are converted;
/// a two-byte void (`V2`), which is what NumPy makes of bfloat16, is bfloat16.
package enum NPY {
  /// What a file holds.
  package struct Contents: Hashable, Sendable {
    package var type: TensorType
    /// Row-major little-endian elements.
    package var bytes: [UInt8]
    /// Bytes after the last element, which were ignored.
    package var trailingByteCount: Int
  }

  /// The tensor in `file`.
  ///
  /// - Throws: `npyError` that says which field is wrong, what was found and what was expected.
  package static func read(_ file: [UInt8]) throws(JAXError) -> Contents {
    let (headerRange, start) = try preamble(file)
    let header = try NPYHeader(file[headerRange])
    let type = TensorType(header.element.dtype, header.shape)
    let available = file.count - start
    guard available >= type.byteCount else {
      throw error("data", found: "\(available) bytes", expected: "\(type.byteCount) bytes for \(type)")
    }
    var bytes = Array(file[start..<start + type.byteCount])
    if header.element.isBigEndian { reverseBytes(&bytes, unit: header.element.unitByteCount) }
    if header.isFortranOrder { bytes = rowMajor(bytes, type) }
    if type.dtype == .bool { for index in bytes.indices where bytes[index] > 1 { bytes[index] = 1 } }
    return Contents(type: type, bytes: bytes, trailingByteCount: available - type.byteCount)
  }

  /// The file that holds a tensor of `type`, whose row-major little-endian elements are `bytes`.
  package static func write(_ type: TensorType, _ bytes: [UInt8]) -> [UInt8] {
    precondition(bytes.count == type.byteCount, "\(bytes.count) bytes for \(type)")
    let extents = type.shape.extents.map(String.init).joined(separator: ", ") + (type.rank == 1 ? "," : "")
    let descr = NPYHeader.descr(of: type.dtype)
    let header = "{'descr': '\(descr)', 'fortran_order': False, 'shape': (\(extents)), }"
    // Version 1 holds 65,535 bytes of header; a shape of thousands of axes needs version 2.
    let isLong = header.utf8.count + 64 + 10 > Int(UInt16.max)
    let prefix = magic.count + (isLong ? 6 : 4)
    let unpadded = prefix + header.utf8.count + 1
    let padding = (64 - unpadded % 64) % 64
    let count = header.utf8.count + padding + 1
    var file = magic + [isLong ? 2 : 1, 0]
    for byte in 0..<(isLong ? 4 : 2) { file.append(UInt8(truncatingIfNeeded: count >> (8 * byte))) }
    file += header.utf8
    file += [UInt8](repeating: UInt8(ascii: " "), count: padding)
    file.append(UInt8(ascii: "\n"))
    return file + bytes
  }

  private static let magic: [UInt8] = [0x93] + "NUMPY".utf8

  /// Where the header lies and where the data starts.
  private static func preamble(_ file: [UInt8]) throws(JAXError) -> (header: Range<Int>, data: Int) {
    guard file.starts(with: magic) else {
      throw error("magic", found: printable(file.prefix(6)), expected: "\\x93NUMPY")
    }
    guard file.count >= 8 else { throw error("version", found: "end of file", expected: "two bytes") }
    let (major, minor) = (file[6], file[7])
    guard (1...3).contains(major), minor == 0 else {
      throw error("version", found: "\(major).\(minor)", expected: "1.0, 2.0 or 3.0")
    }
    let start = major == 1 ? 10 : 12
    guard file.count >= start else {
      throw error("header length", found: "end of file", expected: "\(start - 8) bytes")
    }
    let count = file[8..<start].reversed().reduce(0) { $0 << 8 | Int($1) }
    guard count <= file.count - start else {
      throw error("header", found: "\(file.count - start) bytes", expected: "\(count) bytes")
    }
    return (start..<start + count, start + count)
  }

  static func error(_ field: String, found: String, expected: String) -> JAXError {
    JAXError(.npyError, "\(field): found \(found), expected \(expected)")
  }

  /// Bytes fit for a message.
  static func printable(_ bytes: some Sequence<UInt8>) -> String {
    let text = bytes.prefix(60).map { byte in
      (32..<127).contains(byte)
        ? String(UnicodeScalar(byte))
        : "\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }.joined()
    return text.isEmpty ? "nothing" : text
  }

  private static func reverseBytes(_ bytes: inout [UInt8], unit: Int) {
    guard unit > 1 else { return }
    for start in stride(from: 0, to: bytes.count, by: unit) {
      for offset in 0..<unit / 2 { bytes.swapAt(start + offset, start + unit - 1 - offset) }
    }
  }

  /// Column-major elements in row-major order.
  private static func rowMajor(_ bytes: [UInt8], _ type: TensorType) -> [UInt8] {
    let extents = type.shape.extents
    guard extents.count > 1, type.shape.count > 0 else { return bytes }
    var strides = [Int](repeating: 1, count: extents.count)
    for axis in 1..<extents.count { strides[axis] = strides[axis - 1] * extents[axis - 1] }
    let size = type.dtype.byteCount
    var result = [UInt8](repeating: 0, count: bytes.count)
    var index = [Int](repeating: 0, count: extents.count)
    var source = 0
    for target in stride(from: 0, to: bytes.count, by: size) {
      for offset in 0..<size { result[target + offset] = bytes[source * size + offset] }
      // The last axis counts fastest, as the target does.
      var axis = extents.count - 1
      while axis >= 0 {
        index[axis] += 1
        source += strides[axis]
        if index[axis] < extents[axis] { break }
        source -= strides[axis] * extents[axis]
        index[axis] = 0
        axis -= 1
      }
    }
    return result
  }
}
