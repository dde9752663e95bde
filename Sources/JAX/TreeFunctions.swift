import JAXIR

/// A tree like `tree` of what `function` makes of its tensors.
///
/// ```swift
/// let halved = treeMap(parameters) { $0 / 2 }
/// ```
public func treeMap<Tree: TensorTree>(_ tree: Tree, _ function: (Tensor) -> Tensor) -> Tree {
  tree.with(tree.tensors.map(function))
}

/// A tree of what `function` makes of the tensors of two trees of one structure, place by place.
///
/// ```swift
/// let moved = treeMap(parameters, gradient) { $0 - 0.1 * $1 }
/// ```
public func treeMap<Tree: TensorTree>(
  _ first: Tree, _ second: Tree, file: String = #fileID, line: Int = #line,
  _ function: (Tensor, Tensor) -> Tensor
) -> Tree {
  treeMap([first, second], ControlCall("treeMap", file, line)) { function($0[0], $0[1]) }
}

/// A tree of what `function` makes of the tensors of three trees of one structure, place by place.
public func treeMap<Tree: TensorTree>(
  _ first: Tree, _ second: Tree, _ third: Tree, file: String = #fileID, line: Int = #line,
  _ function: (Tensor, Tensor, Tensor) -> Tensor
) -> Tree {
  treeMap([first, second, third], ControlCall("treeMap", file, line)) { function($0[0], $0[1], $0[2]) }
}

private func treeMap<Tree: TensorTree>(
  _ trees: [Tree], _ call: ControlCall, _ function: ([Tensor]) -> Tensor
) -> Tree {
  let tensors = trees.map(\.tensors)
  let isSame = tensors.allSatisfy { $0.count == tensors[0].count }
  return call.run(trees[0]) { () throws(JAXError) in
    guard isSame else {
      let lists = trees.map(\.leafList).joined(separator: " and ")
      throw call.error("the trees are not of one structure: \(lists)")
    }
    return trees[0].with(tensors[0].indices.map { place in function(tensors.map { $0[place] }) })
  }
}

/// All elements of a tree's tensors one after the other, `[count]`, and what makes such a vector a tree again.
///
/// Tensors of several dtypes take the one that all are promoted to; the way back gives each its own.
///
/// ```swift
/// let (vector, unravel) = ravel(parameters)
/// ```
public func ravel<Tree: TensorTree>(
  _ tree: Tree, file: String = #fileID, line: Int = #line
) -> (vector: Tensor, unravel: @Sendable (Tensor) -> Tree) {
  let tensors = tree.tensors
  let types = tensors.map(\.type)
  let parts = tensors.map { $0.reshaped([-1], file: file, line: line) }
  let vector = parts.isEmpty ? Tensor.zeros([0]) : concatenate(parts, file: file, line: line)
  return (
    vector,
    { vector in
      var start = 0
      let tensors = types.map { type in
        let part = vector[start..<start + type.shape.count]
        start += type.shape.count
        return part.reshaped(type.shape.extents, file: file, line: line).asType(type.dtype)
      }
      return tree.with(tensors)
    }
  )
}
