/// An element offset `offset + Σ stride·value` over `int64` kernel values: how far along each loop a memory access
/// steps stays visible, so the emitter knows which accesses are contiguous.
package struct AffineIndex: Hashable, Sendable {
  package struct Term: Hashable, Sendable {
    package var value: Kernel.Value
    package var stride: Int
  }

  /// At most one term per value, in order of value id; no stride is 0.
  package private(set) var terms: [Term]
  package private(set) var offset: Int

  package init(offset: Int = 0) {
    terms = []
    self.offset = offset
  }

  package init(_ value: Kernel.Value, stride: Int = 1, offset: Int = 0) {
    terms = stride == 0 ? [] : [Term(value: value, stride: stride)]
    self.offset = offset
  }

  package var values: [Kernel.Value] { terms.map(\.value) }
  package var isConstant: Bool { terms.isEmpty }

  /// How far one step of `value` moves the index.
  package func stride(of value: Kernel.Value) -> Int {
    terms.first { $0.value == value }?.stride ?? 0
  }

  /// The index with `value` replaced by `replacement`.
  package func replacing(_ value: Kernel.Value, with replacement: AffineIndex) -> AffineIndex {
    let stride = stride(of: value)
    guard stride != 0 else { return self }
    var rest = self
    rest.terms.removeAll { $0.value == value }
    return rest + replacement * stride
  }

  package static func + (a: AffineIndex, b: AffineIndex) -> AffineIndex {
    var sum = a
    sum.offset += b.offset
    for term in b.terms {
      if let position = sum.terms.firstIndex(where: { $0.value.id >= term.value.id }) {
        if sum.terms[position].value == term.value {
          sum.terms[position].stride += term.stride
          if sum.terms[position].stride == 0 { sum.terms.remove(at: position) }
        } else {
          sum.terms.insert(term, at: position)
        }
      } else {
        sum.terms.append(term)
      }
    }
    return sum
  }

  package static func + (a: AffineIndex, b: Int) -> AffineIndex {
    var sum = a
    sum.offset += b
    return sum
  }

  package static func * (a: AffineIndex, factor: Int) -> AffineIndex {
    guard factor != 0 else { return AffineIndex() }
    var product = a
    product.offset *= factor
    for position in product.terms.indices { product.terms[position].stride *= factor }
    return product
  }
}
