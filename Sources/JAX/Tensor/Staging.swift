import Glibc
package import JAXIR
import JAXPrimitives

// Where an operation goes: into the innermost open trace, whatever its operands are, or, outside all traces, to the
// engine, which runs it at once. A trace that remembers takes only what is computed from values of traces, and has it
// run as well.

extension Tensor {
  /// The results of `primitive`, recorded or computed at once.
  ///
  /// - Parameters:
  ///   - token: Where among the operands a token goes, which is not one of `operands`; nil where there is none.
  ///   - known: The results where they were computed before.
  /// - Throws: what is wrong with the operands; the first error for a poisoned one.
  package static func results(
    of primitive: any Primitive, _ operands: [Tensor], regions: [Region] = [], token: Int? = nil,
    isWeak: Bool = false, known: [ConcreteTensor]? = nil, at location: Location
  ) throws(JAXError) -> [Tensor] {
    if let trace = Ambient.activeTrace?.recording(operands) {
      return try trace.stage(
        primitive, operands, regions: regions, token: token, isWeak: isWeak, known: known, at: location)
    }
    if let known { return known.map { Tensor(.concrete($0), isWeak: isWeak) } }
    let concrete = try operands.map { (operand) throws(JAXError) in
      try operand.concrete(reading: Swift.type(of: primitive).name, at: location)
    }
    return try Engine.shared.runChecked(primitive, concrete, regions: regions, token: token, at: location)
      .map { Tensor(.concrete($0), isWeak: isWeak) }
  }

  /// The only result of `primitive`.
  package static func make(
    _ primitive: any Primitive, _ operands: [Tensor], isWeak: Bool = false, at location: Location
  ) throws(JAXError) -> Tensor {
    try results(of: primitive, operands, isWeak: isWeak, at: location)[0]
  }

  /// A constant tensor.
  package static func make(
    _ literal: Literal, isWeak: Bool = false, at location: Location
  ) throws(JAXError) -> Tensor {
    guard Ambient.recordingTrace == nil else {
      return try make(Constant(literal), [], isWeak: isWeak, at: location)
    }
    return Tensor(.concrete(try Engine.shared.tensor(literal)), isWeak: isWeak)
  }

  /// The elements that exist.
  /// - Throws: `donatedTensor` for one that was given away, `concretization` or `escapedTracer` for a traced tensor, the first error for a poisoned one.
  package func concrete(
    reading operation: @autoclosure () -> String, at location: Location
  ) throws(JAXError) -> ConcreteTensor {
    switch storage {
    case .concrete(let tensor):
      try tensor.check(reading: operation(), at: location)
      return tensor
    case .number(let number):
      return try Engine.shared.tensor(number.literal(number.defaultType))
    case .traced(let traced):
      guard traced.isUsable, let current = Ambient.activeTrace, current.isInside(traced.trace) else {
        throw traced.escaped(in: operation(), at: location)
      }
      if let elements = traced.trace.remembered?[traced.value] { return elements }
      throw traced.unknown(in: operation(), at: location)
    case .poisoned(let error): throw error
    }
  }
}

extension Ambient {
  /// The thread at hand.
  static var thread: UInt { UInt(pthread_self()) }

  /// The trace into which operations go: the innermost one of this thread, as long as it is open. A task that was
  /// started inside a traced function inherits the trace, but is not a part of the function.
  static var activeTrace: Trace? {
    guard let trace = current.trace, trace.thread == thread, trace.isOpen else { return nil }
    return trace
  }

  /// The same where operations are only recorded; nil where they run at once, recorded or not.
  static var recordingTrace: Trace? {
    guard let trace = activeTrace, trace.memory == nil else { return nil }
    return trace
  }

  /// Whether calls and operations only run: nothing is being traced or debugged here.
  static var isPlain: Bool { current.debugging == nil && activeTrace == nil }
}

extension Trace {
  /// Whether this trace is `outer` or was opened inside it.
  func isInside(_ outer: Trace) -> Bool {
    var trace: Trace? = self
    while let next = trace, next !== outer { trace = next.parent }
    return trace != nil
  }

  /// Appends an instruction on tensors from anywhere; in a trace that remembers it is run, unless its results are
  /// `known`.
  func stage(
    _ primitive: any Primitive, _ operands: [Tensor], regions: [Region], token: Int? = nil, isWeak: Bool,
    known: [ConcreteTensor]? = nil, at location: Location
  ) throws(JAXError) -> [Tensor] {
    if let remembered {
      return try stage(
        primitive, operands, regions, token: token, isWeak: isWeak, known, in: remembered, at: location)
    }
    let operands = try operands.map { (operand) throws(JAXError) in
      try value(of: operand, for: Swift.type(of: primitive).name, at: location)
    }
    return try append(primitive, operands, regions: regions, token: token, at: location).compactMap { value in
      guard let type = builder.type(of: value).tensor else { return nil }
      return Tensor(.traced(.init(trace: self, value: value, type: type, location: location)), isWeak: isWeak)
    }
  }

  /// Appends an instruction, its ordered effects to the chain of this trace.
  ///
  /// - Parameter token: Where among the operands a token goes, which is not one of `operands`; nil where there is none.
  func append(
    _ primitive: any Primitive, _ operands: [Graph.Value], regions: [Region], token place: Int?,
    at location: Location
  ) throws(JAXError) -> [Graph.Value] {
    guard let place else {
      return try builder.append(primitive, operands, regions: regions, at: location)
    }
    let isOrdered = primitive.effects(of: regions) == .ordered
    let start =
      if isOrdered, let token { token } else { try builder.append(CreateToken(), [], at: location)[0] }
    var operands = operands
    operands.insert(start, at: place)
    let results = try builder.append(primitive, operands, regions: regions, at: location)
    if isOrdered { token = results.first { builder.type(of: $0) == .token } }
    return results
  }

  /// The value of this trace that stands for `tensor`: its own, a capture, or a constant.
  /// - Throws: `escapedTracer` when `tensor` belongs to a trace that is closed or does not enclose this one.
  func value(
    of tensor: Tensor, for operation: @autoclosure () -> String, at location: Location
  ) throws(JAXError) -> Graph.Value {
    switch tensor.storage {
    case .concrete(let concrete):
      try concrete.check(reading: operation(), at: location)
      if let remembered { return remembered.capture(tensor, in: self) }
      return capture(.concrete(CapturedObject(concrete)), .tensor(concrete.type))
    case .number(let number):
      return try builder.append(Constant(number.literal(number.defaultType)), [], at: location)[0]
    case .traced(let traced):
      if let remembered, traced.isUsable, traced.trace !== self, isInside(traced.trace) {
        return remembered.capture(tensor, in: self)
      }
      guard traced.isUsable, let value = resolve(traced.value, of: traced.trace) else {
        throw traced.escaped(in: operation(), at: location)
      }
      return value
    case .poisoned(let error): throw error
    }
  }
}
