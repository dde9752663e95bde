package import JAXIR

/// Prints a line with tensors in it: `(token?, x…) → (token?)`.
package struct DebugPrint: HostPrimitive {
  /// See `PrintFormat`; its places have no names.
  package var format = ""
  /// Whether lines come in the order of the program: then the first operand and the result are tokens.
  package var isOrdered = false
  /// How many elements of a tensor are printed.
  package var limit = 1_000

  package init() {}

  package init(_ format: String, isOrdered: Bool = false, limit: Int = 1_000) {
    self.format = format
    self.isOrdered = isOrdered
    self.limit = limit
  }

  package static var attributes: [Attribute<Self>] {
    [
      Attribute("format", \.format), Attribute("is_ordered", \.isOrdered), Attribute("limit", \.limit),
    ]
  }

  package var publicName: String { "debugPrint" }

  package var effects: Effects { isOrdered ? .ordered : .unordered }

  /// The constraints, by number:
  ///
  /// 1. The first operand is a token if and only if the print is ordered; the others are tensors.
  /// 2. There are as many tensors as the format has places.
  package func resultTypes(of operands: [ValueType], regions: [Region]) throws(JAXError) -> [ValueType] {
    let tensors = try operands.tensors(afterToken: isOrdered, of: "a print", regions)
    let count = try PrintFormat(format).places.count
    guard tensors.count == count else {
      throw JAXError(
        .invalidArgument, "the format has \(count) places, but \(tensors.count) tensors are printed")
    }
    return isOrdered ? [.token] : []
  }

  /// The tangents are not printed.
  package func jvp(_ rule: JVPRule) throws(JAXError) -> JVPRule.Results { rule.passingBy(self) }

  /// A line for each of the batch.
  package func batched(_ rule: BatchingRule) throws(JAXError) -> BatchingRule.Results {
    try rule.oneByOne(self)
  }

  package func run(_ operands: [HostOperand], _ results: [HostResult]) throws {
    HostOutput.print(try PrintFormat(format).line(operands, limit: limit))
  }
}

extension [ValueType] {
  /// The operands without the token that comes first where there is to be one.
  ///
  /// - Throws: `invalidArgument` for other tokens, or regions.
  func tensors(
    afterToken isOrdered: Bool, of what: String, _ regions: [Region]
  ) throws(JAXError) -> [TensorType] {
    let tensors = dropFirst(isOrdered ? 1 : 0).compactMap(\.tensor)
    guard tensors.count == count - (isOrdered ? 1 : 0), !isOrdered || first == .token, regions.isEmpty else {
      throw JAXError(
        .invalidArgument,
        isOrdered ? "\(what) that is ordered takes a token and tensors" : "\(what) takes tensors")
    }
    return tensors
  }
}

extension JVPRule {
  /// The effect of a primitive on the primals; what it gives, tokens, has no tangent.
  func passingBy(_ primitive: any Primitive) -> Results {
    let results = apply(primitive)
    return (results, results.map { _ in nil })
  }
}
