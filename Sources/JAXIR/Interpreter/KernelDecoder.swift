/// Flattens the blocks of a verified kernel into steps.
struct KernelDecoder {
  typealias Register = DecodedKernel.Register
  typealias Step = DecodedKernel.Step

  private let kernel: Kernel
  private(set) var decoded = DecodedKernel()
  /// The register of each value; two values that are always equal share one.
  private var registers: [Register]
  private var constants: [UInt64: Register] = [:]

  init(_ kernel: Kernel) {
    self.kernel = kernel
    registers = kernel.types.indices.map { Register($0) }
    decoded.registers = Array(repeating: 0, count: kernel.types.count)
  }

  mutating func decode() -> DecodedKernel {
    decode(kernel.body)
    // An index without values names register 0, times 0.
    if decoded.registers.isEmpty { decoded.registers = [0] }
    return decoded
  }

  // MARK: Registers

  private subscript(value: Kernel.Value) -> Register { registers[value.index] }

  private func registers(of values: [Kernel.Value]) -> [Register] { values.map { self[$0] } }

  private mutating func scratch(_ count: Int = 1) -> Register {
    decoded.registers.append(contentsOf: repeatElement(0, count: count))
    return Register(decoded.registers.count - count)
  }

  private mutating func constant(_ bits: UInt64) -> Register {
    if let register = constants[bits] { return register }
    let register = scratch()
    decoded.registers[Int(register)] = bits
    constants[bits] = register
    return register
  }

  private mutating func constant(_ value: Int) -> Register { constant(UInt64(bitPattern: Int64(value))) }

  private mutating func register(_ bound: Kernel.Bound) -> Register {
    switch bound {
    case .constant(let bound): constant(bound)
    case .value(let value): self[value]
    }
  }

  // MARK: Steps

  private var end: Int32 { Int32(decoded.steps.count) }

  private mutating func append(_ step: Step) { decoded.steps.append(step) }

  /// Reserves a step whose target is known only later.
  private mutating func reserve() -> Int {
    append(.jump(to: 0))
    return decoded.steps.count - 1
  }

  /// Copies all at once: a register that is both read and written is read first.
  private mutating func copy(_ sources: [Register], to targets: [Register]) {
    let moves = zip(sources, targets).filter { $0 != $1 }
    let written = Set(moves.map(\.1))
    var buffered: [(Register, Register)] = []
    for (source, target) in moves where written.contains(source) {
      let register = scratch()
      append(.copy(source, to: register))
      buffered.append((register, target))
    }
    for (source, target) in moves where !written.contains(source) { append(.copy(source, to: target)) }
    for (source, target) in buffered { append(.copy(source, to: target)) }
  }

  // MARK: Blocks

  private mutating func decode(_ block: Kernel.Block) {
    for operation in block.operations { decode(operation) }
  }

  private mutating func decode(_ operation: Kernel.Operation) {
    switch operation.kind {
    case .constant(let constant): decoded.registers[Int(self[operation.results[0]])] = constant.bits
    case .scalar(let scalar, let operands):
      // The verifier has accepted the operands.
      let evaluator = ScalarEvaluator(scalar, operands: operands.map { kernel[type: $0] })!
      let inputs = registers(of: operands) + [0, 0]
      append(
        .scalar(
          evaluator, result: self[operation.results[0]], inputs[0], inputs[1],
          operands.count > 2 ? inputs[2] : 0))
    case .index(let index): decode(index, to: self[operation.results[0]])
    case .load(let buffer, let index, let mask, let otherwise):
      let result = self[operation.results[0]]
      let skip = decodeMask(mask)
      append(.load(element(buffer, index), result: result))
      guard let skip, let otherwise else { return }
      let done = reserve()
      decoded.steps[skip.step] = .jumpIfFalse(skip.mask, to: end)
      append(.copy(self[otherwise], to: result))
      decoded.steps[done] = .jump(to: end)
    case .store(let value, let buffer, let index, let mask):
      let skip = decodeMask(mask)
      append(.store(element(buffer, index), value: self[value]))
      if let skip { decoded.steps[skip.step] = .jumpIfFalse(skip.mask, to: end) }
    case .loop(let loop): decode(loop, operation.results)
    case .reduce(let reduction): decode(reduction, operation.results)
    case .conditional(let condition, let then, let otherwise):
      decode(condition, then, otherwise, operation.results)
    case .whileLoop(let loop): decode(loop, operation.results)
    }
  }

  private mutating func decodeMask(_ mask: Kernel.Value?) -> (step: Int, mask: Register)? {
    mask.map { (reserve(), self[$0]) }
  }

  // MARK: Indices

  /// The sum of all but the last term, for which a step or an access has room itself.
  private mutating func partialSum(_ index: AffineIndex) -> Register {
    var sum = constant(index.offset)
    for term in index.terms.dropLast() {
      let next = scratch()
      append(.multiplyAdd(result: next, factor: self[term.value], stride: term.stride, addend: sum))
      sum = next
    }
    return sum
  }

  private mutating func decode(_ index: AffineIndex, to result: Register) {
    let sum = partialSum(index)
    if let last = index.terms.last {
      append(.multiplyAdd(result: result, factor: self[last.value], stride: last.stride, addend: sum))
    } else {
      append(.copy(sum, to: result))
    }
  }

