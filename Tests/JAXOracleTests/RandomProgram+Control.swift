import JAXCompiler
import JAXIR
import JAXPrimitives

extension RandomProgram {
  mutating func appendControl() throws {
    switch int(0...9) {
    case 0..<3: try appendLoop()
    case 3..<6: try appendScan()
    case 6: try appendFunction()
    default: try appendChoice()
    }
  }

  /// A loop of up to four turns, most often by a counter alone; whose state may change places.
  mutating func appendLoop() throws {
    let isScalar = chance(0.4)
    let state = try controlOperands(0...3, isScalar: isScalar)
    let invariants = try controlOperands(0...2, isScalar: isScalar)
    let counter = TensorType.scalar(choice([.int32, .int64, .uint8]))
    let zero = Literal(splat: Kernel.Constant(counter.dtype, integer: 0), shape: .scalar)
    let operands = try append(Constant(zero), []) + state + invariants
    let types = [counter] + (state + invariants).map(type)
    let trips = int(0...4)
    let endsEarly = !isSmooth && chance(0.3)
    let chain = try chain()
    let place = chain.isEmpty ? nil : 0
    let condition = try region(
      types, isScalar: isScalar, size: endsEarly ? 2 : 0, tokenAt: place, givesToken: false
    ) { body, parameters in
      let limit = Literal(splat: Kernel.Constant(counter.dtype, integer: trips), shape: .scalar)
      let isInside = try body.append(
        Compare(.less), [parameters[0], try body.append(Constant(limit), [])[0]])
      guard endsEarly else { return isInside }
      return try body.append(And(), isInside + [try body.value(of: .scalar(.bool))])
    }
    let step = try region(
      types, isScalar: isScalar, size: int(0...6), mayHaveEffects: true, tokenAt: place
    ) { body, parameters in
      let one = Literal(splat: Kernel.Constant(counter.dtype, integer: 1), shape: .scalar)
      let next = try body.append(Add(), [parameters[0], try body.append(Constant(one), [])[0]])
      return try next + state.indices.map { try body.value(of: types[$0 + 1]) }
    }
    let loop = While(invariants: invariants.count)
    continueChain(try append(loop, chain + operands, regions: [condition, step]))
  }

  /// A function that says how it is to be differentiated: as it would be anyway.
  mutating func appendFunction() throws {
    let operands = try controlOperands(1...3, isScalar: false)
    guard !operands.isEmpty else { return }
    let types = operands.map(type)
    let body = try region(types, isScalar: false, size: int(1...5)) { body, _ in
      try (0..<2).map { _ in try body.value(of: types[0]) }
    }
    let active = types.map { $0.dtype.isFloat || $0.dtype.isComplex }
    let given = active[0] ? [true, true] : [false, false]
    // A pullback of its own has no derivative forwards.
    switch isSmooth ? choice([0, 2]) : int(0...2) {
    case 0:
      let derivative = try? body.graph.jvp(active, including: given).graph
      guard let derivative else { return }
      try append(CustomJvp("f"), operands, regions: [body, Region(derivative)])
    case 1:
      guard let parts = try? body.graph.pulledBack(active), parts.hasCotangent == given else { return }
      try append(
        CustomVjp("f"), operands, regions: [body, Region(parts.forward), Region(parts.backward)])
    default: try append(Checkpoint(saved: chance(0.5) ? ["a"] : []), operands, regions: [body])
    }
  }

  /// A scan of up to four slices, which may be counted.
  mutating func appendScan() throws {
    let isScalar = chance(0.2)
    let invariants = try controlOperands(0...2, isScalar: isScalar)
    let carries = try controlOperands(0...2, isScalar: isScalar)
    let slices = (0..<int(0...2)).map { _ in TensorType(choice(dtypes), isScalar ? .scalar : choice(shapes)) }
    let length = int(0...4)
    let xs = try slices.map { slice in
      try value(of: slice.with(shape: Shape([length] + slice.shape.extents)))
    }
    let count = chance(0.3) ? [try value(of: .scalar(.int32))] : []
    let types = (invariants + carries).map(type) + slices
    let stacked = types.isEmpty ? [] : (0..<int(0...2)).map { _ in choice(types) }
    let chain = try chain()
    let body = try region(
      types, isScalar: isScalar, size: int(0...6), mayHaveEffects: true,
      tokenAt: chain.isEmpty ? nil : invariants.count
    ) { body, _ in
      try (types.dropFirst(invariants.count).prefix(carries.count) + stacked).map { try body.value(of: $0) }
    }
    let scan = Scan(
      length: length, invariants: invariants.count, carries: chain.count + carries.count,
      isReversed: chance(0.5), isCounted: !count.isEmpty)
    continueChain(try append(scan, count + invariants + chain + carries + xs, regions: [body]))
  }

  /// A choice among up to four branches by an index that may be out of range.
  mutating func appendChoice() throws {
    let isScalar = chance(0.3)
    let operands = try controlOperands(1...3, isScalar: isScalar)
    let types = operands.map(type)
    let results = types.isEmpty ? [] : (0..<int(0...3)).map { _ in choice(types) }
    let chain = try chain()
    let branches = try (0..<int(1...4)).map { _ in
      try region(
        types, isScalar: isScalar, size: int(0...5), mayHaveEffects: true, tokenAt: chain.isEmpty ? nil : 0
      ) { body, _ in
        try results.map { try body.value(of: $0) }
      }
    }
    let index =
      chance(0.2)
      ? try append(
        Constant(Literal(splat: Kernel.Constant(.int32, integer: int(-1...4)), shape: .scalar)), [])[0]
      : try value(of: .scalar(.int32))
    continueChain(try append(Case(), [index] + chain + operands, regions: branches))
  }

  /// The end of the chain of effects, now and then where there can be one, for control that has effects in order.
  private mutating func chain() throws -> [Graph.Value] {
    guard !isSmooth, depth == 0 || token != nil, chance(0.3) else { return [] }
    return [try token ?? append(CreateToken(), [])[0]]
  }

  private mutating func continueChain(_ results: [Graph.Value]) {
    token = results.first { builder.type(of: $0) == .token } ?? token
  }

  /// A sort along any axis, with up to two tensors that go along.
  mutating func appendSort() throws {
    guard let value = anyValue(where: { $0.rank > 0 && !$0.dtype.isComplex }) else { return }
    let type = type(value)
    var operands = [value]
    for _ in 0..<int(0...2) { operands.append(try self.value(of: type.with(dtype: choice(dtypes)))) }
    let others = operands.map { self.type($0).dtype }
    // NaNs that differ in their bits alone would be told apart by nothing but the total order.
    let comparator =
      chance(0.6)
      ? Region.order(others)
      : .scalars(others.flatMap { [$0, $0] }) { [$0[0].compare(.less, $0[1])] }
    try append(Sort(axis: int(0...type.rank - 1)), operands, regions: [comparator])
  }

  private mutating func controlOperands(_ count: ClosedRange<Int>, isScalar: Bool) throws -> [Graph.Value] {
    var operands: [Graph.Value] = []
    for _ in 0..<int(count) {
      if isScalar {
        operands.append(try value(of: .scalar(choice(dtypes))))
      } else if let value = anyValue() {
        operands.append(value)
      }
    }
    return operands
  }
}
