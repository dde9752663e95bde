package import JAXIR

/// A tensor that code of the host reads, row-major.
package typealias HostOperand = (type: TensorType, bytes: UnsafeRawBufferPointer)
/// A tensor that it fills.
package typealias HostResult = (type: TensorType, bytes: UnsafeMutableRawBufferPointer)

/// A primitive that is code of the host, which programs call in its place.
package protocol HostPrimitive: SteppedPrimitive {
  /// Reads the tensor operands and fills the tensor results.
  func run(_ operands: [HostOperand], _ results: [HostResult]) throws
}

extension HostPrimitive {
  package func lower(_ site: any LoweringSite) throws(JAXError) {
    let key = HostCallKey(
      primitive: self, operands: site.operandTypes.compactMap(\.tensor),
      results: site.resultTypes.compactMap(\.tensor))
    let name = [Self.name] + Self.attributes.map { $0.write(self) } + key.operands.map(\.description)
    try site.call(
      host: name.joined(separator: " "),
      HostClosure(key: key) { operands, results in
        try key.primitive.run(
          zip(key.operands, operands).map { (type: $0, bytes: $1) },
          zip(key.results, results).map { (type: $0, bytes: $1) })
      })
  }
}

private struct HostCallKey<P: HostPrimitive>: Hashable, Sendable {
  let primitive: P
  let operands: [TensorType]
  let results: [TensorType]
}
