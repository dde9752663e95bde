import JAXIR

/// Splits innermost independent loops whose index is taken apart by a constant, as where a reshaped operand is read,
/// so that vectors walk memory in order:
///
///     for k in 0..<m·d { … [s·(k / d) + t·(k % d)] … }  ⇒  for i in 0..<m { for j in 0..<d { … [s·i + t·j] … } }
///
/// The smallest constant that fills a vector makes the inner loop. Its multiples take the outer index apart; what is
/// left is computed from both.
struct LoopSplitting {
  private var kernel: Kernel
  /// The lanes of a vector.
  private let lanes: Int
  private var constants: [Kernel.Value: Int] = [:]

  init(_ kernel: Kernel, lanes: Int) {
    self.kernel = kernel
    self.lanes = lanes
    note(kernel.body)
  }

  private mutating func note(_ block: Kernel.Block) {
    for operation in block.operations {
      if case .constant(let constant) = operation.kind, constant.dtype == .int64 {
        constants[operation.results[0]] = Int(truncatingIfNeeded: constant.bits)
      }
      for inner in operation.blocks { note(inner) }
    }
  }

  /// The kernel with its loops split.
  mutating func run() -> Kernel {
    let count = kernel.types.count
    kernel.body = split(kernel.body)
    return kernel.types.count == count ? kernel : kernel.renumbered
  }

  private mutating func split(_ block: Kernel.Block) -> Kernel.Block {
    var block = block
    for position in block.operations.indices {
      let operation = block.operations[position].mappingBlocks { split($0) }
      if case .loop(let loop) = operation.kind, let divisor = divisor(of: loop) {
        block.operations[position] = Kernel.Operation(.loop(split(loop, by: divisor)))
      } else {
        block.operations[position] = operation
      }
    }
    return block
  }

  /// What the index of `loop` is best taken apart by; nil to leave the loop alone.
  private func divisor(of loop: Kernel.Loop) -> Int? {
    guard loop.isIndependent, let extent = loop.extent, !loop.body.holdsVector else { return nil }
    let divisors = loop.body.operations.compactMap { division(of: $0, by: loop.body.arguments[0])?.divisor }
    return divisors.filter { $0 >= lanes && $0 < extent && extent % $0 == 0 }.min()
  }

  /// The constant that `operation` divides `index` by, and whether it gives the quotient or the remainder.
  private func division(
    of operation: Kernel.Operation, by index: Kernel.Value
  ) -> (divisor: Int, isQuotient: Bool)? {
    guard case .scalar(let scalar, let operands) = operation.kind, scalar == .divide || scalar == .remainder,
      operands[0] == index, let divisor = constants[operands[1]], divisor > 1
    else { return nil }
    return (divisor, scalar == .divide)
  }

  private mutating func split(_ loop: Kernel.Loop, by divisor: Int) -> Kernel.Loop {
    let index = loop.body.arguments[0]
    let (outer, inner) = (newIndex(), newIndex())
    let whole = AffineIndex(outer, stride: divisor) + AffineIndex(inner)
    var operations = [Kernel.Operation(.index(whole), results: [index])]
    for operation in loop.body.operations {
      guard let division = division(of: operation, by: index), division.divisor % divisor == 0 else {
        operations.append(operation)
        continue
      }
      let multiple = division.divisor / divisor
      operations += split(
        operation.results, division.isQuotient, outer, inner, by: divisor, multiple: multiple)
    }
    var innerLoop = loop
    innerLoop.upper = .constant(divisor)
    innerLoop.body = Kernel.Block(arguments: [inner], operations: operations)
    var outerLoop = loop
    outerLoop.upper = .constant((loop.extent ?? 0) / divisor)
    outerLoop.body = Kernel.Block(arguments: [outer], operations: [Kernel.Operation(.loop(innerLoop))])
    return outerLoop
  }

  /// `(divisor · outer + inner)` divided by `divisor · multiple`: the quotient is that of the outer index alone.
  private mutating func split(
    _ results: [Kernel.Value], _ isQuotient: Bool, _ outer: Kernel.Value, _ inner: Kernel.Value,
    by divisor: Int, multiple: Int
  ) -> [Kernel.Operation] {
    if multiple == 1 {
      return [Kernel.Operation(.index(AffineIndex(isQuotient ? outer : inner)), results: results)]
    }
    let count = newIndex()
    let constant = Kernel.Operation(
      .constant(Kernel.Constant(.int64, integer: multiple)), results: [count])
    if isQuotient {
      return [constant, Kernel.Operation(.scalar(.divide, [outer, count]), results: results)]
    }
    let rest = newIndex()
    return [
      constant, Kernel.Operation(.scalar(.remainder, [outer, count]), results: [rest]),
      Kernel.Operation(
        .index(AffineIndex(rest, stride: divisor) + AffineIndex(inner)), results: results),
    ]
  }

  private mutating func newIndex() -> Kernel.Value { kernel.newValue(.int64) }
}
