package import JAXIR

/// The host function behind a `Check`: whoever runs the program finds it by its name, which says all that it needs.
package struct HostCheck: Hashable, Sendable {
  package let comparison: Check.Comparison
  /// The type of both tensors.
  package let type: TensorType

  package init(_ comparison: Check.Comparison, _ type: TensorType) {
    self.comparison = comparison
    self.type = type
  }

  private static let prefix = "check.expect_"

  /// `check.expect_close 3 f32[2,3]`
  package var name: String { "\(HostCheck.prefix)\(comparison.text) \(type)" }

  /// The check of that name; nil when the name is not one of a check.
  package init?(name: String) {
    guard name.hasPrefix(HostCheck.prefix) else { return nil }
    do {
      var reader = try TextReader(String(name.dropFirst(HostCheck.prefix.count)))
      comparison = try Check.Comparison(from: &reader)
      type = try reader.tensorType()
      try reader.expectEnd()
    } catch {
      return nil
    }
  }

  /// - Parameters:
  ///   - got: the elements of the first tensor, row-major; as many bytes as the type has.
  ///   - want: those of the second.
  /// - Throws: `checkFailed` with the first element that differs.
  package func run(got: UnsafeRawBufferPointer, want: UnsafeRawBufferPointer) throws(JAXError) {
    let parts = type.dtype.partCount
    for position in 0..<type.shape.count {
      for part in 0..<parts where !areEqual(got, want, at: position * parts + part) {
        throw JAXError(
          .checkFailed,
          "element \(index(of: position)) of \(type) is \(describe(got, position)), not "
            + describe(want, position))
      }
    }
  }

  private func index(of position: Int) -> [Int] {
    zip(type.shape.strides, type.shape.extents).map { position / $0 % $1 }
  }

  private func describe(_ bytes: UnsafeRawBufferPointer, _ position: Int) -> String {
    let parts = (0..<type.dtype.partCount).map { part in
      let number = Number(bytes, type.dtype.component, at: position * type.dtype.partCount + part)
      return number.description
    }
    return parts.count == 1 ? parts[0] : "(\(parts[0]), \(parts[1]))"
  }

  private func areEqual(
    _ got: UnsafeRawBufferPointer, _ want: UnsafeRawBufferPointer, at position: Int
  ) -> Bool {
    let a = Number(got, type.dtype.component, at: position)
    let b = Number(want, type.dtype.component, at: position)
    guard let x = a.float, let y = b.float else { return a.bits == b.bits }
    switch comparison {
    case .equal: return x == y
    case .close, .almostEqual:
      if x.isNaN || y.isNaN { return x.isNaN && y.isNaN }
      if x.isInfinite || y.isInfinite { return x == y }
    }
    return switch comparison {
    case .equal: x == y
    case .close(let ulps): a.ulps(to: b) <= UInt64(ulps)
    case .almostEqual(let tolerance): (x - y).magnitude <= tolerance
    }
  }
}
