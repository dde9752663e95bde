internal import CLLVMShim
import JAXIR

extension KernelEmitter {
  func emit(_ loop: Kernel.Loop, results: [Kernel.Value]) {
    switch loop.schedule {
    case .vector(let width, let interleave) where frame.isScalar && width * interleave > 1:
      let shape = fitting(LaneShape(width: width, clones: interleave), loop.body)
      if shape == .scalar { emitSerial(loop, results: results) } else { emitVector(loop, shape) }
    case .threads(let grain) where frame.isScalar: emitThreads(loop, grain: grain)
    case .unrolled: emitUnrolled(loop, results: results)
    case .serial, .parallel, .threads, .vector: emitSerial(loop, results: results)
    }
  }

  /// A bound: an `i64`, uniform or one per lane.
  func value(of bound: Kernel.Bound) -> LaneValue {
    switch bound {
    case .constant(let constant): .uniform(ir.constant(constant))
    case .value(let value): self.value(value)
    }
  }

  // MARK: One iteration after the other

  private func emitSerial(_ loop: Kernel.Loop, results: [Kernel.Value]) {
    let arguments = Array(loop.body.arguments.dropFirst())
    let varying = arguments.map(varies)
    let initial = pack(loop.initial.map(value), varying: varying)
    let final = forEach(
      from: value(of: loop.lower), to: value(of: loop.upper), by: loop.step, carrying: initial
    ) { index, carried in
      bind(loop.body.arguments[0], index)
      bind(arguments, unpack(carried, varying: varying))
      emit(loop.body)
      return pack(loop.body.results.map(value), varying: varying)
    }
    bind(results, unpack(final, varying: varying))
  }

  private func emitUnrolled(_ loop: Kernel.Loop, results: [Kernel.Value]) {
    guard let lower = loop.lower.constant, let upper = loop.upper.constant else {
      return emitSerial(loop, results: results)
    }
    var carried = loop.initial.map(value)
    for index in stride(from: lower, to: upper, by: loop.step) {
      bind(loop.body.arguments[0], .uniform(ir.constant(index)))
      bind(Array(loop.body.arguments.dropFirst()), carried)
      emit(loop.body)
      carried = loop.body.results.map(value)
    }
    bind(results, carried)
  }

  func bind(_ values: [Kernel.Value], _ lanes: [LaneValue]) {
    for (value, lanes) in zip(values, lanes) { bind(value, lanes) }
  }

  /// `for index in lower..<upper by step`, in all lanes together. Where the bounds differ between lanes it runs until the
  /// last lane is done, and a lane that is done keeps its carried values, which must then all be vectors.
  func forEach(
    from lower: LaneValue, to upper: LaneValue, by step: Int, carrying initial: [IRValue],
    _ body: (LaneValue, [IRValue]) -> [IRValue]
  ) -> [IRValue] {
    if case .uniform(let first) = lower, case .uniform(let end) = upper {
      return counted(from: first, to: end, by: step, carrying: initial) { index, carried in
        body(.uniform(ir.name(index, "i")), carried)
      }
    }
    let firsts = vectors(lower)
    let counts = zip(firsts, vectors(upper)).map { tripCount($0, $1, by: step) }
    let last = maximum(counts)
    return counted(from: ir.constant(0), to: last, by: 1, carrying: initial) { turn, carried in
      let turns = ir.splat(turn, frame.shape.width)
      var mask = counts.map { ir.compare(CLLVMIntSLT, turns, $0) }
      if let outer = frame.mask { mask = zip(outer, mask).map(ir.and) }
      let advance = ir.splat(ir.multiply(turn, step), frame.shape.width)
      var inner = frame
      inner.mask = mask
      return within(inner) {
        let next = body(.varying(firsts.map { ir.add($0, advance) }), carried)
        return next.indices.map { ir.select(mask[$0 % mask.count], next[$0], carried[$0]) }
      }
    }
  }

  /// How often lanes run, 0 for those that are not active.
  private func tripCount(_ lower: IRValue, _ upper: IRValue, by step: Int) -> IRValue {
    let width = frame.shape.width
    let distance = ir.binary(CLLVMSub, upper, lower)
    var count = distance
    if step > 1 {
      let rounded = ir.add(distance, ir.splat(step - 1, bits: 64, width: width))
      count = ir.binary(CLLVMSDiv, rounded, ir.splat(step, bits: 64, width: width))
    }
    let runs = ir.compare(CLLVMIntSLT, lower, upper)
    return ir.select(runs, count, ir.zero(CLLVMTypeOf(count)))
  }

