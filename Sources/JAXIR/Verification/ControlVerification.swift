extension KernelVerifier {
  /// Values that may vary with every enclosing loop.
  private static let varying = UInt64.max

  private func isPowerOfTwo(_ count: Int) -> Bool { count > 0 && count & (count - 1) == 0 }

  private func verify(_ bound: Kernel.Bound, _ kind: Kind) throws(JAXError) {
    if let value = bound.value { try require(type(value) == .int64, "K6", "\(value) is not i64", kind) }
  }

  private mutating func defineResults(_ operation: Kernel.Operation) throws(JAXError) {
    for result in operation.results { try define(result, variance: Self.varying, in: operation.kind) }
  }

  private mutating func defineArguments(_ block: Kernel.Block, _ kind: Kind) throws(JAXError) {
    for argument in block.arguments { try define(argument, variance: Self.varying, in: kind) }
  }

  /// Requires two lists of dtypes to be the same.
  private func agree(
    _ what: String, _ found: [DType], _ expected: [DType], _ invariant: String, _ kind: Kind
  ) throws(JAXError) {
    try require(found == expected, invariant, "\(what) are \(found), not \(expected)", kind)
  }

  // MARK: Loops

  mutating func verify(_ loop: Kernel.Loop, _ operation: Kernel.Operation) throws(JAXError) {
    let kind = operation.kind
    try verify(loop.lower, kind)
    try verify(loop.upper, kind)
    try require(loop.step >= 1, "K10", "the step is \(loop.step)", kind)
    let iterations = iterations(of: loop)
    try verifySchedule(loop, kind)
    let carried = types(loop.initial)

    let position = surroundings.concurrent.count
    let runsAtOnce = runsAtOnce(loop.schedule)
    let isConcurrent =
      runsAtOnce && iterations.map { $0.lowerBound < $0.upperBound } != false
    let bounds = [loop.lower, loop.upper].compactMap(\.value)
    let own: UInt64 = isConcurrent && position < 64 ? 1 << UInt64(position) : 0
    for (number, argument) in loop.body.arguments.enumerated() {
      let outer = variance(of: bounds) | surroundings.control
      try define(argument, variance: number == 0 ? own | outer : Self.varying, in: kind)
    }
    try agree("the arguments", types(loop.body.arguments), [.int64] + carried, "K10", kind)
    if let iterations { ranges[loop.body.arguments[0]] = iterations }
    let isVector = if case .vector = loop.schedule { true } else { false }
    let privates = runsAtOnce && !isVector ? kernel.locals(usedOnlyIn: loop.body) : []
    try verify(loop.body, in: kind) { inside in
      inside.isCertain = inside.isCertain && iterations != nil
      inside.isInsideVector = inside.isInsideVector || isVector
      inside.isAlone = inside.isAlone && !runsAtOnce
      if isConcurrent { inside.concurrent.append(privates) }
    }
    try agree("the yields", types(loop.body.results), carried, "K10", kind)
    try defineResults(operation)
    try agree("the results", types(operation.results), carried, "K10", kind)
  }

  private func runsAtOnce(_ schedule: Kernel.Schedule) -> Bool {
    switch schedule {
    case .serial, .unrolled: false
    case .parallel, .threads, .vector: true
    }
  }

  private func verifySchedule(_ loop: Kernel.Loop, _ kind: Kind) throws(JAXError) {
    switch loop.schedule {
    case .serial: return
    case .unrolled:
      let isConstant = loop.lower.constant != nil && loop.upper.constant != nil
      try require(isConstant, "K11", "unrolled, but the bounds are not constant", kind)
      return
    case .parallel: break
    case .threads(let grain):
      try require(grain >= 1, "K11", "the grain is \(grain)", kind)
      let isOutermost = surroundings.isAlone && !surroundings.isInsideCondition
      try require(isOutermost, "K12", "a threads loop inside of what runs at once", kind)
    case .vector(let lanes, let interleave):
      try require(isPowerOfTwo(lanes), "K11", "the number of lanes is no power of two", kind)
      try require(interleave >= 1, "K11", "nothing is interleaved", kind)
    }
    try require(loop.initial.isEmpty, "K11", "iterations that run at once carry values", kind)
    try require(!surroundings.isInsideVector, "K12", "a vector holds another concurrent loop", kind)
  }

  /// The first and the last index, nil when unknown or when there is no iteration.
  private func iterations(of loop: Kernel.Loop) -> ClosedRange<Int>? {
    guard let lower = loop.lower.constant, let upper = loop.upper.constant, lower < upper else { return nil }
    let (distance, overflow) = upper.subtractingReportingOverflow(lower)
    return overflow ? nil : lower...(lower + (distance - 1) / loop.step * loop.step)
  }

  // MARK: Reductions

  mutating func verify(_ reduction: Kernel.Reduction, _ operation: Kernel.Operation) throws(JAXError) {
    let kind = operation.kind
    let (lanes, vector) = (reduction.lanes, reduction.vector)
    for bound in reduction.domain { try verify(bound, kind) }
    try require(!reduction.domain.isEmpty, "K13", "there is no domain", kind)
    try require(lanes <= 1_024, "K13", "there are more than 1,024 lanes", kind)
    try require(isPowerOfTwo(lanes), "K13", "the number of lanes is no power of two", kind)
    try require(isPowerOfTwo(vector), "K13", "the vector is no power of two", kind)
    try require(vector <= lanes, "K13", "the vector is wider than the lanes", kind)
    let accumulators = types(reduction.initial)

    for (index, bound) in zip(reduction.body.arguments, reduction.domain) {
      let outer = variance(of: [bound.value].compactMap(\.self))
      try define(index, variance: outer | surroundings.control, in: kind)
      if let extent = bound.constant, extent > 0 { ranges[index] = 0...(extent - 1) }
    }
    let indices = Array(repeating: DType.int64, count: reduction.domain.count)
    try require(
      reduction.body.arguments.count == indices.count && types(reduction.body.arguments) == indices, "K13",
      "the indices are not one i64 for each axis", kind)
    let isCertain = reduction.domain.allSatisfy { $0.constant ?? 0 > 0 }
    try verify(reduction.body, in: kind) { inside in
      inside.isCertain = inside.isCertain && isCertain
      inside.isInsideVector = inside.isInsideVector || vector > 1
      inside.isAlone = false
    }
    try agree("the elements", types(reduction.body.results), accumulators, "K13", kind)

    try defineArguments(reduction.combine, kind)
    try agree(
      "the arguments of combine", types(reduction.combine.arguments), accumulators + accumulators, "K13", kind
    )
    try verify(reduction.combine, in: kind) { $0.isInsideCombine = true }
    try agree("the yields of combine", types(reduction.combine.results), accumulators, "K13", kind)
    try defineResults(operation)
    try agree("the results", types(operation.results), accumulators, "K13", kind)
  }

  // MARK: Branches and while

  mutating func verifyConditional(
    _ condition: Kernel.Value, _ then: Kernel.Block, _ otherwise: Kernel.Block,
    _ operation: Kernel.Operation
  ) throws(JAXError) {
    let kind = operation.kind
    try require(type(condition) == .bool, "K16", "the condition is not bool", kind)
    let varies = variance(of: [condition])
    for block in [then, otherwise] {
      try require(block.arguments.isEmpty, "K16", "a branch has arguments", kind)
      try verify(block, in: kind) { inside in
        inside.isCertain = false
        inside.control |= varies
      }
    }
    try defineResults(operation)
    for block in [then, otherwise] {
      try agree("the yields", types(block.results), types(operation.results), "K16", kind)
    }
  }

  mutating func verify(_ loop: Kernel.WhileLoop, _ operation: Kernel.Operation) throws(JAXError) {
    let kind = operation.kind
    let carried = types(loop.initial)
    try defineArguments(loop.condition, kind)
    try agree("the arguments of the condition", types(loop.condition.arguments), carried, "K15", kind)
    try verify(loop.condition, in: kind) { $0.isInsideCondition = true }
    try agree("the yields of the condition", types(loop.condition.results), [.bool], "K15", kind)
    try defineArguments(loop.body, kind)
    try agree("the arguments of the body", types(loop.body.arguments), carried, "K15", kind)
    try verify(loop.body, in: kind) { inside in
      inside.isCertain = false
      inside.control = Self.varying
    }
    try agree("the yields of the body", types(loop.body.results), carried, "K15", kind)
    try defineResults(operation)
    try agree("the results", types(operation.results), carried, "K15", kind)
  }
}
