import JAXIR

/// The arguments of a function, or its results, as one tree.
struct Arguments<each Tree: TensorTree>: TensorTree {
  var values: (repeat each Tree)

  init(_ values: repeat each Tree) { self.values = (repeat each values) }

  func flatten(into leaves: inout TreeFlattener) { repeat leaves.append(each values) }

  func rebuild(from leaves: inout TreeRebuilder) -> Arguments {
    Arguments(repeat leaves.next(each values))
  }

  /// The number of tensors of each.
  var counts: [Int] {
    var counts: [Int] = []
    for tree in repeat each values { counts.append(tree.tensors.count) }
    return counts
  }
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
    search.search(with((0..<count).map { Tensor(weak: $0) }))
    return search.paths
  }
}

/// Finds numbered tensors in a value of any type.
private struct LeafSearch {
  var paths: [String]

  mutating func search(_ value: Any, at path: String = "") {
    if let tensor = value as? Tensor {
      if case .number(.integer(let index)) = tensor.storage, paths.indices.contains(index) {
        paths[index] = path
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
