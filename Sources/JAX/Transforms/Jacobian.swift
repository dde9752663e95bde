import JAXIR

/// The derivatives of every tensor of a result by every tensor of an argument.
///
/// For the tensor of the result that a key path names there is a tree like the argument; each of its tensors has the
/// axes of the tensor of the result, then those of the tensor of the argument.
///
/// ```swift
/// let j = jacrev(model)(parameters)
/// let block = j[\.logits].layer.weight          // [logits…, weight…]
/// let h = hessian(loss)(parameters)
/// let mixed = h[\.weight].bias                  // [weight…, bias…]
/// ```
public struct Jacobian<Output: TensorTree, Input: TensorTree>: TensorTree {
  /// By tensor of the result: the derivatives.
  public let blocks: [Input]
  /// The result, each tensor the number of its block.
  private let numbers: Output

  init(_ blocks: [Input], like output: Output) {
    self.blocks = blocks
    numbers = output.with(blocks.indices.map { Tensor(weak: $0) })
  }

  /// The derivatives of the tensor at `path`.
  public subscript(path: KeyPath<Output, Tensor>) -> Input {
    guard case .number(.integer(let index)) = numbers[keyPath: path].storage else {
      preconditionFailure("the tensors of the result are numbered")
    }
    return blocks[index]
  }

  public func flatten(into leaves: inout TreeFlattener) { leaves.append(blocks) }

  public func rebuild(from leaves: inout TreeRebuilder) -> Jacobian {
    Jacobian(leaves.next(blocks), like: numbers)
  }
}
