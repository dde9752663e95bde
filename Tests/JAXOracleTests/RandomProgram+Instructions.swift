import JAXIR
import JAXPrimitives

extension RandomProgram {
  /// Appends an instruction of a random kind; none where the values at hand do not fit it.
  mutating func appendAny() throws {
    switch int(0...99) {
    case 0..<4 where depth < 3: try appendControl()
    case 4..<6: try appendSort()
    case 0..<35: try appendElementwise()
    case 35..<45: try appendRowPattern()
    case 45..<60: try appendMovement()
    case 60..<64: try appendIndexing()
    case 64..<66: try appendWindows()
    case 66..<70: try appendLayer()
    case 70..<78: try appendReduction()
    case 78..<80: try appendLinearAlgebra()
    case 80..<84: try appendGeneralReduction()
    case 84..<88: try appendProduct()
    case 88..<91: try appendConstant()
    case 91..<94 where depth == 0: try appendCall()
    case 94..<99 where !isSmooth && (depth == 0 || token != nil): try appendEffect()
    default: try appendElementwise()
    }
  }

  // MARK: Element-wise

  mutating func appendElementwise() throws {
    guard let value = anyValue() else { return }
    let type = type(value)
    let sample = choice(isSmooth ? PrimitiveSample.tame : choice(PrimitiveSample.elementwise))
    guard var application = sample.application(type.dtype, 1) else { return }
    application.operands = application.operands.map { .tensor($0.tensor!.with(shape: type.shape)) }
    var operands: [Graph.Value] = []
    for operand in application.operands.compactMap(\.tensor) {
      operands.append(operand == type && operands.isEmpty ? value : try self.value(of: operand))
    }
    if operands.count > 1, chance(0.5) {
      // The value at hand may be any operand, so that producers of each are fused.
      let positions = operands.indices.filter { self.type(operands[$0]) == self.type(operands[0]) }
      operands.swapAt(0, choice(positions))
    }
    if (application.primitive as? Compare)?.isTotal == true {
      operands = try operands.map { try withoutPayloads($0) }
    }
    try append(application.primitive, operands)
  }

  private mutating func appendConstant() throws {
    let type = TensorType(choice(dtypes), choice(shapes))
    if type.rank > 0, type.dtype != .bool, chance(0.5) {
      try append(Iota(type.dtype, shape: type.shape.extents, axis: int(0...type.rank - 1)), [])
    } else {
      try append(Constant(.random(type, specials: 0.2, &random)), [])
    }
  }

  // MARK: Effects

  mutating func appendEffect() throws {
    let first = try token ?? append(CreateToken(), [])[0]
    guard let value = anyValue() else {
      token = first
      return
    }
    if chance(0.3) {
      let comparison = choice([Check.Comparison.equal, .close(ulps: 3), .almostEqual(tolerance: 0.5)])
      token = try append(Check(comparison), [first, value, try self.value(of: type(value))])[0]
    } else {
      let others = chance(0.3) ? [anyValue()].compactMap(\.self) : []
      token = try append(Record(), [first, value] + others)[0]
    }
  }

  mutating func appendCall() throws {
    let operands = (0..<int(1...3)).compactMap { _ in anyValue() }
    let (region, isOrdered) = try region(operands.map(type))
    let call = Call("f", isOrdered: isOrdered)
    guard isOrdered else {
      try append(call, operands, regions: [region])
      return
    }
    let first = try token ?? append(CreateToken(), [])[0]
    token = try append(call, [first] + operands, regions: [region])[0]
  }

  // MARK: Reductions and products

  private mutating func axes(_ type: TensorType) -> [Int] {
    chance(0.1) ? [] : (0..<type.rank).filter { _ in chance(0.6) }
  }

  private mutating func order(_ standard: ReductionOrder) -> ReductionOrder {
    chance(0.6)
      ? standard : ReductionOrder(lanes: 1 << int(0...5), block: chance(0.5) ? 0 : choice([2, 3, 7, 16, 40]))
  }

