extension Kernel {
  /// The same kernel with its values numbered 0, 1, 2… in the order of their definition (those of an operation's
  /// blocks before its results) and without types of values that do not exist.
  ///
  /// Two kernels mean the same code if their renumbered forms are equal but for the name. Values that are used and
  /// never defined, in a malformed kernel, get the numbers after the last.
  package var renumbered: Kernel {
    var renumbering = Renumbering(types: types)
    var kernel = self
    kernel.extents = renumbering.define(extents)
    kernel.body = renumbering.block(body)
    kernel.types = renumbering.newTypes
    return kernel
  }

  /// Equal for two kernels if and only if one native function can serve both: renumbered, without the name.
  package var identity: Kernel {
    var kernel = renumbered
    kernel.name = ""
    return kernel
  }
}

private struct Renumbering {
  let types: [DType]
  private(set) var newTypes: [DType] = []
  private var numbers: [Kernel.Value: Kernel.Value] = [:]

  init(types: [DType]) { self.types = types }

  mutating func define(_ values: [Kernel.Value]) -> [Kernel.Value] { values.map { use($0) } }

  /// A definition comes before its uses, so the first mention of a value is where it gets its number.
  private mutating func use(_ value: Kernel.Value) -> Kernel.Value {
    if let number = numbers[value] { return number }
    let number = Kernel.Value(newTypes.count)
    newTypes.append(value.index < types.count ? types[value.index] : .bool)
    numbers[value] = number
    return number
  }

  mutating func block(_ block: Kernel.Block) -> Kernel.Block {
    let arguments = define(block.arguments)
    let operations = block.operations.map { operation in
      let kind = kind(operation.kind)
      return Kernel.Operation(kind, results: define(operation.results))
    }
    return Kernel.Block(arguments: arguments, operations: operations, results: block.results.map { use($0) })
  }

  private mutating func index(_ index: AffineIndex) -> AffineIndex {
    var renumbered = AffineIndex(offset: index.offset)
    for term in index.terms { renumbered = renumbered + AffineIndex(use(term.value), stride: term.stride) }
    return renumbered
  }

  private mutating func bound(_ bound: Kernel.Bound) -> Kernel.Bound {
    if case .value(let value) = bound { .value(use(value)) } else { bound }
  }

  private mutating func kind(_ kind: Kernel.Operation.Kind) -> Kernel.Operation.Kind {
    switch kind {
    case .constant: return kind
    case .scalar(let operation, let operands): return .scalar(operation, operands.map { use($0) })
    case .index(let affine): return .index(index(affine))
    case .load(let buffer, let affine, let mask, let otherwise):
      return .load(buffer, index(affine), mask: mask.map { use($0) }, otherwise: otherwise.map { use($0) })
    case .store(let value, let buffer, let affine, let mask):
      return .store(use(value), buffer, index(affine), mask: mask.map { use($0) })
    case .loop(var loop):
      loop.lower = bound(loop.lower)
      loop.upper = bound(loop.upper)
      loop.initial = loop.initial.map { use($0) }
      loop.body = block(loop.body)
      return .loop(loop)
    case .reduce(var reduction):
      reduction.domain = reduction.domain.map { bound($0) }
      reduction.initial = reduction.initial.map { use($0) }
      reduction.body = block(reduction.body)
      reduction.combine = block(reduction.combine)
      return .reduce(reduction)
    case .conditional(let condition, let then, let otherwise):
      return .conditional(use(condition), then: block(then), otherwise: block(otherwise))
    case .whileLoop(var loop):
      loop.initial = loop.initial.map { use($0) }
      loop.condition = block(loop.condition)
      loop.body = block(loop.body)
      return .whileLoop(loop)
    }
  }
}
