import JAXIR
import JAXPrimitives

/// Patterns of several passes over rows or columns, as layers of networks have them.
extension RandomProgram {
  mutating func appendRowPattern() throws {
    guard let value = anyValue(where: { $0.rank > 0 && $0.dtype.isFloat }) else {
      return try appendProductOfRows()
    }
    let type = type(value)
    // Any axes: the last ones are rows, the first ones columns.
    let axes = (0..<type.rank).filter { _ in chance(0.5) }
    switch int(0...5) {
    case 0: _ = try appendSoftmax(of: value, type, axes)
    case 1: try appendNormalisation(of: value, type, axes)
    case 2: try appendMoments(of: value, type, axes)
    case 3, 4: try appendAttention()
    default: try appendProductOfRows()
    }
  }

  mutating func reduced(
    _ reduction: (some MonoidReduction).Type, _ value: Graph.Value, _ axes: [Int]
  ) throws -> Graph.Value {
    let type = type(value)
    let standard = ReductionOrder.standard(type.dtype, type.shape, axes: axes)
    let order = chance(0.7) ? standard : ReductionOrder(lanes: 1 << int(0...5), block: chance(0.5) ? 0 : 3)
    return try append(reduction.init(axes: axes, order: order), [value])[0]
  }

  /// A tensor without `axes` repeated along them.
  mutating func repeated(_ value: Graph.Value, _ axes: [Int], like type: TensorType) throws
    -> Graph.Value
  {
    let kept = (0..<type.rank).filter { !axes.contains($0) }
    return try append(BroadcastInDim(shape: type.shape.extents, axes: kept), [value])[0]
  }

  private mutating func appendSoftmax(
    of value: Graph.Value, _ type: TensorType, _ axes: [Int]
  ) throws -> Graph.Value {
    patterns.insert(.softmax)
    let largest = try repeated(reduced(ReduceMax.self, value, axes), axes, like: type)
    let exponentials = try append(Exp(), [try append(Subtract(), [value, largest])[0]])[0]
    let sum = try reduced(ReduceSum.self, exponentials, axes)
    if chance(0.3) { try append(Log(), [sum]) }
    return try append(Divide(), [exponentials, try repeated(sum, axes, like: type)])[0]
  }

  private mutating func appendNormalisation(of value: Graph.Value, _ type: TensorType, _ axes: [Int]) throws {
    patterns.insert(.normalisation)
    let mean = try reduced(ReduceSum.self, value, axes)
    let centred = try append(Subtract(), [value, try repeated(mean, axes, like: type)])[0]
    let variance = try reduced(ReduceSum.self, try append(Multiply(), [centred, centred])[0], axes)
    let scale = try append(Rsqrt(), [variance])[0]
    let normal = try append(Multiply(), [centred, try repeated(scale, axes, like: type)])[0]
    try append(Add(), [normal, try self.value(of: type)])
  }

  /// Several results of one walk.
  private mutating func appendMoments(of value: Graph.Value, _ type: TensorType, _ axes: [Int]) throws {
    patterns.insert(.moments)
    let sum = try reduced(ReduceSum.self, value, axes)
    let squares = try reduced(ReduceSum.self, try append(Multiply(), [value, value])[0], axes)
    let largest = try reduced(ReduceMax.self, try append(Abs(), [value])[0], axes)
    try append(Add(), [try append(Subtract(), [squares, sum])[0], largest])
  }

  /// Rows between two products, which one kernel makes a block at a time, or in many ways almost that.
  private mutating func appendAttention() throws {
    guard
      let queries = anyValue(where: {
        [2, 3].contains($0.rank) && $0.dtype.isFloat && $0.shape.count <= 1_200
      })
    else { return try appendProductOfRows() }
    let type = type(queries)
    let batch = Array(type.shape.extents.dropLast(2))
    let (rows, depth) = (type.shape[type.rank - 2], type.shape[type.rank - 1])
    let (length, width) = (choice([1, 3, 8, 17, 33]), choice([1, 2, 5, 16]))
    func tensor(_ extents: [Int]) throws -> TensorType { type.with(shape: try Shape(batch + extents)) }
    let axes = Array(batch.indices)
    let (first, second) = (axes.count, axes.count + 1)
    let isTransposed = chance(0.5)
    let keys = try value(of: tensor(isTransposed ? [depth, length] : [length, depth]))
    let isSwapped = chance(0.2)
    let keyAxis = isTransposed ? first : second
    let scores = DotGeneral(
      lhsBatch: axes, rhsBatch: axes, lhsContracting: [isSwapped ? keyAxis : second],
      rhsContracting: [isSwapped ? second : keyAxis], resultDType: type.dtype)
    var result = try append(scores, isSwapped ? [keys, queries] : [queries, keys])[0]
    let scoresType = try tensor(isSwapped ? [length, rows] : [rows, length])
    if chance(0.6) { result = try append(Multiply(), [result, try value(of: scoresType)])[0] }
    let own = isSwapped ? first : second
    switch int(0...3) {
    case 0: result = try append(Tanh(), [result])[0]
    case 1:
      let largest = try repeated(reduced(ReduceMax.self, result, [own]), [own], like: scoresType)
      result = try append(Add(), [result, largest])[0]
    default: result = try appendSoftmax(of: result, scoresType, [own])
    }
    let product = DotGeneral(
      lhsBatch: axes, rhsBatch: axes, lhsContracting: [own], rhsContracting: [first], resultDType: type.dtype)
    result = try append(product, [result, try value(of: tensor([length, width]))])[0]
    if chance(0.4) { try append(Tanh(), [result]) }
  }

  /// A product with what a layer does to it: bias, activation, residual.
  private mutating func appendProductOfRows() throws {
    guard let value = anyValue(where: { $0.rank == 2 && $0.dtype.isFloat && $0.shape.count <= 200 }) else {
      return
    }
    patterns.insert(.layer)
    let type = type(value)
    let width = choice([1, 3, 8, 17])
    let weights = try self.value(of: type.with(shape: try Shape([type.shape[1], width])))
    let product = DotGeneral(lhsContracting: [1], rhsContracting: [0], resultDType: type.dtype)
    let result = try append(product, [value, weights])[0]
    let resultType = self.type(result)
    let bias = try self.value(of: type.with(shape: try Shape([width])))
    let sum = try append(Add(), [result, try repeated(bias, [0], like: resultType)])[0]
    let active = try append(chance(0.5) ? Tanh() as any Primitive : Exp(), [sum])[0]
    if chance(0.5) { try append(Add(), [active, chance(0.5) ? result : try self.value(of: resultType)]) }
  }
}