  private mutating func element(_ buffer: Kernel.Buffer, _ index: AffineIndex) -> DecodedKernel.Element {
    var element = DecodedKernel.Element(
      buffer: Int32(buffer.index), memory: .init(kernel.declaration(of: buffer).dtype), factor: 0, stride: 0,
      offset: index.offset)
    if index.terms.count == 1 {
      element.factor = self[index.terms[0].value]
      element.stride = index.terms[0].stride
    } else if index.terms.count > 1 {
      element.factor = scratch()
      element.stride = 1
      element.offset = 0
      decode(index, to: element.factor)
    }
    return element
  }

  // MARK: Loops

  /// A loop around the steps that `body` appends.
  private mutating func loop(
    _ index: Register, from lower: Register, to upper: Register, by step: Int = 1,
    _ body: (inout KernelDecoder) -> Void
  ) {
    let entry = reserve()
    let head = end
    body(&self)
    append(.next(index: index, step: step, upper: upper, head: head))
    decoded.steps[entry] = .enter(index: index, lower: lower, upper: upper, exit: end)
  }

  private mutating func decode(_ loop: Kernel.Loop, _ results: [Kernel.Value]) {
    let carried = registers(of: Array(loop.body.arguments.dropFirst()))
    copy(registers(of: loop.initial), to: carried)
    let (lower, upper) = (register(loop.lower), register(loop.upper))
    self.loop(self[loop.body.arguments[0]], from: lower, to: upper, by: loop.step) { decoder in
      decoder.decode(loop.body)
      decoder.copy(decoder.registers(of: loop.body.results), to: carried)
    }
    copy(carried, to: registers(of: results))
  }

  private mutating func decode(_ loop: Kernel.WhileLoop, _ results: [Kernel.Value]) {
    let carried = registers(of: loop.condition.arguments)
    copy(registers(of: loop.initial), to: carried)
    let head = end
    decode(loop.condition)
    let exit = reserve()
    for (argument, register) in zip(loop.body.arguments, carried) { registers[argument.index] = register }
    decode(loop.body)
    copy(registers(of: loop.body.results), to: carried)
    append(.repeats(from: head))
    decoded.steps[exit] = .jumpIfFalse(self[loop.condition.results[0]], to: end)
    copy(carried, to: registers(of: results))
  }

  private mutating func decode(
    _ condition: Kernel.Value, _ then: Kernel.Block, _ otherwise: Kernel.Block, _ results: [Kernel.Value]
  ) {
    let entry = reserve()
    decode(then)
    copy(registers(of: then.results), to: registers(of: results))
    let done = reserve()
    decoded.steps[entry] = .jumpIfFalse(self[condition], to: end)
    decode(otherwise)
    copy(registers(of: otherwise.results), to: registers(of: results))
    decoded.steps[done] = .jump(to: end)
  }

  // MARK: Reductions

  /// Accumulator `j` of lane `l` is in register `first + count·l + j`.
  private mutating func decode(_ reduction: Kernel.Reduction, _ results: [Kernel.Value]) {
    let count = reduction.initial.count
    let lanes = reduction.lanes
    let first = scratch(count * lanes)
    for (position, value) in reduction.initial.enumerated() {
      append(
        .fill(self[value], first: first + Register(position), count: Int32(lanes), stride: Int32(count)))
    }
    decodeElements(reduction, axis: 0, first: first)
    var half = lanes / 2
    while half >= 1 {
      decodeTree(reduction, half, first: first)
      half /= 2
    }
    copy((0..<count).map { first + Register($0) }, to: registers(of: results))
  }

  private func lane(
    _ reduction: Kernel.Reduction, first: Register, _ position: Int, index: Register
  ) -> DecodedKernel.Lane {
    DecodedKernel.Lane(
      first: first + Register(position), stride: Int32(reduction.initial.count), index: index,
      mask: Int32(reduction.lanes - 1))
  }

  private mutating func decodeElements(_ reduction: Kernel.Reduction, axis: Int, first: Register) {
    let index = self[reduction.body.arguments[axis]]
    let upper = register(reduction.domain[axis])
    loop(index, from: constant(0), to: upper) { decoder in
      if axis + 1 < reduction.domain.count {
        decoder.decodeElements(reduction, axis: axis + 1, first: first)
      } else {
        decoder.decode(reduction.body)
        let elements = decoder.registers(of: reduction.body.results)
        decoder.decodeCombine(reduction, first: first, index: index, elements: elements)
      }
    }
  }

  /// Combines the accumulators of one lane with `elements`.
  private mutating func decodeCombine(
    _ reduction: Kernel.Reduction, first: Register, index: Register, elements: [Register]
  ) {
    let count = reduction.initial.count
    let arguments = reduction.combine.arguments
    for position in 0..<count {
      append(.readLane(lane(reduction, first: first, position, index: index), to: self[arguments[position]]))
      registers[arguments[count + position].index] = elements[position]
    }
    decode(reduction.combine)
    for (position, result) in reduction.combine.results.enumerated() {
      append(.writeLane(lane(reduction, first: first, position, index: index), from: self[result]))
    }
  }

  /// `acc[j] = combine(acc[j], acc[j + half])` for `j < half`.
  private mutating func decodeTree(_ reduction: Kernel.Reduction, _ half: Int, first: Register) {
    let index = scratch()
    let other = scratch()
    let elements = reduction.initial.map { _ in scratch() }
    let distance = constant(half)
    loop(index, from: constant(0), to: distance) { decoder in
      decoder.append(.multiplyAdd(result: other, factor: index, stride: 1, addend: distance))
      for (position, element) in elements.enumerated() {
        decoder.append(.readLane(decoder.lane(reduction, first: first, position, index: other), to: element))
      }
      decoder.decodeCombine(reduction, first: first, index: index, elements: elements)
    }
  }
}
