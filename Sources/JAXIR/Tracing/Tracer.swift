/// A value of a graph under construction, as rules and importers handle it.
///
/// The arithmetic on tracers lives with the primitives. A rule works on operands whose types were checked when the
/// instruction that it rewrites was made, so what it appends must be well typed: a violation stops the program as an
/// error of the rule.
package struct Tracer {
  package let builder: GraphBuilder
  package let value: Graph.Value
  /// Given to every instruction that is appended through this tracer.
  package var location: Location

  package init(_ value: Graph.Value, in builder: GraphBuilder, at location: Location = .unknown) {
    self.builder = builder
    self.value = value
    self.location = location
  }

  /// The type of a tensor value.
  package var type: TensorType {
    guard let type = builder.type(of: value).tensor else {
      preconditionFailure("a token has no tensor type")
    }
    return type
  }

  package var valueType: ValueType { builder.type(of: value) }
  package var isToken: Bool { valueType == .token }
  package var shape: Shape { type.shape }
  package var dtype: DType { type.dtype }

  /// The results of `primitive` applied to at least one operand.
  package static func apply(
    _ primitive: any Primitive, _ operands: [Tracer], regions: [Region] = []
  ) -> [Tracer] {
    guard let first = operands.first else { preconditionFailure("no operand says where to append") }
    return first.builder.apply(primitive, operands, regions: regions, at: first.location)
  }

  /// The single result of `primitive` applied to `operands`.
  package static func apply(_ primitive: any Primitive, _ operands: Tracer...) -> Tracer {
    apply(primitive, operands)[0]
  }
}

extension GraphBuilder {
  /// Appends an instruction whose types are known to fit.
  package func apply(
    _ primitive: any Primitive, _ operands: [Tracer] = [], regions: [Region] = [],
    at location: Location = .unknown
  ) -> [Tracer] {
    do throws(JAXError) {
      return try append(primitive, operands.map(\.value), regions: regions, at: location)
        .map { Tracer($0, in: self, at: location) }
    } catch {
      preconditionFailure("a rule appended an ill-typed instruction: \(error)")
    }
  }
}
