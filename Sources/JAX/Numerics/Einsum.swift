import JAXIR
import JAXPrimitives

/// The sum of products that `equation` says, as NumPy's `einsum`: a letter for each axis of each operand, and after
/// `->` those of the result. Letters that are not in the result are summed over.
///
/// ```swift
/// einsum("bhqd,bhkd->bhqk", queries, keys)   // a product of matrices for each b and h
/// einsum("ij->ji", x)                         // a transposition
/// ```
///
/// Without `->` the result has the letters that occur once, in alphabetical order. Operands are taken from left to
/// right. A letter may not stand twice for one operand.
public func einsum(
  _ equation: String, _ operands: Tensor..., file: String = #fileID, line: Int = #line
) -> Tensor {
  let call = OperationCall("einsum", file, line)
  return call.run(operands) { () throws(JAXError) in
    let equation = try EinsumEquation(equation)
    try equation.check(operands)
    var (labels, result) = (equation.operands[0], operands[0])
    for (index, operand) in operands.enumerated().dropFirst() {
      let needed = Set(equation.result).union(equation.operands[(index + 1)...].joined())
      (labels, result) = try call.contract(
        (labels, result), (equation.operands[index], operand), keeping: needed)
    }
    (labels, result) = try call.sum((labels, result)) { equation.result.contains($0) }
    return try call.transpose(result, equation.result.map { labels.firstIndex(of: $0)! })
  }
}

extension OperationCall {
  fileprivate typealias Labelled = (labels: [Character], tensor: Tensor)

  /// The product of two, summed over the letters that nobody needs any more.
  fileprivate func contract(
    _ a: Labelled, _ b: Labelled, keeping needed: Set<Character>
  ) throws(JAXError) -> Labelled {
    // What only one of them has and nobody needs is summed first: the product is then smaller.
    let a = try sum(a) { needed.contains($0) || b.labels.contains($0) }
    let b = try sum(b) { needed.contains($0) || a.labels.contains($0) }
    let shared = a.labels.filter(b.labels.contains)
    let (batch, contracted) = (shared.filter(needed.contains), shared.filter { !needed.contains($0) })
    func axes(_ labels: [Character], of labelled: Labelled) -> [Int] {
      labels.map { labelled.labels.firstIndex(of: $0)! }
    }
    let tensor = try product(
      a.tensor, b.tensor, axes(contracted, of: a), axes(contracted, of: b),
      batch: (axes(batch, of: a), axes(batch, of: b)))
    return (batch + (a.labels + b.labels).filter { !shared.contains($0) }, tensor)
  }

  /// The sum over the axes whose letters are not to keep.
  fileprivate func sum(
    _ x: Labelled, where isKept: (Character) -> Bool
  ) throws(JAXError) -> Labelled {
    let axes = x.labels.indices.filter { !isKept(x.labels[$0]) }
    guard !axes.isEmpty else { return x }
    return (x.labels.filter(isKept), try reduce(ReduceSum.self, x.tensor, axes: axes, keepingAxes: false))
  }
}

/// The letters of the axes of each operand and of the result.
private struct EinsumEquation {
  let text: String
  let operands: [[Character]]
  let result: [Character]

  /// - Throws: `invalidArgument`.
  init(_ text: String) throws(JAXError) {
    self.text = text
    let sides = text.filter { $0 != " " }.split(separator: "->", omittingEmptySubsequences: false)
    operands = sides[0].split(separator: ",", omittingEmptySubsequences: false).map(Array.init)
    let all = operands.joined()
    result =
      sides.count > 1
      ? Array(sides[1]) : Set(all).filter { letter in all.count { $0 == letter } == 1 }.sorted()
    guard sides.count <= 2, (all + result).allSatisfy({ $0.isASCII && $0.isLetter }) else {
      throw JAXError(
        .invalidArgument, "'\(text)' is not letters for each operand, then -> and letters for the result",
        hint: "for example einsum(\"ij,jk->ik\", a, b)")
    }
    for labels in operands + [result] where Set(labels).count < labels.count {
      throw JAXError(.invalidArgument, "a letter stands twice in '\(String(labels))' of '\(text)'")
    }
    if let letter = result.first(where: { !all.contains($0) }) {
      throw JAXError(.invalidArgument, "'\(letter)' of the result is of no operand in '\(text)'")
    }
  }

  /// - Throws: `invalidArgument`, `shapeMismatch` when the operands are not what the letters say.
  func check(_ tensors: [Tensor]) throws(JAXError) {
    guard tensors.count == operands.count else {
      throw JAXError(.invalidArgument, "'\(text)' is of \(operands.count) operands, not \(tensors.count)")
    }
    var extents: [Character: Int] = [:]
    for (labels, tensor) in zip(operands, tensors) {
      guard labels.count == tensor.rank else {
        throw JAXError(
          .shapeMismatch,
          "'\(String(labels))' of '\(text)' is not for the \(tensor.rank) axes of \(tensor.type)")
      }
      for (label, extent) in zip(labels, tensor.shape) {
        guard extents.updateValue(extent, forKey: label).map({ $0 == extent }) ?? true else {
          let types = tensors.map(\.type.description).joined(separator: " and ")
          throw JAXError(.shapeMismatch, "'\(label)' of '\(text)' has several extents in \(types)")
        }
      }
    }
  }
}
