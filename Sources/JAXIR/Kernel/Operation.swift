extension Kernel {
  /// One step of a block, with the values that it defines.
  package struct Operation: Hashable, Sendable {
    package var kind: Kind
    package var results: [Value]

    package init(_ kind: Kind, results: [Value] = []) {
      self.kind = kind
      self.results = results
    }

    package enum Kind: Hashable, Sendable {
      case constant(Constant)
      case scalar(ScalarOperation, [Value])
      /// The `int64` value of an affine expression.
      case index(AffineIndex)
      /// Memory type → compute type is the identity: the value has the buffer's dtype. Where `mask` is false
      /// nothing is read and the result is `otherwise`.
      case load(Buffer, AffineIndex, mask: Value?, otherwise: Value?)
      /// Where `mask` is false nothing is written.
      case store(Value, Buffer, AffineIndex, mask: Value?)
      case loop(Loop)
      case reduce(Reduction)
      /// Yields the results of one of two blocks. In a vector loop both may run, under complementary masks.
      case conditional(Value, then: Block, otherwise: Block)
      case whileLoop(WhileLoop)
    }
  }

  /// A loop bound: known, or an `int64` value.
  package enum Bound: Hashable, Sendable {
    case constant(Int)
    case value(Value)
  }

  /// `for i in lower..<upper by step`, carrying values from one iteration to the next.
  package struct Loop: Hashable, Sendable {
    package var schedule: Schedule
    package var lower: Bound
    package var upper: Bound
    /// At least 1.
    package var step: Int
    /// The carried values' first; empty unless the loop is serial or unrolled.
    package var initial: [Value]
    /// Arguments: the index (`int64`), then the carried values; results: the carried values' next.
    package var body: Block

    package init(
      schedule: Schedule = .serial, lower: Bound = .constant(0), upper: Bound, step: Int = 1,
      initial: [Value] = [], body: Block
    ) {
      self.schedule = schedule
      self.lower = lower
      self.upper = upper
      self.step = step
      self.initial = initial
      self.body = body
    }
  }

  /// How the iterations of a loop run. All but `serial` promise that iterations do not depend on each other.
  package enum Schedule: Hashable, Sendable {
    case serial
    /// Iterations may run on any thread; none is asked to.
    case parallel
    /// Iterations are dealt to threads, at least `grain` in a row to each: outside of any other concurrent loop.
    case threads(grain: Int)
    /// `lanes` iterations run at once, `interleave` such vectors side by side; the rest runs under a mask.
    case vector(lanes: Int, interleave: Int)
    /// All iterations are laid out one after the other; the bounds are constants.
    case unrolled
  }

  /// A reduction over a domain in an order that is part of its meaning.
  ///
  /// The domain is walked row-major. The last dimension is dealt to `lanes` accumulators, element `k` to lane
  /// `k mod lanes`, each starting from `initial`: `acc[k mod lanes] = combine(acc[k mod lanes], element)`.
  /// At the end `acc[j] = combine(acc[j], acc[j + h])` for `j < h`, with `h = lanes/2, lanes/4, … 1`.
  package struct Reduction: Hashable, Sendable {
    /// The extents of the domain, outermost first; at least one.
    package var domain: [Bound]
    /// A power of two.
    package var lanes: Int
    /// How the lanes run; at most `lanes` at once. Never changes a bit.
    package var vector: Int
    package var initial: [Value]
    /// Arguments: one `int64` index per dimension; results: the elements.
    package var body: Block
    /// Arguments: the accumulators, then as many elements; results: the next accumulators. Only scalar operations.
    package var combine: Block

    package init(
      domain: [Bound], lanes: Int, vector: Int = 1, initial: [Value], body: Block, combine: Block
    ) {
      self.domain = domain
      self.lanes = lanes
      self.vector = vector
      self.initial = initial
      self.body = body
      self.combine = combine
    }
  }

  /// Repeats `body` while `condition` yields true. In a vector loop each lane stops for itself.
  package struct WhileLoop: Hashable, Sendable {
    package var initial: [Value]
    /// Arguments: the carried values; result: one `bool`. No stores.
    package var condition: Block
    /// Arguments: the carried values; results: their next.
    package var body: Block

    package init(initial: [Value], condition: Block, body: Block) {
      self.initial = initial
      self.condition = condition
      self.body = body
    }
  }
}

