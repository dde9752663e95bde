import JAXIR
package import JAXRuntime

/// A value made of tensors: a tensor, a container of trees, or a structure of the user's.
///
/// What JAX calls a pytree. A structure conforms with two methods that name its members in one order:
///
/// ```swift
/// struct Layer: TensorTree {
///   var weight, bias: Tensor
///   func flatten(into leaves: inout TreeFlattener) {
///     leaves.append(weight)
///     leaves.append(bias)
///   }
///   func rebuild(from leaves: inout TreeRebuilder) -> Layer {
///     Layer(weight: leaves.next(weight), bias: leaves.next(bias))
///   }
/// }
/// ```
public protocol TensorTree: Sendable {
  /// Appends every member, in one fixed order.
  func flatten(into leaves: inout TreeFlattener)
  /// The same structure with the members replaced, in the order of `flatten`.
  func rebuild(from leaves: inout TreeRebuilder) -> Self
}

/// Collects the tensors of a tree, and what about the tree is not a tensor.
public struct TreeFlattener {
  package private(set) var tensors: [Tensor] = []
  package private(set) var structure: [Signature.Structure] = []
  /// Where everything goes instead, when a signature is expected.
  var match: TreeMatch?
  private var argumentCount = 0
  /// The end of the tensors of each argument.
  private var ends: [Int] = []

  package init() {}

  /// Compares what is appended instead of collecting it.
  init(_ match: TreeMatch) { self.match = match }

  /// Appends a member.
  public mutating func append(_ tree: some TensorTree) { tree.flatten(into: &self) }

  /// Appends a member that is a tensor.
  public mutating func append(_ tensor: Tensor) {
    if match != nil {
      match!.append(tensor)
    } else {
      tensors.append(tensor)
    }
  }

  /// Appends a member that is not made of tensors: its value is part of the program, and another value makes another
  /// program.
  public mutating func appendStatic(_ value: some Hashable & Sendable) {
    note(.value(StaticValue(value)))
  }

  mutating func note(_ part: Signature.Structure) {
    if match != nil {
      match!.append(part)
    } else {
      structure.append(part)
    }
  }

  /// Appends the next argument of a function, which the caller keeps alive.
  @inline(__always)
  mutating func append<Argument: TensorTree>(argument: Argument) {
    if Argument.self == Tensor.self, match != nil {
      withUnsafePointer(to: argument) {
        append(argumentAt: UnsafeRawPointer($0).assumingMemoryBound(to: Tensor.self))
      }
    } else {
      append(tree: argument)
    }
  }

  private mutating func append(argumentAt tensor: UnsafePointer<Tensor>) {
    argumentCount += 1
    match!.append(argument: tensor.pointee)
  }

  /// The same for a tensor.
  @inline(__always)
  mutating func append(argument: Tensor) {
    if match != nil {
      argumentCount += 1
      match!.append(argument: argument)
    } else {
      append(tree: argument)
    }
  }

  private mutating func append(tree argument: some TensorTree) {
    let index = argumentCount
    argumentCount += 1
    let (first, parts) = position
    argument.flatten(into: &self)
    let (end, endOfParts) = position
    if match == nil { ends.append(end) }
    // What is one tensor alone needs no mark; it is the common case.
    if end == first + 1, endOfParts == parts { return }
    if match != nil {
      match!.append(argument: index, leaves: first..<end)
    } else {
      structure.append(.argument(index: index, leaves: first..<end))
    }
  }

  private var position: (tensors: Int, parts: Int) {
    if let match { return (match.count, match.partCount) }
    return (tensors.count, structure.count)
  }
}

extension TreeFlattener {
  /// The numbers of the tensors of some arguments.
  ///
  /// - Throws: `invalidArgument` for an argument that there is not.
  func tensors(of arguments: Set<Int>, _ function: String) throws(JAXError) -> [Int] {
    var numbers: [Int] = []
    for argument in arguments.sorted() {
      guard ends.indices.contains(argument) else {
        throw JAXError(
          .invalidArgument, "argument \(argument) of \(function) is donated, but it takes \(ends.count)")
      }
      numbers += (argument == 0 ? 0 : ends[argument - 1])..<ends[argument]
    }
    return numbers
  }
}

/// Gives out the tensors of a tree, in the order of `flatten`.
public struct TreeRebuilder {
  private let tensors: [Tensor]
  private var position = 0

  package init(_ tensors: [Tensor]) { self.tensors = tensors }

  /// The next member, of the structure of `member`.
  public mutating func next<Tree: TensorTree>(_ member: Tree) -> Tree { member.rebuild(from: &self) }

  mutating func nextLeaf() -> Tensor {
    precondition(position < tensors.count, "rebuild asks for more tensors than flatten gave")
    position += 1
    return tensors[position - 1]
  }
}

extension Tensor: TensorTree {
  public func flatten(into leaves: inout TreeFlattener) { leaves.append(self) }
  public func rebuild(from leaves: inout TreeRebuilder) -> Tensor { leaves.nextLeaf() }
}

extension Array: TensorTree where Element: TensorTree {
  public func flatten(into leaves: inout TreeFlattener) {
    leaves.note(.list(count: count))
    for element in self { leaves.append(element) }
  }

  public func rebuild(from leaves: inout TreeRebuilder) -> [Element] {
    map { leaves.next($0) }
  }
}

extension Optional: TensorTree where Wrapped: TensorTree {
  public func flatten(into leaves: inout TreeFlattener) {
    leaves.note(.optional(isPresent: self != nil))
    if let self { leaves.append(self) }
  }

  public func rebuild(from leaves: inout TreeRebuilder) -> Wrapped? {
    map { leaves.next($0) }
  }
}

extension Dictionary: TensorTree where Key == String, Value: TensorTree {
  /// In order of key, whatever order the dictionary has.
  public func flatten(into leaves: inout TreeFlattener) {
    let keys = keys.sorted()
    leaves.note(.keys(keys))
    for key in keys { leaves.append(self[key]!) }
  }

  public func rebuild(from leaves: inout TreeRebuilder) -> [String: Value] {
    var rebuilt = self
    for key in keys.sorted() { rebuilt[key] = leaves.next(self[key]!) }
    return rebuilt
  }
}

/// An argument that is part of the program, not of its data: another value compiles another program.
public struct Static<Value: Hashable & Sendable>: TensorTree {
  public var value: Value

  public init(_ value: Value) { self.value = value }

  public func flatten(into leaves: inout TreeFlattener) { leaves.appendStatic(value) }
  public func rebuild(from leaves: inout TreeRebuilder) -> Static { self }
}
