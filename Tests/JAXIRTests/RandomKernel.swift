@testable import JAXIR

/// Makes valid kernels at random: all operations, all dtypes, nested control, accesses in bounds, loops that end.
final class RandomKernel {
  private var random: SplitMix
  private let builder: KernelBuilder
  private var buffers: [(id: Kernel.Buffer, declaration: Kernel.BufferDeclaration)] = []
  private var scope = Scope()

  /// What is known inside a block and forgotten after it.
  private struct Scope {
    /// The values that may be used, innermost last.
    var pool: [Scalar] = []
    /// Indices of the enclosing loops and reductions, below their extents.
    var indices: [(value: Scalar, extent: Int)] = []
    var depth = 0
    var isInsideVector = false
    var isInsideConcurrent = false
    /// Whether nothing around runs at once, nor is a reduction or a condition.
    var isAlone = true
    var maySideEffect = true
  }

  private static let dtypes = DType.allCases.filter { !$0.isComplex }

  static func make(seed: UInt64) -> Kernel {
    let generator = RandomKernel(seed: seed)
    generator.declare()
    generator.statements(6)
    return generator.builder.finish()
  }

  private init(seed: UInt64) {
    random = SplitMix(seed: seed)
    builder = KernelBuilder(name: seed % 3 == 0 ? "odd name \"\(seed)\"" : "random\(seed)")
  }

  private func below(_ count: Int) -> Int { Int.random(in: 0..<count, using: &random) }

  private func pick<T>(_ choices: [T]) -> T { choices[below(choices.count)] }

  private func dtype() -> DType { pick(Self.dtypes) }

  private func declare() {
    for _ in 0..<(1 + below(4)) {
      let declaration = Kernel.BufferDeclaration(
        dtype(), count: 1 + below(40), access: pick(Kernel.Access.allCases))
      let id = builder.parameter(declaration.dtype, count: declaration.count, access: declaration.access)
      buffers.append((id, declaration))
    }
    for _ in 0..<below(2) { scope.pool.append(builder.extent()) }
    for _ in 0..<below(2) {
      let declaration = Kernel.BufferDeclaration(dtype(), count: 1 + below(20), access: .readWrite)
      buffers.append((builder.local(declaration.dtype, count: declaration.count!), declaration))
    }
  }

  // MARK: Values

  private func constant(_ dtype: DType) -> Scalar {
    let bits = below(2) == 0 ? random.next() : UInt64(below(5))
    return builder.constant(Kernel.Constant(dtype, bits: bits & (UInt64.max >> UInt64(64 - dtype.bitWidth))))
  }

  private func value(_ dtype: DType) -> Scalar {
    let candidates = scope.pool.filter { $0.dtype == dtype }
    if !candidates.isEmpty, below(4) > 0 { return pick(candidates) }
    if !scope.pool.isEmpty, below(2) == 0 { return pick(scope.pool).convert(to: dtype) }
    return constant(dtype)
  }

  private func operation() {
    let names = [
      "add", "sub", "mul", "neg", "div", "rem", "fma", "min", "max", "abs", "sqrt", "floor", "ceil", "trunc",
      "roundeven", "copysign", "and", "or", "xor", "not", "shl", "lshr", "ashr", "popcnt", "clz", "select",
    ]
    var operation = ScalarOperation(name: pick(names))!
    switch below(8) {
    case 0: operation = .convert(dtype())
    case 1: operation = .bitcast(dtype())
    case 2: operation = .compare(pick(Comparison.allCases))
    default: break
    }
    let dtype = dtype()
    var operands = Array(repeating: dtype, count: operation.operandCount)
    if operation == .select { operands[0] = .bool }
    guard operation.resultType(of: operands) != nil else { return }
    var values: [Scalar] = []
    for operand in operands { values.append(value(operand)) }
    scope.pool.append(builder.apply(operation, values))
  }

  /// An index inside a buffer of `count` elements.
  private func index(_ count: Int) -> AffineIndex {
    var index = AffineIndex()
    var room = count - 1
    for (value, extent) in scope.indices where extent > 1 && room >= extent - 1 && below(2) == 0 {
      let stride = 1 + below(room / (extent - 1))
      index = index + AffineIndex(value.value, stride: stride)
      room -= stride * (extent - 1)
    }
    return index + below(room + 1)
  }

  // MARK: Statements

  private func statements(_ count: Int) {
    for _ in 0..<(1 + below(count)) { statement() }
  }

  private func statement() {
    switch below(scope.depth < 4 ? 14 : 8) {
    case 0, 1: load()
    case 2, 3: store()
    case 4...7: operation()
    case 8, 9: loop()
    case 10: reduction()
    case 11: conditional()
    case 12: whileLoop()
    default: carryingLoop()
    }
  }

