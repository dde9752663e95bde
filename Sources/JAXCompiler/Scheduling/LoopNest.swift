import JAXIR

/// Perfectly nested independent loops whose iterations are dealt out together.
struct LoopNest {
  /// One loop of the nest.
  private struct Level {
    let index: Kernel.Value
    let lower: Kernel.Bound
    let upper: Kernel.Bound
    let step: Int
    /// Nil where the bounds are known only at the call; then it is the only level.
    let trips: Int?
  }

  private var levels: [Level]
  private var body: Kernel.Block
  /// Whether the last level is of blocks, which are not cut again.
  private var isCut = false
  /// What one iteration takes.
  private(set) var iterationTime: Double

  /// The iterations, nil where they are known only at the call.
  var trips: Int? {
    levels.reduce(1) { product, level in
      guard let product, let trips = level.trips else { return nil }
      let (result, overflow) = product.multipliedReportingOverflow(by: trips)
      return overflow ? nil : result
    }
  }

  /// The loops from `loop` inwards that it takes to have enough to deal.
  init(dealing loop: Kernel.Loop, in schedule: inout Parallelization) {
    levels = []
    body = loop.body
    iterationTime = 0
    add(loop, &schedule)
    while let (prefix, inner) = innerLoop(schedule) {
      add(inner, &schedule)
      body.operations = prefix + body.operations
    }
  }

  /// Makes `loop`, or the loop over blocks of it, the innermost level.
  private mutating func add(_ loop: Kernel.Loop, _ schedule: inout Parallelization) {
    guard case .vector(let lanes, let interleave) = loop.schedule else {
      levels.append(
        Level(
          index: loop.body.arguments[0], lower: loop.lower, upper: loop.upper, step: loop.step,
          trips: schedule.trips(of: loop)))
      body = loop.body
      iterationTime = schedule.time(of: body)
      return
    }
    let length = schedule.blockLength(of: loop, lanes: lanes, interleave: interleave)
    let trips = schedule.trips(of: loop)
    let block = schedule.newIndex()
    let step = length * loop.step
    isCut = true
    levels.append(
      Level(
        index: block, lower: loop.lower, upper: loop.upper, step: step,
        trips: trips.map { ($0 + length - 1) / length }))
    iterationTime = Double(length) * schedule.iterationTime(of: loop)
    body = Kernel.Block(arguments: [block])
    if let trips, trips % length == 0 {
      body.operations = [loop.whole(block, extent: step, &schedule)]
    } else {
      body.operations = loop.clipped(block, extent: step, &schedule)
    }
  }

  /// The loop that the body consists of, if there is more to gain than to lose from dealing it out too, and what
  /// comes before it: operations that can be done again in each of its iterations.
  private func innerLoop(_ schedule: Parallelization) -> ([Kernel.Operation], Kernel.Loop)? {
    guard !isCut, let trips, schedule.shouldSplit(trips: trips, time: iterationTime),
      case .loop(let inner)? = body.operations.last?.kind, inner.isConcurrent,
      let innerTrips = schedule.trips(of: inner), innerTrips < Int.max / Parallelization.enoughTrips
    else { return nil }
    let prefix = Array(body.operations.dropLast())
    guard prefix.allSatisfy({ $0.isRepeatable(schedule) }) else { return nil }
    return (prefix, inner)
  }

  /// The nest as one threads loop.
  func loop(grain: Int, in schedule: inout Parallelization) -> Kernel.Loop {
    guard levels.count > 1 else {
      let level = levels[0]
      return Kernel.Loop(
        schedule: .threads(grain: grain), lower: level.lower, upper: level.upper, step: level.step,
        body: Kernel.Block(arguments: [level.index], operations: body.operations))
    }
    let turn = schedule.newIndex()
    var operations: [Kernel.Operation] = []
    var rest = turn
    for (position, level) in levels.enumerated().reversed() {
      var own = rest
      if position > 0 {
        let count = schedule.newIndex()
        let trips = Kernel.Constant(.int64, integer: level.trips ?? 1)
        operations.append(Kernel.Operation(.constant(trips), results: [count]))
        own = schedule.newIndex()
        operations.append(Kernel.Operation(.scalar(.remainder, [rest, count]), results: [own]))
        let quotient = schedule.newIndex()
        operations.append(Kernel.Operation(.scalar(.divide, [rest, count]), results: [quotient]))
        rest = quotient
      }
      let index = AffineIndex(own, stride: level.step, offset: level.lower.constant ?? 0)
      operations.append(Kernel.Operation(.index(index), results: [level.index]))
    }
    return Kernel.Loop(
      schedule: .threads(grain: grain), upper: .constant(trips ?? 1),
      body: Kernel.Block(arguments: [turn], operations: operations + body.operations))
  }
}

extension Kernel.Loop {
  /// A block of iterations that is known to be whole.
  fileprivate func whole(
    _ block: Kernel.Value, extent: Int, _ schedule: inout Parallelization
  ) -> Kernel.Operation {
    var loop = self
    let offset = schedule.newIndex()
    loop.lower = .constant(0)
    loop.upper = .constant(extent)
    loop.body.arguments[0] = offset
    let index = AffineIndex(block) + AffineIndex(offset)
    loop.body.operations.insert(Kernel.Operation(.index(index), results: [body.arguments[0]]), at: 0)
    return Kernel.Operation(.loop(loop))
  }

  /// A block of iterations that ends where the loop does.
  fileprivate func clipped(
    _ block: Kernel.Value, extent: Int, _ schedule: inout Parallelization
  ) -> [Kernel.Operation] {
    var operations: [Kernel.Operation] = []
    let end = schedule.newIndex()
    operations.append(Kernel.Operation(.index(AffineIndex(block, offset: extent)), results: [end]))
    let last: Kernel.Value
    switch upper {
    case .value(let value): last = value
    case .constant(let constant):
      last = schedule.newIndex()
      let constant = Kernel.Constant(.int64, integer: constant)
      operations.append(Kernel.Operation(.constant(constant), results: [last]))
    }
    let nearest = schedule.newIndex()
    operations.append(Kernel.Operation(.scalar(.minimum, [end, last]), results: [nearest]))
    var loop = self
    loop.lower = .value(block)
    loop.upper = .value(nearest)
    return operations + [Kernel.Operation(.loop(loop))]
  }
}

extension Kernel.Operation {
  /// Whether the operation gives the same again, whatever other iterations did meanwhile.
  fileprivate func isRepeatable(_ schedule: Parallelization) -> Bool {
    switch kind {
    case .constant, .scalar, .index: true
    case .load(let buffer, _, _, _): schedule.access(to: buffer) == .read
    case .store, .loop, .reduce, .conditional, .whileLoop: false
    }
  }
}
