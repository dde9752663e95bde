package import JAXIR

/// A function of the host that programs call; equal when identical.
package final class CallbackFunction: Hashable, Sendable {
  /// What called it, for readers: `pureCallback`.
  package let name: String
  /// Where it was called.
  package let location: Location
  /// Reads operands and fills results, all row-major.
  package let body: @Sendable (_ operands: [HostOperand], _ results: [HostResult]) throws -> Void

  package init(
    _ name: String, at location: Location,
    _ body: @escaping @Sendable (_ operands: [HostOperand], _ results: [HostResult]) throws -> Void
  ) {
    self.name = name
    self.location = location
    self.body = body
  }

  package static func == (a: CallbackFunction, b: CallbackFunction) -> Bool { a === b }
  package func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}

/// A call of a function of the host: `(token?, x…) → (token?, y…)`.
///
/// The text has only the name of the function: read back, the call can be looked at but not run.
package struct HostCallback: HostPrimitive {
  /// Nil for one that was read from text.
  package private(set) var function: CallbackFunction?
  package var name = ""
  package var kind = Kind.pure
  /// Whether calls come in the order of the program: then the first operand and the first result are tokens.
  package var isOrdered = false
  /// Whether the function takes a whole batch, along first axes, in one call.
  package var isVectorized = false
  /// The types of the results.
  package var types: [TensorType] = []

  /// What the function is for.
  package enum Kind: String, AttributeValue, CaseIterable {
    /// To look at values on their way: derivatives pass it by.
    case debug
    /// To compute: whether and how often it is called does not matter.
    case pure
    /// To read or change the world.
    case io
  }

  package init() {}

  package init(
    _ function: CallbackFunction, _ kind: Kind, types: [TensorType] = [], isOrdered: Bool = false,
    isVectorized: Bool = false
  ) {
    self.function = function
    name = function.name
    self.kind = kind
    self.isOrdered = isOrdered
    self.isVectorized = isVectorized
    self.types = types
  }

  package static var attributes: [Attribute<Self>] {
    [
      Attribute("name", \.name), Attribute("kind", \.kind), Attribute("is_ordered", \.isOrdered),
      Attribute("is_vectorized", \.isVectorized), Attribute("types", \.types),
    ]
  }

  package var publicName: String { name }

  package var effects: Effects { kind == .pure ? .none : isOrdered ? .ordered : .unordered }

  /// The constraints, by number:
  ///
  /// 1. The first operand is a token if and only if the call is ordered; the others are tensors.
  /// 2. A call that is pure is not ordered; one that is only for debugging has no results.
  package func resultTypes(of operands: [ValueType], regions: [Region]) throws(JAXError) -> [ValueType] {
    _ = try operands.tensors(afterToken: isOrdered, of: "a callback", regions)
    guard kind != .pure || !isOrdered else {
      throw JAXError(.invalidArgument, "a pure callback cannot be ordered")
    }
    guard kind != .debug || types.isEmpty else {
      throw JAXError(.invalidArgument, "a callback for debugging gives no results")
    }
    return (isOrdered ? [.token] : []) + types.map { .tensor($0) }
  }

  /// - Throws: `unsupported`, except for what is only for debugging: nothing is known of the function's derivative.
  package func jvp(_ rule: JVPRule) throws(JAXError) -> JVPRule.Results {
    if kind == .debug { return rule.passingBy(self) }
    throw JAXError(
      .unsupported, "a function of the host has no derivative of its own", operation: name,
      location: function?.location ?? .unknown,
      hint:
        "give the function around it a derivative with customJVP or customVJP, or take stopGradient of its "
        + "arguments")
  }

  /// One call for the whole batch, or one for each of it.
  package func batched(_ rule: BatchingRule) throws(JAXError) -> BatchingRule.Results {
    guard isVectorized, !isOrdered else { return try rule.oneByOne(self) }
    var batched = self
    batched.types = []
    for type in types {
      batched.types.append(type.with(shape: try Shape([rule.size] + type.shape.extents)))
    }
    let results = Tracer.apply(batched, rule.operands(withBatchAxisAt: 0))
    return (results, results.map { _ in 0 })
  }

  package func run(_ operands: [HostOperand], _ results: [HostResult]) throws {
    guard let function else {
      throw JAXError(
        .unsupported, "the function behind a callback is not part of a program's text", operation: name)
    }
    try function.body(operands, results)
  }
}
