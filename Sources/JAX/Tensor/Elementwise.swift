import JAXIR
import JAXPrimitives

/// One call of an operation or a library function: its name and place, for the errors of what it is made of.
struct OperationCall {
  let name: String
  let location: Location

  /// A call of an operator or a property.
  init(_ name: String, returningTo address: UInt) {
    self.name = name
    location = .call(returningTo: address)
  }

  init(_ name: String, _ location: Location) {
    self.name = name
    self.location = location
  }

  /// A call of a function.
  init(_ name: String, _ file: String, _ line: Int) {
    self.name = name
    location = .source(file: file, line: line, column: nil)
  }

  /// What `body` makes of `operands`; the first poisoned one if there is any. An error stops the program or poisons
  /// the result.
  func run(_ operands: Tensor..., body: () throws(JAXError) -> Tensor) -> Tensor {
    for operand in operands {
      if case .poisoned = operand.storage { return operand }
    }
    do throws(JAXError) {
      return try body()
    } catch {
      var error = error.located(at: location, in: name)
      // The user wrote this operation, whatever primitive found the mistake.
      error.operation = name
      return .fail(error)
    }
  }
}

extension OperationCall {
  /// The same for an element-wise primitive on one or two operands, which is found ready when it ran before on
  /// operands of the same types.
  fileprivate func runOnce(
    _ primitive: some ElementwisePrimitive, _ a: Tensor, _ b: Tensor? = nil, isInexact: Bool = false,
    body: () throws(JAXError) -> Tensor
  ) -> Tensor {
    if Trace.isAnyOpen, !Ambient.isPlain { return run(a, b ?? a, body: body) }
    let ready = Engine.shared.readyOperations
    guard let key = ReadyOperations.Key(primitive, a, b, isInexact: isInexact) else {
      return run(a, b ?? a, body: body)
    }
    if let result = ready.run(primitive, key, a, b) { return result }
    let result = run(a, b ?? a, body: body)
    ready.remember(primitive, key, a, b, result: result)
    return result
  }
}

// MARK: Element-wise primitives

extension OperationCall {
  /// The primitive on operands in the dtype they meet in, broadcast against each other.
  func callAsFunction(
    _ primitive: some ElementwisePrimitive, _ operands: Tensor...
  ) throws(JAXError) -> Tensor {
    try apply(primitive, operands, in: Promotion.common(operands.map(\.typed)))
  }

  /// The same for a function without integer results: integers become `float32`.
  func inexact(_ primitive: some ElementwisePrimitive, _ operands: Tensor...) throws(JAXError) -> Tensor {
    try apply(primitive, operands, in: Promotion.inexact(Promotion.common(operands.map(\.typed))))
  }

  /// `operands` converted to `type`, then broadcast; comparisons have strong results.
  private func apply(
    _ primitive: some ElementwisePrimitive, _ operands: [Tensor], in type: Promotion.Typed
  ) throws(JAXError) -> Tensor {
    // Before anything is converted: the message shows the types as the user knows them.
    let shape = try Shape.broadcast(operands.map(\.type))
    let aligned = try operands.map { (operand) throws(JAXError) in
      try align(try operand.convert(to: type, at: location), to: shape)
    }
    return try .make(primitive, aligned, isWeak: type.isWeak && !(primitive is Compare), at: location)
  }

  /// The operand as an element-wise primitive takes it where the result has `shape`.
  func align(_ operand: Tensor, to shape: Shape) throws(JAXError) -> Tensor {
    // Outside traces a scalar is read for every element, and not repeated in memory first.
    if operand.rank == 0, Ambient.activeTrace == nil { return operand }
    return try operand.broadcast(to: shape, at: location)
  }
}

extension Tensor {
  /// A call of one primitive of one operand: `exp`, unary minus, …
  static func unary(_ primitive: some ElementwisePrimitive, _ x: Tensor, in call: OperationCall) -> Tensor {
    folded(primitive, x) ?? call.runOnce(primitive, x) { () throws(JAXError) in try call(primitive, x) }
  }

  /// A call of one primitive of two operands: `+`, `maximum`, …
  static func binary(
    _ primitive: some ElementwisePrimitive, _ a: Tensor, _ b: Tensor, in call: OperationCall
  ) -> Tensor {
    folded(primitive, a, b)
      ?? call.runOnce(primitive, a, b) { () throws(JAXError) in try call(primitive, a, b) }
  }

  /// The same for a function without integer results.
  static func inexactUnary(
    _ primitive: some ElementwisePrimitive, _ x: Tensor, in call: OperationCall
  ) -> Tensor {
    call.runOnce(primitive, x, isInexact: true) { () throws(JAXError) in try call.inexact(primitive, x) }
  }

  /// The same for a function without integer results.
  static func inexactBinary(
    _ primitive: some ElementwisePrimitive, _ a: Tensor, _ b: Tensor, in call: OperationCall
  ) -> Tensor {
    folded(primitive, a, b)
      ?? call.runOnce(primitive, a, b, isInexact: true) { () throws(JAXError) in
        try call.inexact(primitive, a, b)
      }
  }
}
