package import JAXIR

/// Fails the run unless two tensors are equal in some sense: `(token, got, want) → token`.
package struct Check: Primitive {
  package var comparison = Comparison.equal

  package init() {}

  package init(_ comparison: Comparison) { self.comparison = comparison }

  /// When two elements count as equal; integers and `bool`s always exactly, complex numbers part by part.
  package enum Comparison: Hashable, Sendable {
    /// As `==` has it: NaN differs from itself, -0 equals 0.
    case equal
    /// At most so many representable values apart, counted across zero. A NaN equals a NaN, an infinity only itself.
    case close(ulps: Int)
    /// At most so far apart. A NaN equals a NaN, an infinity only itself.
    case almostEqual(tolerance: Double)
  }

  package static var attributes: [Attribute<Self>] { [Attribute("comparison", \Self.comparison)] }

  package var effects: Effects { .ordered }

  /// A token and two tensors of one type.
  package func resultTypes(of operands: [ValueType], regions: [Region]) throws(JAXError) -> [ValueType] {
    guard operands.count == 3, operands[0] == .token, let got = operands[1].tensor,
      let want = operands[2].tensor, regions.isEmpty
    else { throw JAXError(.invalidArgument, "a check takes a token and two tensors") }
    guard got == want else {
      throw JAXError(.shapeMismatch, "a check compares tensors of one type, not \(got) with \(want)")
    }
    return [.token]
  }

  /// Only the values are checked.
  package func jvp(_ rule: JVPRule) throws(JAXError) -> JVPRule.Results {
    (Tracer.apply(self, rule.primals), [nil])
  }

  /// One check of the whole batch.
  package func batched(_ rule: BatchingRule) throws(JAXError) -> BatchingRule.Results {
    (
      Tracer.apply(
        self, [rule.operands[0], rule.operand(1, withBatchAxisAt: 0), rule.operand(2, withBatchAxisAt: 0)]),
      [nil]
    )
  }

  package func lower(_ site: any LoweringSite) throws(JAXError) {
    guard let type = site.operandTypes[1].tensor else { preconditionFailure("checked by the type rule") }
    try site.call(host: HostCheck(comparison, type).name)
  }
}

extension Check.Comparison: AttributeValue {
  /// `eq`, `close 3`, `almost_eq 0.001`.
  package var text: String {
    switch self {
    case .equal: "eq"
    case .close(let ulps): "close \(ulps)"
    case .almostEqual(let tolerance): "almost_eq \(Kernel.Constant(.float64, tolerance))"
    }
  }

  package init(from reader: inout TextReader) throws(JAXError) {
    if try reader.accept("eq") {
      self = .equal
    } else if try reader.accept("close") {
      self = .close(ulps: try reader.count("a number of ulps"))
    } else if try reader.accept("almost_eq") {
      self = .almostEqual(tolerance: Double(bitPattern: try reader.constant(.float64).bits))
    } else {
      throw reader.expected("'eq', 'close' or 'almost_eq'")
    }
  }
}
