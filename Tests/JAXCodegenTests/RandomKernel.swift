import JAXIR

/// A random kernel: a vector loop, or a reduction, over an expression with everything that can be nested in it.
struct RandomKernel {
  let kernel: Kernel
  /// What the kernel really has, for counting.
  private(set) var features: Set<String> = []

  init(seed: UInt64) {
    var writer = RandomKernelWriter(seed: seed)
    kernel = writer.write()
    features = writer.features
  }
}

private struct RandomKernelWriter {
  private static let dtypes: [DType] = [
    .float32, .float32, .float32, .float64, .int32, .int32, .int64, .int8, .uint8, .uint16, .uint32, .bool,
    .float16, .bfloat16,
  ]

  private var random: SplitMix
  private let builder = KernelBuilder(name: "random")
  private var inputs: [Kernel.Buffer] = []
  private let count: Int
  /// What may be used where code is being written.
  private var pool: [Scalar] = []
  var features: Set<String> = []

  init(seed: UInt64) {
    random = SplitMix(seed: seed)
    count = Int.random(in: 1...70, using: &random)
  }

  private mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements.randomElement(using: &random)!
  }
  private mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }
  private mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }

  mutating func write() -> Kernel {
    for _ in 0..<3 {
      let dtype = pick(Self.dtypes)
      inputs.append(builder.parameter(dtype, count: count, access: .read))
    }
    let dtype = pick(Self.dtypes)
    let out = builder.parameter(dtype, count: count, access: .write)
    let total = builder.parameter(.float32, count: 1, access: .write)
    let schedule = Kernel.Schedule.vector(lanes: pick([1, 4, 8, 16]), interleave: number(1...4))
    features.insert("vector")
    if count % 16 != 0 { features.insert("remainder") }
    builder.loop(schedule, to: count) { index in
      pool = [index]
      expressions(number(2...8), depth: 0)
      let value = value(dtype)
      if chance(30) {
        builder.store(value, to: out, at: index.index, mask: self.value(.bool))
      } else {
        builder.store(value, to: out, at: index.index)
      }
    }
    if chance(40) {
      pool = []
      let sum = reduction(.float32, depth: 0, domain: [count])
      builder.store(sum, to: total, at: AffineIndex())
    }
    return builder.finish()
  }

  // MARK: Values

  /// Some value of `dtype`.
  private mutating func value(_ dtype: DType) -> Scalar {
    let known = pool.filter { $0.dtype == dtype }
    if !known.isEmpty, chance(75) { return pick(known) }
    if !pool.isEmpty, chance(75) { return pick(pool).convert(to: dtype) }
    if dtype.isFloat { return builder.constant(Kernel.Constant(dtype, Double(number(-9...9)) / 4)) }
    return builder.constant(Kernel.Constant(dtype, integer: number(0...9)))
  }

  /// A position in the inputs.
  private mutating func place() -> AffineIndex {
    let indices = pool.filter { $0.dtype == .int64 }
    let value = value(.int64)
    if chance(50), let first = indices.first { return first.index }
    if chance(20) { return AffineIndex(offset: number(0...count - 1)) }
    let limit = value.constant(integer: count)
    return ((value % limit + limit) % limit).index
  }

  private mutating func expressions(_ steps: Int, depth: Int) {
    for _ in 0..<steps { pool.append(expression(depth: depth)) }
  }

  private mutating func expression(depth: Int) -> Scalar {
    let roll = number(0...99)
    if roll < 20 { return load() }
    if depth < 2 {
      if roll < 30 { return conditional(depth: depth) }
      if roll < 38 { return loop(depth: depth) }
      if roll < 46 { return whileLoop(depth: depth) }
      if roll < 54 { return reduction(pick(Self.dtypes), depth: depth, domain: [number(0...20)]) }
    }
    return operation()
  }

  private mutating func operation() -> Scalar {
    // Not those that look into a NaN, whose bits nobody promises.
    let operations: [ScalarOperation] = [
      .add, .subtract, .multiply, .negate, .divide, .remainder, .fma, .minimum, .maximum, .abs, .sqrt, .floor,
      .ceil, .truncate, .roundEven, .and, .or, .xor, .not, .shiftLeft, .shiftRightLogical,
      .shiftRightArithmetic,
      .populationCount, .countLeadingZeros, .select, .compare(pick(Comparison.allCases)),
      .convert(pick(Self.dtypes)),
    ]
    while true {
      let operation = pick(operations)
      let dtype = pick(Self.dtypes)
      var dtypes = [DType](repeating: dtype, count: operation.operandCount)
      if operation == .select { dtypes[0] = .bool }
      if operation.resultType(of: dtypes) != nil { return builder.apply(operation, dtypes.map { value($0) }) }
    }
  }

  private mutating func load() -> Scalar {
    let buffer = pick(inputs)
    let place = place()
    guard chance(30) else { return builder.load(buffer, at: place) }
    features.insert("masked load")
    return builder.load(buffer, at: place, mask: value(.bool), otherwise: value(builder.dtype(of: buffer)))
  }

  // MARK: Control

  /// Runs `body` so that what it adds to the pool is gone afterwards.
  private mutating func scope(_ arguments: [Scalar], _ body: (inout Self) -> [Scalar]) -> [Scalar] {
    let outer = pool
    pool += arguments
    defer { pool = outer }
    return body(&self)
  }

  private mutating func block(_ dtypes: [DType], _ arguments: [Scalar], depth: Int) -> [Scalar] {
    scope(arguments) { writer in
      writer.expressions(writer.number(0...4), depth: depth + 1)
      return dtypes.map { writer.value($0) }
    }
  }

  private mutating func conditional(depth: Int) -> Scalar {
    features.insert("conditional")
    let dtype = pick(Self.dtypes)
    return builder.conditional(value(.bool)) {
      block([dtype], [], depth: depth)
    } otherwise: {
      block([dtype], [], depth: depth)
    }[0]
  }

  private mutating func loop(depth: Int) -> Scalar {
    features.insert("loop")
    let dtype = pick(Self.dtypes)
    // Bounds that differ from lane to lane, now and then.
    let limit = value(.int64) % builder.constant(Kernel.Constant(.int64, integer: 9))
    let upper = chance(40) ? Kernel.Bound.value(limit.value) : .constant(number(0...6))
    let schedule: Kernel.Schedule = upper.constant != nil && chance(40) ? .unrolled : .serial
    let (lower, step) = (number(-1...2), number(1...3))
    let initial = value(dtype)
    return builder.loop(schedule, from: .constant(lower), to: upper, by: step, carrying: [initial]) {
      index, carried in
      block([dtype], [index] + carried, depth: depth)
    }[0]
  }

  private mutating func whileLoop(depth: Int) -> Scalar {
    features.insert("while")
    let dtype = pick(Self.dtypes)
    let turns = value(.int64) % builder.constant(Kernel.Constant(.int64, integer: 7))
    let zero = builder.constant(Kernel.Constant(.int64, integer: 0))
    let initial = value(dtype)
    return builder.whileLoop(carrying: [zero, initial]) {
      $0[0].compare(.less, turns)
    } body: { carried in
      [carried[0] + 1] + block([dtype], carried, depth: depth)
    }[1]
  }

  private mutating func reduction(_ dtype: DType, depth: Int, domain: [Int]) -> Scalar {
    features.insert("reduction")
    let operation: ScalarOperation =
      dtype == .bool ? .xor : pick([.add, .multiply, .maximum, .minimum, .subtract])
    let lanes = pick([1, 2, 4, 8, 16, 32])
    let vector = pick([1, 4, 8, 16].filter { $0 <= lanes })
    return builder.reduce(
      over: domain.map(Kernel.Bound.constant), lanes: lanes, vector: vector, from: [value(dtype)]
    ) {
      block([dtype], $0, depth: depth)
    } combine: {
      [builder.apply(operation, $0[0], $1[0])]
    }[0]
  }
}
