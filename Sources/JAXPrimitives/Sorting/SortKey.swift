import JAXIR

/// What a comparator compares of an element, where it is of the form `f(a…) < f(b…)` or `>`: then `f` needs to be
/// computed only once for each element.
struct SortKey {
  /// The dtype of the key: for floats, integers of the same order.
  let dtype: DType
  private let comparison: Compare
  /// `f`, with the parameters of the comparator, of which it reads the first of each pair.
  private let left: Region
  private let type: TensorType

  /// Nil for a comparator of another form, or one that compares what it is given.
  init?(_ comparator: Region) {
    let graph = comparator.graph
    guard let last = graph.instructions.last, last.results == graph.results,
      let comparison = last.primitive as? Compare, [.less, .greater].contains(comparison.comparison),
      let type = graph[type: last.operands[0]].tensor, !type.dtype.isComplex,
      // An order of floats that is none, NaNs left out, is no order of integers.
      !type.dtype.isFloat || comparison.isTotal,
      let first = SortKey.side(graph, last.operands[0], parity: 0),
      let second = SortKey.side(graph, last.operands[1], parity: 1), first == second
    else { return nil }
    self.comparison = comparison
    self.type = type
    left = first
    // Nothing is gained by a copy of what is there.
    guard type.dtype.isFloat || !first.graph.instructions.isEmpty else { return nil }
    dtype = type.dtype.isFloat ? type.dtype.signedOfSameWidth : type.dtype
  }

  /// The part of a comparator that `value` depends on, by parameters of one element of each pair, for all pairs; nil if
  /// it depends on others too.
  private static func side(_ graph: Graph, _ value: Graph.Value, parity: Int) -> Region? {
    var isNeeded = [Bool](repeating: false, count: graph.types.count)
    isNeeded[value.index] = true
    for instruction in graph.instructions.reversed() where isNeeded[instruction.results[0].index] {
      guard instruction.regions.isEmpty else { return nil }
      for operand in instruction.operands { isNeeded[operand.index] = true }
    }
    let builder = GraphBuilder()
    var values = [Graph.Value?](repeating: nil, count: graph.types.count)
    for parameter in graph.parameters {
      if isNeeded[parameter.index], parameter.index % 2 != parity { return nil }
      guard parameter.index % 2 == parity else { continue }
      values[parameter.index] = builder.parameter(graph[type: parameter])
    }
    for instruction in graph.instructions where isNeeded[instruction.results[0].index] {
      guard
        let results = try? builder.append(
          instruction.primitive, instruction.operands.compactMap { values[$0.index] })
      else { return nil }
      for (old, new) in zip(instruction.results, results) { values[old.index] = new }
    }
    return values[value.index].map { Region(builder.finish(name: "key", results: [$0])) }
  }

  /// The key of an element of each tensor.
  func key(of elements: [Element], _ builder: KernelBuilder) throws(JAXError) -> Scalar {
    let value = try builder.inline(left, elements)[0].scalar
    return type.dtype.isFloat ? value.totalOrderKey : value
  }

  /// Whether the first of two keys comes before the second.
  func compare(_ left: Scalar, _ right: Scalar) -> Scalar { left.compare(comparison.comparison, right) }
}
