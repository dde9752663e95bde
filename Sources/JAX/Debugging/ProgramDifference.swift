import JAXIR
import JAXPrimitives

extension TracedProgram {
  /// Where another trace of the same function first parts from this one; nil where they are equal.
  func difference(to other: TracedProgram) -> ProgramDifference? {
    GraphComparison(then: graph, now: other.graph).difference ?? capturedDifference(to: other)
  }

  /// The first tensor from outside that is another one, with other elements.
  private func capturedDifference(to other: TracedProgram) -> ProgramDifference? {
    let first = graph.parameterCount - captured.count
    for (index, (then, now)) in zip(captured, other.captured).enumerated() where !then.isEqual(to: now) {
      let reader = other.graph.instructions.first { $0.operands.contains(Graph.Value(first + index)) }
      return ProgramDifference(
        then: "it read the tensor \(Tensor(.concrete(then)))", now: "the tensor \(Tensor(.concrete(now)))",
        location: reader?.location ?? .unknown, kind: .value)
    }
    return nil
  }
}

extension ConcreteTensor {
  /// Whether the type and all bits are the same.
  fileprivate func isEqual(to other: ConcreteTensor) -> Bool {
    if memory === other.memory { return true }
    return type == other.type
      && withExtendedLifetime((self, other)) { bytes.elementsEqual(other.bytes) }
  }
}

/// Two graphs of one function, side by side.
private struct GraphComparison {
  let then: Graph
  let now: Graph

  var difference: ProgramDifference? {
    for (a, b) in zip(then.instructions, now.instructions) {
      if let difference = difference(a, b) { return difference }
    }
    let count = min(then.instructions.count, now.instructions.count)
    if then.instructions.count > count {
      let more = then.instructions[count]
      return difference("`\(more.text(in: then))` was there", "nothing more", at: more.location)
    }
    if now.instructions.count > count {
      let more = now.instructions[count]
      return difference("nothing more was there", "`\(more.text(in: now))`", at: more.location)
    }
    guard then.results.map({ place($0, in: then) }) != now.results.map({ place($0, in: now) }) else {
      return nil
    }
    return difference(
      "it returned \(names(then.results, in: then))", names(now.results, in: now), at: .unknown)
  }

  private func difference(_ a: Instruction, _ b: Instruction) -> ProgramDifference? {
    guard isEqualOutside(a, b) else {
      if let a = a.primitive as? Constant, let other = b.primitive as? Constant {
        return ProgramDifference(
          then: "it took \(Self.text(of: a.literal))", now: Self.text(of: other.literal),
          location: b.location,
          kind: .value)
      }
      return difference("`\(a.text(in: then))` was there", "`\(b.text(in: now))`", at: b.location)
    }
    for (inner, other) in zip(a.regions, b.regions) where inner != other {
      if let difference = GraphComparison(then: inner.graph, now: other.graph).difference {
        return difference
      }
    }
    return nil
  }

  private func difference(_ then: String, _ now: String, at location: Location) -> ProgramDifference {
    ProgramDifference(then: then, now: now, location: location, kind: .operations)
  }

  // MARK: Equality

  /// A value by the order of its definition: graphs that read different things from outside number it differently.
  private func place(_ value: Graph.Value, in graph: Graph) -> Int {
    value.index < graph.parameterCount ? ~value.index : value.index - graph.parameterCount
  }

  /// Whether all is equal but what is in the regions.
  private func isEqualOutside(_ a: Instruction, _ b: Instruction) -> Bool {
    (a.primitive.isEqual(to: b.primitive) || isSameCallback(a.primitive, b.primitive))
      && a.regions.count == b.regions.count
      && a.operands.map { place($0, in: then) } == b.operands.map { place($0, in: now) }
      && a.operands.map { then[type: $0] } == b.operands.map { now[type: $0] }
      && a.results.map { then[type: $0] } == b.results.map { now[type: $0] }
  }

  /// Two closures cannot be compared: each trace makes its own.
  private func isSameCallback(_ a: any Primitive, _ b: any Primitive) -> Bool {
    guard let a = a as? HostCallback, let b = b as? HostCallback else { return false }
    return a.name == b.name && a.kind == b.kind && a.effects == b.effects && a.isVectorized == b.isVectorized
      && a.types == b.types
  }

  // MARK: Words

  private static func text(of literal: Literal) -> String {
    guard let tensor = try? Tensor(literal.type, bytes: literal.expandedBytes) else {
      return "\(literal.type)"
    }
    guard literal.type.rank == 0 else { return "the tensor \(tensor)" }
    return "the number " + tensor.description.drop { $0 != " " }.dropFirst()
  }

  private func names(_ values: [Graph.Value], in graph: Graph) -> String {
    "`" + values.map { "\($0): \(graph[type: $0])" }.joined(separator: ", ") + "`"
  }
}