extension Kernel.Operation {
  /// The blocks that the operation owns.
  package var blocks: [Kernel.Block] {
    switch kind {
    case .constant, .scalar, .index, .load, .store: []
    case .loop(let loop): [loop.body]
    case .reduce(let reduction): [reduction.body, reduction.combine]
    case .conditional(_, let then, let otherwise): [then, otherwise]
    case .whileLoop(let loop): [loop.condition, loop.body]
    }
  }

  /// The values that the operation itself reads, those of its blocks not counted.
  package var operands: [Kernel.Value] {
    switch kind {
    case .constant: []
    case .scalar(_, let values): values
    case .index(let index): index.values
    case .load(_, let index, let mask, let otherwise):
      index.values + [mask, otherwise].compactMap(\.self)
    case .store(let value, _, let index, let mask): [value] + index.values + [mask].compactMap(\.self)
    case .loop(let loop): [loop.lower, loop.upper].compactMap(\.value) + loop.initial
    case .reduce(let reduction): reduction.domain.compactMap(\.value) + reduction.initial
    case .conditional(let condition, _, _): [condition]
    case .whileLoop(let loop): loop.initial
    }
  }
}

extension Kernel.Bound {
  package var value: Kernel.Value? {
    if case .value(let value) = self { value } else { nil }
  }

  package var constant: Int? {
    if case .constant(let constant) = self { constant } else { nil }
  }
}

extension Kernel.Block {
  /// The block with every operation's own blocks rewritten.
  package func mappingBlocks(_ rewrite: (Kernel.Block) -> Kernel.Block) -> Kernel.Block {
    var block = self
    for position in block.operations.indices {
      block.operations[position] = block.operations[position].mappingBlocks(rewrite)
    }
    return block
  }
}

extension Kernel.Block {
  /// The block with other buffers.
  package func mappingBuffers(_ rewrite: (Kernel.Buffer) -> Kernel.Buffer) -> Kernel.Block {
    var block = mappingBlocks { $0.mappingBuffers(rewrite) }
    for position in block.operations.indices {
      switch block.operations[position].kind {
      case .load(let buffer, let index, let mask, let otherwise):
        block.operations[position].kind = .load(rewrite(buffer), index, mask: mask, otherwise: otherwise)
      case .store(let value, let buffer, let index, let mask):
        block.operations[position].kind = .store(value, rewrite(buffer), index, mask: mask)
      case .constant, .scalar, .index, .loop, .reduce, .conditional, .whileLoop: break
      }
    }
    return block
  }
}

extension Kernel.Operation {
  /// The operation with its own blocks rewritten.
  package func mappingBlocks(_ rewrite: (Kernel.Block) -> Kernel.Block) -> Kernel.Operation {
    var operation = self
    switch kind {
    case .constant, .scalar, .index, .load, .store: break
    case .loop(var loop):
      loop.body = rewrite(loop.body)
      operation.kind = .loop(loop)
    case .reduce(var reduction):
      reduction.body = rewrite(reduction.body)
      reduction.combine = rewrite(reduction.combine)
      operation.kind = .reduce(reduction)
    case .conditional(let condition, let then, let otherwise):
      operation.kind = .conditional(condition, then: rewrite(then), otherwise: rewrite(otherwise))
    case .whileLoop(var loop):
      loop.condition = rewrite(loop.condition)
      loop.body = rewrite(loop.body)
      operation.kind = .whileLoop(loop)
    }
    return operation
  }
}
