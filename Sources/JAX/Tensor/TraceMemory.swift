import JAXIR
import JAXPrimitives

/// What a trace remembers whose operations run as they are recorded: the elements of its values.
///
/// It is how a derivative outside `jit` sees a function of Swift: a value can be read and decided on, every primitive
/// is computed once, and what the backward pass needs is there already.
///
/// It belongs to the thread of its trace, as the trace does; that is what makes it `Sendable`.
final class TraceMemory: @unchecked Sendable {
  private var elements: [Graph.Value: ConcreteTensor] = [:]
  /// By position of an instruction: its results.
  private(set) var results: [Int: [ConcreteTensor]] = [:]
  /// What the parameters after the arguments stand for: existing tensors, and values of enclosing traces.
  private(set) var captures: [Tensor] = []
  private var captured: [Source: Graph.Value] = [:]

  private enum Source: Hashable {
    case concrete(ObjectIdentifier)
    case outer(Graph.Value, of: ObjectIdentifier)
  }

  /// The elements of an argument or a result.
  subscript(value: Graph.Value) -> ConcreteTensor? {
    get { elements[value] }
    set { elements[value] = newValue }
  }

  func remember(_ tensors: [ConcreteTensor], of values: [Graph.Value], position: Int) {
    results[position] = tensors
    for (value, tensor) in zip(values, tensors) { elements[value] = tensor }
  }

  /// The parameter of `trace` that stands for `tensor`, which exists or is a value of an enclosing trace.
  func capture(_ tensor: Tensor, in trace: Trace) -> Graph.Value {
    let source: Source? =
      switch tensor.storage {
      case .concrete(let concrete): .concrete(ObjectIdentifier(concrete.memory))
      case .traced(let traced): .outer(traced.value, of: ObjectIdentifier(traced.trace))
      case .number, .poisoned: nil
      }
    if let source, let known = captured[source] { return known }
    let value = trace.builder.parameter(.tensor(tensor.type))
    captures.append(tensor)
    if let source { captured[source] = value }
    return value
  }
}

extension Trace {
  /// The elements of the values, where operations run as they are recorded.
  var remembered: TraceMemory? { memory.map { unsafeDowncast($0, to: TraceMemory.self) } }

  var isRemembering: Bool { memory != nil }

  /// The trace, this one or one around it, that records an operation on `operands`; nil when nothing needs to.
  func recording(_ operands: [Tensor]) -> Trace? {
    var trace: Trace? = self
    while let next = trace, next.isRemembering {
      let isOwn = operands.contains { operand in
        if case .traced(let traced) = operand.storage { traced.trace === next } else { false }
      }
      if isOwn { return next }
      trace = next.parent
    }
    // Whatever encloses a trace that remembers remembers too, so only this one may be left.
    return isRemembering ? nil : self
  }

  /// Appends an instruction and runs it, unless its results are `known`.
  ///
  /// What is appended has no effects: they have been when it is looked at.
  func stage(
    _ primitive: any Primitive, _ operands: [Tensor], _ regions: [Region], token: Int?, isWeak: Bool,
    _ known: [ConcreteTensor]?, in memory: TraceMemory, at location: Location
  ) throws(JAXError) -> [Tensor] {
    let name = Swift.type(of: primitive).name
    let values = try operands.map { (operand) throws(JAXError) in
      try value(of: operand, for: name, at: location)
    }
    var elements = known
    let hasEffects = primitive.effects(of: regions) != .none
    if elements == nil, hasEffects { elements = try run(primitive, operands, regions, token, at: location) }
    var (quiet, silent) = (primitive, regions)
    if hasEffects {
      guard let past = try primitive.past(regions, elements!, at: location) else { return [] }
      (quiet, silent) = past
    }
    // Of operands that are bad the rule of types speaks first.
    let place = hasEffects && silent.isEmpty ? nil : token
    let results = try append(quiet, values, regions: silent, token: place, at: location)
      .filter { builder.type(of: $0) != .token }
    let position = builder.count - 1
    if elements == nil { elements = try run(primitive, operands, regions, token, at: location) }
    memory.remember(elements!, of: results, position: position)
    return results.compactMap { value in
      guard let type = builder.type(of: value).tensor else { return nil }
      return Tensor(.traced(.init(trace: self, value: value, type: type, location: location)), isWeak: isWeak)
    }
  }
}

extension Trace {
  private func run(
    _ primitive: any Primitive, _ operands: [Tensor], _ regions: [Region], _ token: Int?,
    at location: Location
  ) throws(JAXError) -> [ConcreteTensor] {
    let name = Swift.type(of: primitive).name
    let inputs = try operands.map { (operand) throws(JAXError) in
      try operand.concrete(reading: name, at: location)
    }
    return try Engine.shared.runChecked(primitive, inputs, regions: regions, token: token, at: location)
  }
}

extension Primitive {
  /// What stands for the primitive, which has effects, once it has run with these results; nil for one without any.
  ///
  /// - Throws: `unsupported` where results of effects are read inside a region.
  fileprivate func past(
    _ regions: [Region], _ results: [ConcreteTensor], at location: Location
  ) throws(JAXError) -> (any Primitive, [Region])? {
    if effects == .none {
      return (self, try regions.map { (region) throws(JAXError) in try region.withoutEffects() })
    }
    if results.isEmpty { return nil }
    let name = (self as? HostCallback)?.name ?? Self.name
    let function = CallbackFunction(name, at: location) { _, outputs in
      for (result, output) in zip(results, outputs) { output.bytes.copyMemory(from: result.bytes) }
    }
    return (HostCallback(function, .pure, types: results.map(\.type)), [])
  }
}

extension Trace.Capture {
  /// What was captured, as a tensor where the trace was opened.
  func tensor(at location: Location) -> Tensor {
    switch source {
    case .concrete(let captured):
      guard let concrete = captured.object as? ConcreteTensor else {
        preconditionFailure("what is captured is a tensor")
      }
      return Tensor(.concrete(concrete))
    case .outer(let value, let trace):
      guard let type = type.tensor else { preconditionFailure("no token is captured") }
      return Tensor(.traced(.init(trace: trace, value: value, type: type, location: location)))
    }
  }
}
