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
    /// The end of one argument, which ends before leaf number `end`.
    case argument(end: Int)
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
  package func difference(from other: Signature, types: TypeInterner) -> [String] {
    var lines = structureDifference(from: other)
    if lines.isEmpty {
      for (leaf, (new, old)) in zip(leaves, other.leaves).enumerated() where new != old {
        lines.append("\(name(ofLeaf: leaf)): \(types.description(of: old)) → \(types.description(of: new))")
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
    var argument = 0
    var statics = 0
    for (new, old) in zip(structure, other.structure) {
      if new != old, let line = Self.line(from: old, to: new, argument: argument, static: statics) {
        lines.append(line)
        // Steps after lists of different lengths do not correspond.
        guard case .value = new, case .value = old else { return lines }
      }
      if case .argument = new { argument += 1 }
      if case .value = new { statics += 1 }
    }
    if lines.isEmpty, structure.count != other.structure.count {
      lines.append("structure of the arguments: \(other.structure.count) → \(structure.count) parts")
    }
    return lines
  }

  private static func line(from old: Structure, to new: Structure, argument: Int, static: Int) -> String? {
    switch (old, new) {
    case (.value(let old), .value(let new)): "static argument \(`static`): \(old) → \(new)"
    // A consequence of a difference inside the argument, which has its own line.
    case (.argument, .argument): nil
    default: "argument \(argument): \(old) → \(new)"
    }
  }

  /// `argument 1`, or `argument 1, tensor 2` where the argument holds several.
  private func name(ofLeaf leaf: Int) -> String {
    var start = 0
    var argument = 0
    for case .argument(let end) in structure {
      if leaf < end {
        return end - start == 1 ? "argument \(argument)" : "argument \(argument), tensor \(leaf - start)"
      }
      start = end
      argument += 1
    }
    return structure.isEmpty ? "argument \(leaf)" : "tensor \(leaf)"
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
