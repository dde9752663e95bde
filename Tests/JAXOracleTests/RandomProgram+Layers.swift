import JAXIR
import JAXPrimitives

/// Patterns of several products and reductions, as models have them.
extension RandomProgram {
  mutating func appendLayer() throws {
    switch int(0...9) {
    case 0..<2: try appendAttention()
    case 2..<4: try appendBatchedProduct()
    case 4..<6: try appendLogSumExp()
    case 6..<8: try appendVariance()
    case 8: try appendNearest()
    default: if !isSmooth, chance(0.3) { try appendLongReduction() }
    }
  }

  private mutating func floats() -> DType {
    isSmooth ? .float64 : choice([.float32, .float32, .float64, .float16, .bfloat16])
  }

  private mutating func constant(_ value: Double, like type: TensorType) throws -> Graph.Value {
    let literal = Literal(splat: Kernel.Constant(type.dtype, value), shape: type.shape)
    return try append(Constant(literal), [])[0]
  }

  /// A product whose rows are normalised, and that feeds a product.
  private mutating func appendAttention() throws {
    patterns.insert(.attention)
    let dtype = floats()
    let (rows, columns, depth) = (choice([1, 3, 5, 9]), choice([2, 5, 8, 17]), choice([1, 2, 4, 7]))
    let batch = chance(0.5) ? [choice([1, 2, 3])] : []
    let own = batch.indices.map(\.self)
    let first = batch.count
    let queries = try value(of: TensorType(dtype, Shape(batch + [rows, depth])))
    // Keys by rows or by columns: the right side is transposed or not.
    let isTransposed = chance(0.5)
    let keys = try value(
      of: TensorType(dtype, Shape(batch + (isTransposed ? [columns, depth] : [depth, columns]))))
    let values = try value(of: TensorType(dtype, Shape(batch + [columns, depth])))
    var scores = try append(
      DotGeneral(
        lhsBatch: own, rhsBatch: own, lhsContracting: [first + 1],
        rhsContracting: [isTransposed ? first + 1 : first], resultDType: dtype), [queries, keys])[0]
    if chance(0.6) { scores = try append(Multiply(), [scores, try constant(0.5, like: type(scores))])[0] }
    let scoreType = type(scores)
    let axes = [first + 1]
    let largest = try repeated(reduced(ReduceMax.self, scores, axes), axes, like: scoreType)
    let weights = try append(Exp(), [try append(Subtract(), [scores, largest])[0]])[0]
    let sums = try repeated(reduced(ReduceSum.self, weights, axes), axes, like: scoreType)
    let shares = try append(Divide(), [weights, sums])[0]
    let product = DotGeneral(
      lhsBatch: own, rhsBatch: own, lhsContracting: axes, rhsContracting: [first], resultDType: dtype)
    var result = try append(product, [shares, values])[0]
    if chance(0.3) { result = try append(Add(), [result, queries])[0] }
    if chance(0.3) { _ = try reduced(ReduceSum.self, result, [first + 1]) }
  }

  /// A batch of products of operands that are computed, in any layout, with something done to each result.
  private mutating func appendBatchedProduct() throws {
    patterns.insert(.batchedProduct)
    let dtype = floats()
    let (rows, columns, depth) = (choice([1, 2, 6, 13]), choice([1, 4, 9, 16]), choice([0, 1, 3, 8]))
    let batch = choice([1, 2, 3])
    func layout(_ extents: [Int], _ places: [Int]) throws -> TensorType {
      TensorType(dtype, try Shape(places.map { extents[$0] }))
    }
    let left = [0, 1, 2].shuffled(using: &random)
    let right = [0, 1, 2].shuffled(using: &random)
    let a = try value(of: try layout([batch, rows, depth], left))
    let b = try value(of: try layout([batch, depth, columns], right))
    let prologue = try append(Tanh(), [chance(0.5) ? a : try append(Negate(), [a])[0]])[0]
    let product = DotGeneral(
      lhsBatch: [left.firstIndex(of: 0)!], rhsBatch: [right.firstIndex(of: 0)!],
      lhsContracting: [left.firstIndex(of: 2)!], rhsContracting: [right.firstIndex(of: 1)!],
      resultDType: dtype)
    let result = try append(product, [chance(0.5) ? prologue : a, b])[0]
    let type = type(result)
    let active = try append(Maximum(), [result, try constant(0, like: type)])[0]
    if chance(0.5) { try append(Add(), [active, try value(of: type)]) }
    if chance(0.5) { _ = try reduced(ReduceSum.self, active, [choice([0, 1, 2])]) }
    if chance(0.3) { try append(Transpose(permutation: [2, 0, 1]), [result]) }
  }