  /// The largest of the active lanes' counts, none below 0.
  private func maximum(_ counts: [IRValue]) -> IRValue {
    let width = frame.shape.width
    let type = CLLVMTypeOf(counts[0])
    var active = counts
    if let mask = frame.mask { active = zip(mask, counts).map { ir.select($0, $1, ir.zero(type)) } }
    let greatest = active.dropFirst().reduce(active[0]) { ir.intrinsic("llvm.smax", [type], [$0, $1]) }
    return width == 1 ? greatest : ir.intrinsic("llvm.vector.reduce.smax", [type], [greatest])
  }

  // MARK: Many iterations at once

  /// `shape`, or less of it where the reductions inside would need too much stack to run in all its lanes.
  private func fitting(_ shape: LaneShape, _ body: Kernel.Block) -> LaneShape {
    let bytes = laneBytes(body)
    if bytes * shape.count <= Self.maximumLaneByteCount { return shape }
    if bytes * shape.width <= Self.maximumLaneByteCount { return LaneShape(width: shape.width, clones: 1) }
    return .scalar
  }

  private static let maximumLaneByteCount = 32 << 10

  /// The bytes of accumulators that one lane may need.
  private func laneBytes(_ block: Kernel.Block) -> Int {
    block.operations.reduce(0) { sum, operation in
      var own = 0
      if case .reduce(let reduction) = operation.kind, reduction.lanes > 1 {
        own = operation.results.reduce(0) { $0 + kernel[type: $1].byteCount } * reduction.lanes
      }
      return sum + own + operation.blocks.reduce(0) { $0 + laneBytes($1) }
    }
  }

  /// Whole groups of vectors side by side, then single vectors, the last one under a mask.
  private func emitVector(_ loop: Kernel.Loop, _ shape: LaneShape) {
    let varying = VaryingValues(in: loop.body, of: kernel, seeds: [loop.body.arguments[0]])
    let lower = scalar(value(of: loop.lower))
    let count = iterations(from: lower, to: scalar(value(of: loop.upper)), by: loop.step)
    let emitBody = { (turn: IRValue, frame: LaneFrame) in
      self.within(frame) {
        let first = self.ir.add(lower, self.ir.multiply(turn, loop.step))
        self.bind(
          loop.body.arguments[0], frame.isScalar ? .uniform(first) : .ramp(first, stride: loop.step))
        self.emit(loop.body)
      }
    }
    let full = wholeMultiple(of: shape.count, in: count)
    _ = counted(from: ir.constant(0), to: full, by: shape.count, carrying: []) { turn, _ in
      emitBody(ir.name(turn, "i"), LaneFrame(shape: shape, mask: nil, varying: varying))
      return []
    }
    let single = LaneFrame(
      shape: LaneShape(width: shape.width, clones: 1), mask: nil, varying: shape.width == 1 ? nil : varying)
    let atMostOnce = shape.clones == 1
    _ = counted(from: full, to: count, by: shape.width, carrying: [], atMostOnce: atMostOnce) { turn, _ in
      var frame = single
      if needsMask(count, width: shape.width) {
        frame.mask = [mask(of: shape.width, below: ir.binary(CLLVMSub, count, turn), from: 0)]
      }
      emitBody(turn, frame)
      return []
    }
  }

  private func needsMask(_ count: IRValue, width: Int) -> Bool {
    guard width > 1 else { return false }
    guard let constant = ir.constantValue(count) else { return true }
    return constant % width != 0
  }

  /// The lanes `l` with `first + l < limit`, where `limit` is an `i64` above 0.
  func mask(of width: Int, below limit: IRValue, from first: Int) -> IRValue {
    let lanes = ir.constantVector((0..<width).map { ir.constant(first + $0) })
    return ir.compare(CLLVMIntSLT, lanes, ir.splat(limit, width))
  }

  /// How many iterations a loop with uniform bounds makes.
  func iterations(from lower: IRValue, to upper: IRValue, by step: Int) -> IRValue {
    if ir.constantValue(lower) == 0, step == 1, let end = ir.constantValue(upper) {
      return ir.constant(max(end, 0))
    }
    return within(.scalar) { tripCount(lower, upper, by: step) }
  }

  /// The largest multiple of `divisor` that is at most `count`, which is not negative.
  func wholeMultiple(of divisor: Int, in count: IRValue) -> IRValue {
    if let constant = ir.constantValue(count) { return ir.constant(constant - constant % divisor) }
    if divisor & (divisor - 1) == 0 { return ir.and(count, ir.constant(-divisor)) }
    return ir.binary(CLLVMSub, count, ir.binary(CLLVMURem, count, ir.constant(divisor)))
  }
}
