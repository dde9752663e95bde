import JAXIR

/// Finds the loads of one buffer and the stores to another.
struct AccessSearch {
  private let operand: Kernel.Buffer
  private let result: Kernel.Buffer
  private(set) var loads: [ElementAccess] = []
  private(set) var stores: [ElementAccess] = []
  private var path: [ElementAccess.PathStep] = []
  /// Integers as sums over numbers of iterations.
  private var known: [Kernel.Value: AffineIndex] = [:]
  private var extents: [Kernel.Value: Int?] = [:]
  /// Integers that are taken apart by a divisor.
  private var splits: [Kernel.Value: Split] = [:]
  private var nextValue: Int

  private struct Split {
    let divisor: Int
    var quotient: Kernel.Value?
    var remainder: Kernel.Value?
    /// Whether it is taken apart in several ways, of which no sum tells anything.
    var isAmbiguous = false
  }

  init(_ kernel: Kernel, operand: Kernel.Buffer, result: Kernel.Buffer) {
    self.operand = operand
    self.result = result
    nextValue = kernel.types.count
    findSplits(kernel.body)
    known = [:]
  }

  // MARK: Numbers of iterations

  private mutating func findSplits(_ block: Kernel.Block) {
    for operation in block.operations {
      switch operation.kind {
      case .constant: note(operation)
      case .scalar(.divide, let operands): split(operands, quotient: operation.results[0], remainder: nil)
      case .scalar(.remainder, let operands): split(operands, quotient: nil, remainder: operation.results[0])
      default: for inner in operation.blocks { findSplits(inner) }
      }
    }
  }

  private mutating func note(_ constant: Kernel.Operation) {
    guard case .constant(let literal) = constant.kind, literal.dtype == .int64 else { return }
    known[constant.results[0]] = AffineIndex(offset: Int(Int64(bitPattern: literal.bits)))
  }

  private mutating func split(_ operands: [Kernel.Value], quotient: Kernel.Value?, remainder: Kernel.Value?) {
    guard let index = known[operands[1]], index.isConstant, index.offset > 0 else { return }
    var split = splits[operands[0]] ?? Split(divisor: index.offset)
    split.isAmbiguous =
      split.isAmbiguous || split.divisor != index.offset || quotient != nil && split.quotient != nil
      || remainder != nil && split.remainder != nil
    split.quotient = split.quotient ?? quotient
    split.remainder = split.remainder ?? remainder
    splits[operands[0]] = split
  }

  /// Lets `value` run from 0 by 1; returns the values of which it is made, each of which does so for itself.
  private mutating func number(_ value: Kernel.Value, to extent: Int?) -> [Kernel.Value] {
    guard let extent, let split = splits[value], !split.isAmbiguous, extent % split.divisor == 0 else {
      extents[value] = .some(extent)
      return [value]
    }
    let (quotient, remainder) = (split.quotient ?? newValue(), split.remainder ?? newValue())
    let outer = number(quotient, to: extent / split.divisor)
    let inner = number(remainder, to: split.divisor)
    known[value] = resolved(AffineIndex(quotient, stride: split.divisor) + AffineIndex(remainder))
    return outer + inner
  }

  private mutating func newValue() -> Kernel.Value {
    defer { nextValue += 1 }
    return Kernel.Value(nextValue)
  }

  private func resolved(_ index: AffineIndex) -> AffineIndex {
    index.terms.reduce(AffineIndex(offset: index.offset)) { sum, term in
      sum + (known[term.value] ?? AffineIndex(term.value)) * term.stride
    }
  }

  // MARK: Accesses

  mutating func visit(_ block: Kernel.Block) {
    for (position, operation) in block.operations.enumerated() { visit(operation, at: position) }
  }

  private mutating func visit(_ operation: Kernel.Operation, at position: Int) {
    switch operation.kind {
    case .constant: note(operation)
    case .scalar: break
    case .index(let index): known[operation.results[0]] = resolved(index)
    case .load(let buffer, let index, _, _): if buffer == operand { loads.append(access(index, position)) }
    case .store(_, let buffer, let index, _): if buffer == result { stores.append(access(index, position)) }
    case .loop(let loop): visit(loop, at: position)
    case .reduce(let reduction):
      var indices: [Kernel.Value] = []
      for (value, bound) in zip(reduction.body.arguments, reduction.domain) {
        indices += number(value, to: bound.constant)
      }
      visit(reduction.body, position, 0, indices, .reduction)
      visit(reduction.combine, position, 1, [], .repetition)
    case .conditional(_, let then, let otherwise):
      visit(then, position, 0, [], .branch)
      visit(otherwise, position, 1, [], .branch)
    case .whileLoop(let loop):
      visit(loop.condition, position, 0, [], .repetition)
      visit(loop.body, position, 1, [], .repetition)
    }
  }

  private mutating func visit(_ loop: Kernel.Loop, at position: Int) {
    let value = loop.body.arguments[0]
    guard let lower = loop.lower.constant else { return visit(loop.body, position, 0, [value], .loop) }
    let trips = loop.upper.constant.map { $0 > lower ? ($0 - lower - 1) / loop.step + 1 : 0 }
    if lower == 0, loop.step == 1 { return visit(loop.body, position, 0, number(value, to: trips), .loop) }
    extents[value] = .some(trips)
    // The value itself numbers the iterations: what it stands for is a sum over that number.
    known[value] = AffineIndex(value, stride: loop.step, offset: lower)
    visit(loop.body, position, 0, [value], .loop)
  }

  private mutating func visit(
    _ block: Kernel.Block, _ position: Int, _ number: Int, _ indices: [Kernel.Value],
    _ kind: ElementAccess.PathStep.Kind
  ) {
    path.append(.init(position: position, block: number, indices: indices, kind: kind))
    visit(block)
    path.removeLast()
  }

  private func access(_ index: AffineIndex, _ position: Int) -> ElementAccess {
    ElementAccess(path: path, position: position, index: resolved(index), extents: extents)
  }
}