  private mutating func appendLogSumExp() throws {
    guard let value = anyValue(where: { $0.rank > 0 && $0.dtype.isFloat }) else { return }
    patterns.insert(.logSumExp)
    let type = type(value)
    let axes = (0..<type.rank).filter { _ in chance(0.6) }
    let largest = try reduced(ReduceMax.self, value, axes)
    let centred = try append(Subtract(), [value, try repeated(largest, axes, like: type)])[0]
    let sum = try reduced(ReduceSum.self, try append(Exp(), [centred])[0], axes)
    let result = try append(Add(), [try append(Log(), [sum])[0], largest])[0]
    if chance(0.5) { try append(Subtract(), [value, try repeated(result, axes, like: type)]) }
  }

  private mutating func appendVariance() throws {
    guard let value = anyValue(where: { $0.rank > 0 && $0.dtype.isFloat }) else { return }
    patterns.insert(.variance)
    let type = type(value)
    let axes = (0..<type.rank).filter { _ in chance(0.5) }
    let sum = try reduced(ReduceSum.self, value, axes)
    let count = try constant(Double(axes.reduce(1) { $0 * type.shape[$1] }), like: self.type(sum))
    let mean = try append(Divide(), [sum, count])[0]
    let centred = try append(Subtract(), [value, try repeated(mean, axes, like: type)])[0]
    let squares = try reduced(ReduceSum.self, try append(Multiply(), [centred, centred])[0], axes)
    let variance = try append(Divide(), [squares, count])[0]
    // Of a variance of 0 the root has no derivative, which regions do not show.
    if chance(0.5), !isSmooth || depth == 0 { try append(Sqrt(), [variance]) }
  }

  /// The position of the largest of what a product gives in each row, and which rows have the same.
  private mutating func appendNearest() throws {
    patterns.insert(.nearest)
    let dtype = isSmooth ? .float64 : choice([DType.float32, .float64])
    let (points, centres, depth) = (choice([3, 9, 20]), choice([2, 5, 8]), choice([1, 2, 4]))
    let a = try value(of: TensorType(dtype, Shape([points, depth])))
    let b = try value(of: TensorType(dtype, Shape([centres, depth])))
    let product = DotGeneral(lhsContracting: [1], rhsContracting: [1], resultDType: dtype)
    let distances = try append(product, [a, b])[0]
    let indexType = TensorType(.int32, try Shape([points, centres]))
    let indices = try append(Iota(.int32, shape: indexType.shape.extents, axis: 1), [])[0]
    let order = ReductionOrder.standard(dtype, indexType.shape, axes: [1])
    let least = try append(Constant(Literal(splat: Kernel.Constant(dtype, -.infinity), shape: .scalar)), [])[
      0]
    let none = try append(Constant(Literal(splat: Kernel.Constant(.int32, integer: 0), shape: .scalar)), [])[
      0]
    let nearest = try append(
      Reduce(axes: [1], order: order), [distances, indices, least, none],
      regions: [.argumentOfMaximum(dtype, .int32)])[1]
    let isMember = try append(
      Compare(.equal), [indices, try repeated(nearest, [1], like: indexType)])[0]
    let members = try append(Convert(dtype), [isMember])[0]
    try append(DotGeneral(lhsContracting: [0], rhsContracting: [0], resultDType: dtype), [members, a])
    _ = try reduced(ReduceSum.self, members, [0])
  }

  /// So many elements that the standard order has blocks.
  private mutating func appendLongReduction() throws {
    patterns.insert(.longReduction)
    let dtype = choice([DType.float32, .float64])
    let extents = choice([[20_011], [33_000], [3, 17_000], [17_000, 2]])
    let type = TensorType(dtype, try Shape(extents))
    let position = try append(Iota(dtype, shape: extents, axis: extents[0] > 3 ? 0 : 1), [])[0]
    let scale = try append(
      BroadcastInDim(shape: extents, axes: []), [try value(of: .scalar(dtype))])[0]
    let scaled = try append(Multiply(), [position, scale])[0]
    let axes = extents.count == 1 || chance(0.5) ? Array(extents.indices) : [extents[0] > 3 ? 0 : 1]
    let order = ReductionOrder.standard(dtype, type.shape, axes: axes)
    // What is long stays inside: nothing else reads it.
    values.removeLast(3)
    try append(ReduceSum(axes: axes, order: order), [chance(0.5) ? scaled : position])
    isRead.insert(scaled)
  }
}

extension RandomProgram {
  /// What programs are meant to have now and then.
  enum Pattern: String, CaseIterable {
    case softmax, normalisation, moments, layer
    case attention, batchedProduct, logSumExp, variance, nearest, longReduction
  }
}