  private func load() {
    // Iterations that run at once must not read what others write.
    let readable = buffers.filter {
      scope.isInsideConcurrent ? $0.declaration.access == .read : $0.declaration.access.canRead
    }
    guard !readable.isEmpty else { return }
    let (id, declaration) = pick(readable)
    let index = index(declaration.count!)
    if below(3) == 0 {
      let mask = value(.bool)
      scope.pool.append(builder.load(id, at: index, mask: mask, otherwise: value(declaration.dtype)))
    } else {
      scope.pool.append(builder.load(id, at: index))
    }
  }

  private func store() {
    let writable = buffers.filter { $0.declaration.access != .read }
    guard scope.maySideEffect, !scope.isInsideConcurrent, !writable.isEmpty else { return }
    let (id, declaration) = pick(writable)
    let index = index(declaration.count!)
    let mask = below(3) == 0 ? value(.bool) : nil
    builder.store(value(declaration.dtype), to: id, at: index, mask: mask)
  }

  /// Runs `body` as the inside of a block.
  private func inside<T>(_ body: () -> T) -> T {
    let outer = scope
    defer { scope = outer }
    scope.depth += 1
    return body()
  }

  private func loop() {
    let extent = below(8)
    let schedules: [Kernel.Schedule] =
      scope.isInsideVector
      ? [.serial, .unrolled]
      : [.serial, .unrolled, .parallel, .vector(lanes: pick([1, 2, 4, 8, 16]), interleave: 1 + below(3))]
        + (scope.isAlone ? [.threads(grain: 1 + below(3))] : [])
    let schedule = pick(schedules)
    let isThreads = if case .threads = schedule { true } else { false }
    let isConcurrent = schedule != .serial && schedule != .unrolled
    let isVector = isConcurrent && schedule != .parallel && !isThreads
    inside {
      let targets =
        isConcurrent && !scope.isInsideConcurrent && scope.maySideEffect
        ? buffers.filter { $0.declaration.access != .read && $0.declaration.count! >= extent } : []
      scope.isInsideConcurrent = scope.isInsideConcurrent || isConcurrent
      scope.isInsideVector = scope.isInsideVector || isVector
      scope.isAlone = scope.isAlone && !isConcurrent
      builder.loop(schedule, to: extent) { index in
        scope.indices.append((index, extent))
        scope.pool.append(index)
        statements(4)
        guard !targets.isEmpty else { return }
        let (id, declaration) = pick(targets)
        builder.store(value(declaration.dtype), to: id, at: index.index)
      }
    }
  }

  private func carryingLoop() {
    var initial: [Scalar] = []
    for _ in 0..<(1 + below(3)) { initial.append(value(dtype())) }
    let lower = below(5) - 2
    let results = inside {
      builder.loop(
        pick([.serial, .unrolled]), from: .constant(lower), to: .constant(lower + below(9)),
        by: 1 + below(3), carrying: initial
      ) { index, carried in
        scope.pool += [index] + carried
        statements(3)
        return initial.map { value($0.dtype) }
      }
    }
    scope.pool += results
  }

  private func reduction() {
    var initial: [Scalar] = []
    for _ in 0..<(1 + below(2)) { initial.append(value(dtype())) }
    let lanes = scope.isInsideVector ? 1 : pick([1, 2, 4, 8])
    let vector = pick([1, lanes])
    var extents = [below(12)]
    if below(2) == 0 { extents.append(below(12)) }
    let results = inside {
      builder.reduce(
        over: extents.map { .constant($0) }, lanes: lanes, vector: vector, from: initial,
        elements: { indices in
          inside {
            scope.isInsideVector = scope.isInsideVector || vector > 1
            scope.isInsideConcurrent = true
            scope.maySideEffect = false
            scope.isAlone = false
            for (index, extent) in zip(indices, extents) { scope.indices.append((index, extent)) }
            scope.pool += indices
            statements(3)
            return initial.map { value($0.dtype) }
          }
        },
        combine: { accumulators, elements in
          zip(accumulators, elements).map { a, b in
            b.builder.apply(a.dtype == .bool ? .xor : pick([.add, .multiply, .minimum]), a, b)
          }
        })
    }
    scope.pool += results
  }

  private func conditional() {
    let condition = value(.bool)
    let dtypes = [dtype(), dtype()].prefix(below(3))
    let results = inside {
      func branch() -> [Scalar] {
        inside {
          statements(3)
          return dtypes.map { value($0) }
        }
      }
      return builder.conditional(condition, then: branch, otherwise: branch)
    }
    scope.pool += results
  }

  /// Counts down, so that it ends.
  private func whileLoop() {
    let start = builder.constant(Kernel.Constant(.int32, integer: below(6)))
    let other = value(dtype())
    let results = inside {
      builder.whileLoop(carrying: [start, other]) { carried in
        carried[0].compare(.greater, carried[0].constant(integer: 0))
      } body: { carried in
        scope.pool += carried
        statements(3)
        return [carried[0] - carried[0].constant(integer: 1), value(other.dtype)]
      }
    }
    scope.pool += results
  }
}
