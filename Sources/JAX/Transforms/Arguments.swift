import JAXIR

/// The arguments of a function, or its results, as one tree.
struct Arguments<each Tree: TensorTree>: TensorTree, WrappingTree {
  static var wrapped: String { ".values" }
  var values: (repeat each Tree)

  init(_ values: repeat each Tree) { self.values = (repeat each values) }

  func flatten(into leaves: inout TreeFlattener) { repeat leaves.append(each values) }

  func rebuild(from leaves: inout TreeRebuilder) -> Arguments {
    Arguments(repeat leaves.next(each values))
  }

  /// One by one.
  var parts: [any TensorTree] {
    var parts: [any TensorTree] = []
    for tree in repeat each values { parts.append(tree) }
    return parts
  }

  /// The number of tensors of each.
  var counts: [Int] {
    var counts: [Int] = []
    for tree in repeat each values { counts.append(tree.tensors.count) }
    return counts
  }
}

/// A tree that only holds another: paths are those in that one.
protocol WrappingTree {
  /// The path of the other.
  static var wrapped: String { get }
}

extension TensorTree {
  /// The tensors, in order.
  var tensors: [Tensor] {
    var leaves = TreeFlattener()
    leaves.append(self)
    return leaves.tensors
  }

  /// The same structure with other tensors.
  func with(_ tensors: [Tensor]) -> Self {
    var rebuilder = TreeRebuilder(tensors)
    return rebuilder.next(self)
  }

  /// By tensor: how it is reached from the tree, `.layers[0].weight`; empty for a tree that is a tensor.
  var leafPaths: [String] {
    let count = tensors.count
    var search = LeafSearch(paths: [String](repeating: "", count: count))
    // Numbers stand for the tensors: members may be flattened in another order than they are declared.
    search.search(with(LeafSearch.numbers(count)))
    guard let prefix = (Self.self as? any WrappingTree.Type)?.wrapped else { return search.paths }
    return search.paths.map { $0.hasPrefix(prefix) ? String($0.dropFirst(prefix.count)) : $0 }
  }
}

/// What messages call the tensor at `path` of a tuple of arguments: `.1.weight` is `argument 1 at .weight`.
func argumentName(_ path: String) -> String {
  let number = path.dropFirst().prefix { $0.isNumber }
  // A tuple of one is its member.
  guard !number.isEmpty else { return "argument 0" + (path.isEmpty ? "" : " at \(path)") }
  let rest = path.dropFirst(1 + number.count)
  return "argument \(number)" + (rest.isEmpty ? "" : " at \(rest)")
}

/// Finds numbered tensors in a value of any type.
struct LeafSearch {
  var paths: [String]

  /// What no other number in a tree is likely to be.
  private static let first = 0x4c65_6166 << 24

  /// What stands for the tensors that are searched for.
  static func numbers(_ count: Int) -> [Tensor] { (0..<count).map { Tensor(weak: first + $0) } }

  mutating func search(_ value: Any, at path: String = "") {
    if let tensor = value as? Tensor {
      if case .number(.integer(let number)) = tensor.storage, paths.indices.contains(number - Self.first) {
        paths[number - Self.first] = path
      }
      return
    }
    let mirror = Mirror(reflecting: value)
    for (position, child) in mirror.children.enumerated() {
      switch mirror.displayStyle {
      case .optional: search(child.value, at: path)
      case .collection: search(child.value, at: "\(path)[\(position)]")
      case .dictionary:
        // An entry is a pair of key and value.
        let entry = Array(Mirror(reflecting: child.value).children)
        search(entry[1].value, at: "\(path)[\"\(entry[0].value)\"]")
      // The members of a tuple are called `.0`, `.1`, …
      case .tuple: search(child.value, at: path + (child.label ?? ""))
      default: search(child.value, at: "\(path).\(child.label ?? "\(position)")")
      }
    }
  }
}
