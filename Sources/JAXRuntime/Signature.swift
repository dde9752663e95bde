/// What a compiled function is compiled for: the types of its tensors, the structure around them, the values of
/// its static arguments and the options.
package struct Signature: Hashable, Sendable {
  /// The types of the tensors, in flattening order.
  package var leaves: [TypeID]
  /// Everything about the arguments that is not a tensor.
  package var structure: [Structure]
  /// The compiler options, as printed.
  package var options: String

  /// One step of the structure of the arguments.
  package enum Structure: Hashable, Sendable {
    /// The end of argument `index`, which has `leaves`. An argument that is one tensor and nothing else has no mark.
    case argument(index: Int, leaves: Range<Int>)
    /// A list of this many elements.
    case list(count: Int)
    /// Whether an optional holds a value.
    case optional(isPresent: Bool)
    /// A dictionary with these keys, in order.
    case keys([String])
    /// A value that is part of the program.
    case value(StaticValue)
  }

  package init(leaves: [TypeID], structure: [Structure], options: String = "") {
    self.leaves = leaves
    self.structure = structure
    self.options = options
  }
}

/// A hashable value of any type, with its printed form.
package struct StaticValue: Hashable, Sendable, CustomStringConvertible {
  private let value: any Hashable & Sendable

  package init(_ value: some Hashable & Sendable) { self.value = value }

  package static func == (a: StaticValue, b: StaticValue) -> Bool {
    func equals<Value: Hashable>(_ a: Value) -> Bool { (b.value as? Value) == a }
    // Both ways, because a class may equal an instance of its superclass in one way only.
    return type(of: a.value) == type(of: b.value) && equals(a.value)
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(ObjectIdentifier(type(of: value)))
    value.hash(into: &hasher)
  }

  package var description: String { String(describing: value) }
}

extension Signature {
  /// In words, how this key differs from another one: one line for each part, empty for equal keys.
  ///
  /// Reads from `other` to this: `argument 1: f32[8] → f32[9]`, `static argument 0: 3 → 4`.
  ///
  /// - Parameter names: What the tensors of this key are called, where something better is known than their numbers.
  package func difference<Type>(
    from other: Signature, types: TypeInterner<Type>, names: [String]? = nil
  ) -> [String] {
    var lines = structureDifference(from: other)
    if lines.isEmpty {
      for (leaf, (new, old)) in zip(leaves, other.leaves).enumerated() where new != old {
        lines.append(
          "\(names?[leaf] ?? name(ofLeaf: leaf)): \(types.description(of: old)) → \(types.description(of: new))"
        )
      }
      if leaves.count != other.leaves.count {
        lines.append("number of tensors: \(other.leaves.count) → \(leaves.count)")
      }
    }
    if options != other.options { lines.append("options: \(other.options) → \(options)") }
    return lines
  }

  private func structureDifference(from other: Signature) -> [String] {
    var lines: [String] = []
    var statics = 0
    for (position, (new, old)) in zip(structure, other.structure).enumerated() {
      if new != old, let line = line(from: old, to: new, at: position, static: statics) {
        lines.append(line)
        // Steps after lists of different lengths do not correspond.
        guard case .value = new, case .value = old else { return lines }
      }
      if case .value = new { statics += 1 }
    }
    if lines.isEmpty, structure.count != other.structure.count {
      lines.append("structure of the arguments: \(other.structure.count) → \(structure.count) parts")
    }
    return lines
  }

  private func line(from old: Structure, to new: Structure, at position: Int, static: Int) -> String? {
    switch (old, new) {
    case (.value(let old), .value(let new)): return "static argument \(`static`): \(old) → \(new)"
    // A consequence of a difference inside the argument, which has its own line.
    case (.argument, .argument): return nil
    default:
      for case .argument(let index, _) in structure[position...] {
        return "argument \(index): \(old) → \(new)"
      }
      return "arguments: \(old) → \(new)"
    }
  }

  /// `argument 1`, or `argument 1, tensor 2` where the argument holds several.
  private func name(ofLeaf leaf: Int) -> String {
    /// The next argument, and its first leaf.
    var next = (argument: 0, leaf: 0)
    for case .argument(let index, let leaves) in structure {
      if leaf < leaves.lowerBound { break }
      if leaves.contains(leaf) {
        return leaves.count == 1
          ? "argument \(index)" : "argument \(index), tensor \(leaf - leaves.lowerBound)"
      }
      next = (index + 1, leaves.upperBound)
    }
    return "argument \(next.argument + leaf - next.leaf)"
  }
}

extension Signature.Structure: CustomStringConvertible {
  package var description: String {
    switch self {
    case .argument: "end of argument"
    case .list(let count): "array of \(count)"
    case .optional(let isPresent): isPresent ? "a value" : "nil"
    case .keys(let keys): "dictionary with keys \(keys)"
    case .value(let value): "static \(value)"
    }
  }
}
