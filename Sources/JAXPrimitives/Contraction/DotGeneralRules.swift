package import JAXIR

extension DotGeneral: BilinearPrimitive {
  /// The product rule; `bool`s and integers have no tangents.
  package func jvp(_ rule: JVPRule) throws(JAXError) -> JVPRule.Results {
    guard resultDType.isFloat || resultDType.isComplex else { return (rule.apply(self), [nil]) }
    let (lhs, rhs) = (rule.primals[0], rule.primals[1])
    let left = rule.tangents[0].map { Tracer.apply(self, $0, rhs) }
    let right = rule.tangents[1].map { Tracer.apply(self, lhs, $0) }
    return (rule.apply(self), [.sum(left, right)])
  }

  /// `g·bᵀ`: the cotangent of the result against the right side, contracted over the right side's own axes.
  package func transposed(
    _ cotangent: Tracer, to left: TensorType, with right: Tracer
  ) throws(JAXError) -> Tracer {
    let batch = Array(lhsBatch.indices)
    let free = lhsFree(rank: left.rank)
    let rhsFree = rhsFree(rank: right.shape.rank)
    let product = DotGeneral(
      lhsBatch: batch, rhsBatch: rhsBatch,
      lhsContracting: rhsFree.indices.map { batch.count + free.count + $0 },
      rhsContracting: rhsFree, resultDType: left.dtype)
    // What the right side has left are its contracting axes in ascending order.
    let pairs = zip(rhsContracting, lhsContracting).sorted { $0.0 < $1.0 }.map(\.1)
    return Tracer.apply(product.ordered(cotangent, right), cotangent, right).scatteringAxes(
      to: lhsBatch + free + pairs)
  }

  /// `aᵀ·g`: the left side, contracted over its own axes, against the cotangent of the result.
  package func transposed(
    _ cotangent: Tracer, with left: Tracer, to right: TensorType
  ) throws(JAXError) -> Tracer {
    let batch = Array(lhsBatch.indices)
    let lhsFree = lhsFree(rank: left.shape.rank)
    let product = DotGeneral(
      lhsBatch: lhsBatch, rhsBatch: batch, lhsContracting: lhsFree,
      rhsContracting: lhsFree.indices.map { batch.count + $0 }, resultDType: right.dtype)
    let pairs = zip(lhsContracting, rhsContracting).sorted { $0.0 < $1.0 }.map(\.1)
    return Tracer.apply(product.ordered(left, cotangent), left, cotangent)
      .scatteringAxes(to: rhsBatch + pairs + rhsFree(rank: right.rank))
  }

  /// A batch axis of both sides becomes a batch axis of the product, one of a single side stays one of its axes.
  ///
  /// The former keeps the order of sums, and so does a product that sums one after the other: it is bit for bit the
  /// products one by one. Lanes and blocks are for few results; where there are more now, as in a matrix with many
  /// vectors, the order is the standard one of the larger product.
  package func batched(_ rule: BatchingRule) throws(JAXError) -> BatchingRule.Results {
    let (lhs, rhs) = (rule.operands[0], rule.operands[1])
    var product = self
    if let axis = rule.axes[0] {
      product.lhsBatch = lhsBatch.shifted(past: axis)
      product.lhsContracting = lhsContracting.shifted(past: axis)
    }
    if let axis = rule.axes[1] {
      product.rhsBatch = rhsBatch.shifted(past: axis)
      product.rhsContracting = rhsContracting.shifted(past: axis)
    }
    let resultAxis: Int
    switch (rule.axes[0], rule.axes[1]) {
    case (let left?, let right?):
      product.lhsBatch.insert(left, at: 0)
      product.rhsBatch.insert(right, at: 0)
      resultAxis = 0
    case (let left?, nil):
      if order != .sequential { product = product.ordered(lhs, rhs) }
      resultAxis = lhsBatch.count + product.lhsFree(rank: lhs.shape.rank).firstIndex(of: left)!
    case (nil, let right?):
      if order != .sequential { product = product.ordered(lhs, rhs) }
      resultAxis =
        lhsBatch.count + product.lhsFree(rank: lhs.shape.rank).count
        + product.rhsFree(rank: rhs.shape.rank).firstIndex(of: right)!
    case (nil, nil): preconditionFailure("no operand is batched")
    }
    return ([Tracer.apply(product, lhs, rhs)], [resultAxis])
  }
}

extension [Int] {
  /// The same axes of a tensor that has a new one at `axis`.
  fileprivate func shifted(past axis: Int) -> [Int] { map { $0 < axis ? $0 : $0 + 1 } }
}

extension Tracer {
  /// The transpose whose axis `destinations[i]` is axis `i` of this tensor.
  fileprivate func scatteringAxes(to destinations: [Int]) -> Tracer {
    var permutation = [Int](repeating: 0, count: destinations.count)
    for (source, destination) in destinations.enumerated() { permutation[destination] = source }
    return permutation == Array(permutation.indices) ? self : transpose(permutation)
  }
}

extension DotGeneral {
  /// The product in the order that is standard for these operands.
  fileprivate func ordered(_ lhs: Tracer, _ rhs: Tracer) -> DotGeneral {
    ordered(TensorType(lhs.dtype, lhs.shape), TensorType(rhs.dtype, rhs.shape))
  }
}
