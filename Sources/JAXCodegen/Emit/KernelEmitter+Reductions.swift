internal import CLLVMShim
import JAXIR

extension KernelEmitter {
  /// The most vectors of accumulators that are laid out side by side.
  private static let maximumClones = 16
  /// Reductions of vectors over so few elements have no loop, so that neighbours' loads are seen side by side.
  private static let longestUnrolled = 4

  func emit(_ reduction: Kernel.Reduction, results: [Kernel.Value]) {
    if reduction.lanes == 1 { return emitInOrder(reduction, results: results) }
    if frame.isScalar, reduction.lanes / reduction.vectorWidth <= Self.maximumClones {
      return emitInLanes(reduction, results: results)
    }
    // What is the same in every lane is reduced once, by all of them.
    if !frame.isScalar, !results.contains(where: varies) {
      return within(.scalar) { emit(reduction, results: results) }
    }
    emitPerLane(reduction, results: results)
  }

  // MARK: One accumulator

  private func emitInOrder(_ reduction: Kernel.Reduction, results: [Kernel.Value]) {
    let varying = results.map(varies)
    let initial = pack(reduction.initial.map(value), varying: varying)
    let final = walk(reduction, carrying: initial) { carried in
      emit(reduction.body)
      bind(reduction.combine.arguments, unpack(carried, varying: varying) + reduction.body.results.map(value))
      emit(reduction.combine)
      return pack(reduction.combine.results.map(value), varying: varying)
    }
    bind(results, unpack(final, varying: varying))
  }

  /// Runs `body` for each point of the first `count` dimensions of the domain, row-major, all unless told.
  private func walk(
    _ reduction: Kernel.Reduction, dimension: Int = 0, count: Int? = nil, carrying initial: [IRValue],
    _ body: ([IRValue]) -> [IRValue]
  ) -> [IRValue] {
    if dimension == count ?? reduction.domain.count { return body(initial) }
    if !frame.isScalar, let extent = reduction.domain[dimension].constant, extent <= Self.longestUnrolled,
      reduction.domain.count == 1, reduction.body.operations.allSatisfy({ $0.blocks.isEmpty })
    {
      return (0..<extent).reduce(initial) { carried, position in
        bind(reduction.body.arguments[dimension], .uniform(ir.constant(position)))
        return body(carried)
      }
    }
    let bound = value(of: reduction.domain[dimension])
    return forEach(from: .uniform(ir.constant(0)), to: bound, by: 1, carrying: initial) { index, carried in
      bind(reduction.body.arguments[dimension], index)
      return walk(reduction, dimension: dimension + 1, count: count, carrying: carried, body)
    }
  }

  // MARK: Lanes in vectors

  /// Vectors of accumulators, carried through the loops over the domain: whole rows of lanes at once, the rest of each
  /// row under a mask, then the tree.
  private func emitInLanes(_ reduction: Kernel.Reduction, results: [Kernel.Value]) {
    let width = reduction.vectorWidth
    let shape = LaneShape(width: width, clones: reduction.lanes / width)
    let initial = reduction.initial.flatMap { value in
      Array(repeating: ir.splat(scalar(self.value(value)), width), count: shape.clones)
    }
    let last = reduction.domain.count - 1
    let seed = reduction.body.arguments[last]
    let varying = VaryingValues(in: reduction.body, of: kernel, seeds: [seed])
    let accumulators = walk(reduction, count: last, carrying: initial) { carried in
      emitRow(reduction, carried, LaneFrame(shape: shape, mask: nil, varying: varying))
    }
    bind(results, halved(reduction, accumulators, shape).map(LaneValue.uniform))
  }

  private func emitRow(
    _ reduction: Kernel.Reduction, _ initial: [IRValue], _ frame: LaneFrame
  ) -> [IRValue] {
    let count = scalar(value(of: reduction.domain.last!))
    let full = wholeMultiple(of: reduction.lanes, in: count)
    let carried = counted(from: ir.constant(0), to: full, by: reduction.lanes, carrying: initial) {
      index, carried in
      accumulate(reduction, carried, from: ir.name(index, "k"), frame)
    }
    if let count = ir.constantValue(count) {
      return emitRest(reduction, carried, from: full, count: count % reduction.lanes, frame)
    }
    return counted(from: full, to: count, by: reduction.lanes, carrying: carried, atMostOnce: true) {
      first, carried in
      var masked = frame
      let rest = ir.binary(CLLVMSub, count, first)
      masked.mask = (0..<frame.shape.clones).map {
        mask(of: frame.shape.width, below: rest, from: $0 * frame.shape.width)
      }
      return accumulate(reduction, carried, from: first, masked)
    }
  }

