import JAXIR

/// Deals the iterations of independent loops to threads where that is worth it.
///
/// A vector loop is cut into blocks; perfectly nested loops with few iterations become one loop over all of them:
///
///     for i in 0..<3 { for j in 0..<n vector { … } }
///       ⇒  for t in 0..<3·m threads { for j in b..<min(b + B, n) vector { … } }   with i = t / m, b = B·(t % m)
///
/// Loops stay where they are; what is inside a threads loop runs as before. Since iterations are independent, no bit
/// depends on who runs them.
struct Parallelization {
  private(set) var kernel: Kernel
  private let model: CostModel
  /// The iterations that a thread gets at least; nil to decide by cost.
  private let forcedGrain: Int?

  /// A loop is worth threads from here on: to wake one takes about a third of it.
  private static let worthwhile = 30_000.0
  /// What a thread should get at a time, at least.
  private static let grain = 10_000.0
  /// What one block of a vector loop should take.
  private static let block = 2_500.0
  /// As many iterations are enough to deal out evenly.
  static let enoughTrips = 64
  /// With fewer iterations than this, loops inside are better dealt out.
  private static let fewTrips = 8

  init(_ kernel: Kernel, forcedGrain: Int?) {
    self.kernel = kernel
    self.forcedGrain = forcedGrain
    model = CostModel(kernel)
  }

  /// The kernel with threads loops. It has none yet.
  mutating func run() -> Kernel {
    let body = threaded(kernel.body)
    guard body != kernel.body else { return kernel }
    kernel.body = body
    return kernel.renumbered
  }

  // MARK: Where

  private mutating func threaded(_ block: Kernel.Block) -> Kernel.Block {
    var block = block
    block.operations = block.operations.map { threaded($0) }
    return block
  }

  private mutating func threaded(_ operation: Kernel.Operation) -> Kernel.Operation {
    switch operation.kind {
    case .loop(let loop) where loop.isConcurrent: return Kernel.Operation(.loop(threaded(loop)))
    case .loop(var loop) where loop.schedule == .serial:
      loop.body = threaded(loop.body)
      return Kernel.Operation(.loop(loop), results: operation.results)
    case .conditional(let condition, let then, let otherwise):
      return Kernel.Operation(
        .conditional(condition, then: threaded(then), otherwise: threaded(otherwise)),
        results: operation.results)
    case .whileLoop(var loop):
      loop.body = threaded(loop.body)
      return Kernel.Operation(.whileLoop(loop), results: operation.results)
    default: return operation
    }
  }

  private mutating func threaded(_ loop: Kernel.Loop) -> Kernel.Loop {
    let trips = model.trips(of: loop)
    guard forcedGrain != nil || trips == nil || model.time(of: loop) >= Self.worthwhile else { return loop }
    let nest = LoopNest(dealing: loop, in: &self)
    if nest.trips ?? Self.fewTrips < Self.fewTrips, loop.schedule == .parallel,
      let inner = dealingInside(loop)
    {
      return inner
    }
    if nest.trips ?? 2 < 2 { return loop }
    return nest.loop(grain: grain(of: nest), in: &self)
  }

  /// The loop run serially with the loops inside it dealt out, if most of its time is in such loops.
  private mutating func dealingInside(_ loop: Kernel.Loop) -> Kernel.Loop? {
    let before = kernel
    var dealt = loop
    dealt.schedule = .serial
    dealt.body = threaded(loop.body)
    let whole = model.time(of: loop.body)
    let parallel = zip(loop.body.operations, dealt.body.operations).reduce(0) { sum, pair in
      pair.0 == pair.1 ? sum : sum + model.time(of: Kernel.Block(operations: [pair.0]))
    }
    if parallel >= whole / 2, parallel > 0 { return dealt }
    kernel = before
    return nil
  }

  private func grain(of nest: LoopNest) -> Int {
    forcedGrain ?? max(1, Int((Self.grain / max(nest.iterationTime, 0.1)).rounded(.up)))
  }

  // MARK: What loop nests ask

  func time(of block: Kernel.Block) -> Double { model.time(of: block) }

  /// Whether an iteration that takes `time`, of a loop that has `trips` of them, should be cut into smaller ones.
  func shouldSplit(trips: Int, time: Double) -> Bool {
    trips < Self.enoughTrips && (forcedGrain != nil || time >= 2 * Self.block)
  }

  /// How many iterations of a vector loop make a block: a power of two times what runs at once, if possible one that
  /// divides the extent.
  func blockLength(of loop: Kernel.Loop, lanes: Int, interleave: Int) -> Int {
    let group = lanes * interleave
    guard forcedGrain == nil else { return group }
    let time = model.iterationTime(of: loop)
    var length = group
    while Double(length) * time < Self.block, length < 1 << 30 { length *= 2 }
    guard let trips = model.trips(of: loop) else { return length }
    var divisor = length
    while divisor > group, divisor > length / 8, trips % divisor != 0 { divisor /= 2 }
    return trips % divisor == 0 ? divisor : length
  }

  func trips(of loop: Kernel.Loop) -> Int? {
    loop.lower.constant != nil && loop.upper.constant != nil ? model.trips(of: loop) : nil
  }

  func iterationTime(of loop: Kernel.Loop) -> Double { model.iterationTime(of: loop) }

  mutating func newIndex() -> Kernel.Value { kernel.newValue(.int64) }

  func access(to buffer: Kernel.Buffer) -> Kernel.Access { kernel.declaration(of: buffer).access }
}

extension Kernel.Loop {
  /// Whether iterations are independent of each other and not laid out one after the other. (Nothing steps farther.)
  var isConcurrent: Bool {
    switch schedule {
    case .parallel, .vector: initial.isEmpty && step <= 1 << 20
    case .serial, .unrolled, .threads: false
    }
  }
}
