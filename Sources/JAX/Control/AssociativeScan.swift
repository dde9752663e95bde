import JAXIR

/// The prefixes of a sequence under `combine`, which is associative: element i of the result is the elements 0…i of
/// `inputs`, slices along the first axes, combined.
///
/// It takes as many steps as the logarithm of the length, each for many elements at once: `combine` is given trees whose
/// tensors have a first axis of elements, and combines element with element.
///
/// ```swift
/// let products = associativeScan(xs) { $0 * $1 }
/// ```
///
/// - Parameter isReversed: Whether suffixes are combined, from the last element on.
public func associativeScan<Tree: TensorTree>(
  _ inputs: Tree, isReversed: Bool = false, file: String = #fileID, line: Int = #line,
  _ combine: (_ before: Tree, _ after: Tree) -> Tree
) -> Tree {
  let call = ControlCall("associativeScan", .source(file: file, line: line, column: nil))
  return call.run(inputs) { () throws(JAXError) in
    let types = try inputs.tensors.map { (tensor) throws(JAXError) in try tensor.checkedType() }
    guard let first = types.first, types.allSatisfy({ $0.rank > 0 && $0.shape[0] == first.shape[0] }) else {
      throw call.error("the first axes of the inputs are not one extent: \(inputs.leafList)")
    }
    let elements = isReversed ? inputs.tensors.map { $0.reversed(axes: [0]) } : inputs.tensors
    let prefixes = call.prefixes(elements) { combine(inputs.with($0), inputs.with($1)).tensors }
    return inputs.with(isReversed ? prefixes.map { $0.reversed(axes: [0]) } : prefixes)
  }
}

extension ControlCall {
  /// Pairs are combined, their prefixes are those at odd places, and each of these with the next element gives that at
  /// an even place (Ladner and Fischer, Parallel Prefix Computation, 1980).
  fileprivate func prefixes(
    _ elements: [Tensor], _ combine: ([Tensor], [Tensor]) -> [Tensor]
  ) -> [Tensor] {
    // Halved again and again, the nesting is the logarithm of the length.
    let count = elements[0].shape[0]
    guard count > 1 else { return elements }
    let pairs = count / 2
    let halves = elements.map { $0[0..<2 * pairs].reshaped([pairs, 2] + $0.shape.dropFirst()) }
    let before = halves.map { $0[0..<pairs, 0] }
    let odd = prefixes(combine(before, halves.map { $0[0..<pairs, 1] }), combine)
    // The elements at even places but for the first, each after the prefix at the odd place before.
    let evenCount = count - pairs
    let later = elements.indices.map { index in
      let inPairs = before[index][1..<pairs]
      return count == 2 * pairs
        ? inPairs : concatenate([inPairs, elements[index][(count - 1)..<count]], axis: 0)
    }
    let even = evenCount == 1 ? [] : combine(odd.map { $0[0..<evenCount - 1] }, later)
    return elements.indices.map { index in
      let first = elements[index][0..<1]
      let evens = even.isEmpty ? first : concatenate([first, even[index]], axis: 0)
      let woven = stack([evens[0..<pairs], odd[index]], axis: 1).reshaped(
        [2 * pairs] + evens.shape.dropFirst())
      return count == 2 * pairs ? woven : concatenate([woven, evens[pairs..<evenCount]], axis: 0)
    }
  }
}