  /// The last `count` elements of a row, known in number: only the vectors that they reach.
  private func emitRest(
    _ reduction: Kernel.Reduction, _ carried: [IRValue], from first: IRValue, count: Int, _ frame: LaneFrame
  ) -> [IRValue] {
    guard count > 0 else { return carried }
    let (width, clones) = (frame.shape.width, frame.shape.clones)
    var rest = frame
    rest.shape.clones = (count + width - 1) / width
    if rest.isScalar { rest.varying = nil }
    if count % width != 0 {
      rest.mask = (0..<rest.shape.clones).map { mask(of: width, below: ir.constant(count), from: $0 * width) }
    }
    let starts = stride(from: 0, to: carried.count, by: clones)
    let reached = starts.flatMap { carried[$0..<$0 + rest.shape.clones] }
    let next = accumulate(reduction, reached, from: first, rest)
    var all = carried
    for (accumulator, start) in starts.enumerated() {
      for clone in 0..<rest.shape.clones {
        all[start + clone] = next[accumulator * rest.shape.clones + clone]
      }
    }
    return all
  }

  /// Takes the elements at `first…` into the accumulators; lanes that are masked off keep theirs.
  private func accumulate(
    _ reduction: Kernel.Reduction, _ carried: [IRValue], from first: IRValue, _ frame: LaneFrame
  ) -> [IRValue] {
    within(frame) {
      bind(reduction.body.arguments.last!, frame.isScalar ? .uniform(first) : .ramp(first, stride: 1))
      emit(reduction.body)
      let next = combine(reduction, carried, reduction.body.results.map(value))
      guard let mask = frame.mask else { return next }
      return next.indices.map { ir.select(mask[$0 % mask.count], next[$0], carried[$0]) }
    }
  }

  /// One combination in the current frame; accumulators one vector per clone, one after the other.
  ///
  /// One vector is done before the next is begun, so that what comparisons give fits in the few registers for masks.
  private func combine(
    _ reduction: Kernel.Reduction, _ accumulators: [IRValue], _ elements: [LaneValue]
  ) -> [IRValue] {
    let whole = frame
    let starts = stride(from: 0, to: accumulators.count, by: whole.shape.clones)
    let elements = elements.map(vectors)
    var next = accumulators
    for clone in 0..<whole.shape.clones {
      var one = whole
      one.shape.clones = 1
      one.mask = whole.mask.map { [$0[clone]] }
      within(one) {
        let operands = starts.map { accumulators[$0 + clone] } + elements.map { $0[clone] }
        bind(reduction.combine.arguments, operands.map { lanes([$0]) })
        emit(reduction.combine)
        for (start, result) in zip(starts, reduction.combine.results) {
          next[start + clone] = vectors(result)[0]
        }
      }
    }
    return next
  }

  /// The tree: `acc[j] = combine(acc[j], acc[j + h])` while there are lanes, first whole vectors, then halves of one.
  private func halved(
    _ reduction: Kernel.Reduction, _ accumulators: [IRValue], _ shape: LaneShape
  ) -> [IRValue] {
    var current = accumulators
    var shape = shape
    while shape.clones > 1 {
      let half = shape.clones / 2
      let starts = Array(stride(from: 0, to: current.count, by: shape.clones))
      shape.clones = half
      current = combineHalves(
        reduction, starts.flatMap { current[$0..<$0 + half] },
        starts.map { Array(current[$0 + half..<$0 + 2 * half]) }, shape)
    }
    while shape.width > 1 {
      let half = shape.width / 2
      shape.width = half
      let lower = current.map { lanes(of: $0, 0..<half) }
      let upper = current.map { [lanes(of: $0, half..<2 * half)] }
      current = combineHalves(reduction, lower, upper, shape)
    }
    return current
  }

  private func combineHalves(
    _ reduction: Kernel.Reduction, _ lower: [IRValue], _ upper: [[IRValue]], _ shape: LaneShape
  ) -> [IRValue] {
    within(LaneFrame(shape: shape, mask: nil, varying: nil)) {
      combine(reduction, lower, upper.map(lanes))
    }
  }

  private func lanes(of vector: IRValue, _ range: Range<Int>) -> IRValue {
    if range.count == 1 { return ir.extract(vector, lane: range.lowerBound) }
    return ir.shuffle(vector, ir.poison(CLLVMTypeOf(vector)), Array(range))
  }
}

extension Kernel.Reduction {
  /// The lanes that run as one vector: a power of two that divides the lanes.
  fileprivate var vectorWidth: Int {
    var width = 1
    while width * 2 <= min(vector, lanes) { width *= 2 }
    return width
  }
}