  mutating func appendReduction() throws {
    guard let value = anyValue(where: { $0.rank > 0 }) else { return }
    let type = type(value)
    let axes = axes(type)
    let order = order(.standard(type.dtype, type.shape, axes: axes))
    var reductions: [any MonoidReduction] = [
      ReduceSum(axes: axes, order: order), ReduceProduct(axes: axes, order: order),
    ]
    if !type.dtype.isComplex {
      reductions += [ReduceMax(axes: axes, order: order), ReduceMin(axes: axes, order: order)]
    }
    if type.dtype.isInteger || type.dtype == .bool {
      reductions += [ReduceAnd(axes: axes, order: order), ReduceOr(axes: axes, order: order)]
    }
    try append(choice(reductions), [value])
  }

  mutating func appendGeneralReduction() throws {
    guard let value = anyValue(where: { $0.rank > 0 }) else { return }
    let type = type(value)
    let axes = axes(type)
    let kept = type.shape.removing(axes)
    if chance(0.5), !type.dtype.isComplex {
      let index = choice([DType.int32, .int64, .uint8])
      let indices = type.with(dtype: index)
      let reduce = Reduce(axes: axes, order: order(.standard(type.dtype, type.shape, axes: axes)))
      let operands = [value, try self.value(of: indices)]
      let initial = [try self.value(of: .scalar(type.dtype)), try self.value(of: .scalar(index))]
      try append(reduce, operands + initial, regions: [.argumentOfMaximum(type.dtype, index)])
    } else {
      let reduce = Reduce(axes: axes, order: order(.standard(type.dtype, type.shape, axes: axes)))
      let start = type.with(shape: chance(0.5) ? .scalar : kept)
      // The derivative takes any factor to start from once, the reduction once for each accumulator.
      let initial = try isSmooth ? append(Constant(Literal(1, start)), [])[0] : self.value(of: start)
      let isProduct = chance(0.5) || type.dtype.isComplex
      let region = Region.scalars([type.dtype, type.dtype]) { value in
        [isProduct ? .apply(Multiply(), value[0], value[1]) : .apply(Maximum(), value[1], value[0])]
      }
      try append(reduce, [value, initial], regions: [region])
    }
  }

  mutating func appendProduct() throws {
    guard let value = anyValue(where: { (1...3).contains($0.rank) && $0.shape.count <= 200 }) else { return }
    let lhs = type(value)
    var axes = Array(0..<lhs.rank).shuffled(using: &random)
    let contracting = Array(axes.prefix(int(0...min(2, axes.count))))
    axes.removeFirst(contracting.count)
    let batch = axes.isEmpty || chance(0.5) ? [] : [axes[0]]
    let free = (0..<int(0...2)).map { _ in choice([1, 2, 3, 4, 8, 17]) }
    let count = lhs.shape.count * free.reduce(1, *)
    guard count <= 4_000 else { return }
    // The right side has the paired axes and free ones, in any order.
    let extents = contracting.map { lhs.shape[$0] } + batch.map { lhs.shape[$0] } + free
    let order = Array(extents.indices).shuffled(using: &random)
    let rhs = lhs.with(shape: try Shape(order.map { extents[$0] }))
    let places = extents.indices.map { order.firstIndex(of: $0)! }
    let product = DotGeneral(
      lhsBatch: batch, rhsBatch: Array(places[contracting.count...].prefix(batch.count)),
      lhsContracting: contracting, rhsContracting: Array(places.prefix(contracting.count)),
      resultDType: lhs.dtype)
    let right = try self.value(of: rhs)
    guard let result = try? product.resultTypes(of: [.tensor(lhs), .tensor(rhs)], regions: [])[0].tensor,
      result.shape.count <= 2 * Self.maximumCount
    else { return }
    try append(product, [value, right])
  }
}
