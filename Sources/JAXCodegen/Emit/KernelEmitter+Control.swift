internal import CLLVMShim
import JAXIR

extension KernelEmitter {
  // MARK: Control flow of LLVM

  /// `if condition { then } else { otherwise }`, giving the results of the one that ran.
  func branch(
    _ condition: IRValue, then: () -> [IRValue], otherwise: () -> [IRValue]
  ) -> [IRValue] {
    let thenBlock = ir.block("then", in: function)
    let elseBlock = ir.block("else", in: function)
    let exit = ir.block("endif", in: function)
    ir.branch(if: condition, to: thenBlock, else: elseBlock)
    ir.position(at: thenBlock)
    let first = then()
    let thenEnd = ir.currentBlock
    ir.branch(to: exit)
    ir.position(at: elseBlock)
    let second = otherwise()
    let elseEnd = ir.currentBlock
    ir.branch(to: exit)
    ir.position(at: exit)
    return zip(first, second).map { phi([($0, thenEnd), ($1, elseEnd)]) }
  }

  private func phi(_ incoming: [(IRValue, IRBlock)]) -> IRValue {
    let phi = ir.phi(CLLVMTypeOf(incoming[0].0))
    for (value, block) in incoming { CLLVMAddIncoming(phi, value, block) }
    return phi
  }

  /// `for index in lower..<upper by step`; gives what the last iteration carries on. Known to run never or once, it is
  /// no loop.
  func counted(
    from lower: IRValue, to upper: IRValue, by step: Int, carrying initial: [IRValue],
    atMostOnce: Bool = false, _ body: (IRValue, [IRValue]) -> [IRValue]
  ) -> [IRValue] {
    var runs: Bool?
    var once = atMostOnce
    if let first = ir.constantValue(lower), let end = ir.constantValue(upper) {
      runs = first < end
      once = once || end - first <= step
    }
    if runs == false { return initial }
    if runs == true, once { return body(lower, initial) }
    let start = ir.currentBlock
    let loop = ir.block("loop", in: function)
    let exit = ir.block("done", in: function)
    if runs == true {
      ir.branch(to: loop)
    } else {
      ir.branch(if: ir.compare(CLLVMIntSLT, lower, upper), to: loop, else: exit)
    }
    ir.position(at: loop)
    let final: [IRValue]
    if once {
      final = body(lower, initial)
      ir.branch(to: exit)
    } else {
      final = repeating(
        loop, from: lower, to: upper, by: step, initial: initial, start: start, exit: exit, body)
    }
    let end = ir.currentBlock
    ir.position(at: exit)
    if runs == true { return final }
    return zip(initial, final).map { phi([($0, start), ($1, end)]) }
  }

  /// The inside of a loop that has at least one iteration; the condition is at its end.
  private func repeating(
    _ loop: IRBlock, from lower: IRValue, to upper: IRValue, by step: Int, initial: [IRValue],
    start: IRBlock, exit: IRBlock, _ body: (IRValue, [IRValue]) -> [IRValue]
  ) -> [IRValue] {
    let index = ir.phi(ir.i64)
    let carried = initial.map { ir.phi(CLLVMTypeOf($0)) }
    let next = body(index, carried)
    let following = ir.binary(CLLVMAdd, index, ir.constant(step))
    let end = ir.currentBlock
    ir.branch(if: ir.compare(CLLVMIntSLT, following, upper), to: loop, else: exit)
    for (phi, (first, later)) in zip([index] + carried, zip([lower] + initial, [following] + next)) {
      CLLVMAddIncoming(phi, first, start)
      CLLVMAddIncoming(phi, later, end)
    }
    return next
  }

  // MARK: Conditional

  func emitConditional(
    _ condition: Kernel.Value, _ then: Kernel.Block, _ otherwise: Kernel.Block, results: [Kernel.Value]
  ) {
    if case .uniform(let bit) = value(condition) {
      let varying = results.map(varies)
      let emitSide = { (block: Kernel.Block) in
        self.emit(block)
        return self.pack(block.results.map(self.value), varying: varying)
      }
      let flat = branch(bit, then: { emitSide(then) }, otherwise: { emitSide(otherwise) })
      return bind(results, unpack(flat, varying: varying))
    }
    let bits = vectors(condition)
    let unset = bits.map { ir.not($0, width: frame.shape.width) }
    let first = emitMasked(then, where: bits)
    let second = emitMasked(otherwise, where: unset)
    let selected = first.indices.map { ir.select(bits[$0 % bits.count], first[$0], second[$0]) }
    bind(results, unpack(selected, varying: results.map { _ in true }))
  }

  /// Runs `block` for the active lanes where `bits` is set, if there are any; the results of other lanes are anything.
  private func emitMasked(_ block: Kernel.Block, where bits: [IRValue]) -> [IRValue] {
    let varying = block.results.map { _ in true }
    if block.isCheap {
      emit(block)
      return pack(block.results.map(value), varying: varying)
    }
    var inner = frame
    inner.mask = frame.mask.map { zip($0, bits).map(ir.and) } ?? bits
    let types = block.results.map { ir.type(kernel[type: $0], width: frame.shape.width) }
    let skipped = types.flatMap { Array(repeating: ir.zero($0), count: frame.shape.clones) }
    return branch(
      anyLane(inner.mask!),
      then: {
        within(inner) {
          emit(block)
          return pack(block.results.map(value), varying: varying)
        }
      }, otherwise: { skipped })
  }

  // MARK: While

  func emit(_ loop: Kernel.WhileLoop, results: [Kernel.Value]) {
    if varies(loop.condition.results[0]) { return emitPerLane(loop, results: results) }
    let varying = loop.body.arguments.map(varies)
    let initial = pack(loop.initial.map(value), varying: varying)
    let (header, exit, carried) = openLoop(initial)
    bind(loop.condition.arguments, unpack(carried, varying: varying))
    emit(loop.condition)
    let body = ir.block("do", in: function)
    ir.branch(if: scalar(value(loop.condition.results[0])), to: body, else: exit)
    ir.position(at: body)
    bind(loop.body.arguments, unpack(carried, varying: varying))
    emit(loop.body)
    // A flag that stays in the first cache costs less than counting the turns until the next look at it.
    if let cancelled { leave(ifCancelled: cancelled) }
    let next = pack(loop.body.results.map(value), varying: varying)
    closeLoop(header, exit, carried, next)
    bind(results, unpack(carried, varying: varying))
  }

  /// Each lane stops for itself: it keeps its values once its condition is false, and the loop ends with the last lane.
  private func emitPerLane(_ loop: Kernel.WhileLoop, results: [Kernel.Value]) {
    let varying = loop.body.arguments.map { _ in true }
    let clones = frame.shape.clones
    let all = Array(repeating: ir.splat(1, bits: 1, width: frame.shape.width), count: clones)
    let initial = (frame.mask ?? all) + pack(loop.initial.map(value), varying: varying)
    let (header, exit, state) = openLoop(initial)
    let running = Array(state.prefix(clones))
    let carried = Array(state.dropFirst(clones))
    var inner = frame
    inner.mask = running
    let active = within(inner) {
      bind(loop.condition.arguments, unpack(carried, varying: varying))
      emit(loop.condition)
      return zip(running, vectors(loop.condition.results[0])).map(ir.and)
    }
    let body = ir.block("do", in: function)
    ir.branch(if: anyLane(active), to: body, else: exit)
    ir.position(at: body)
    inner.mask = active
    let next = within(inner) {
      bind(loop.body.arguments, unpack(carried, varying: varying))
      emit(loop.body)
      let next = pack(loop.body.results.map(value), varying: varying)
      return next.indices.map { ir.select(active[$0 % clones], next[$0], carried[$0]) }
    }
    closeLoop(header, exit, state, active + next)
    bind(results, unpack(carried, varying: varying))
  }

  private func openLoop(_ initial: [IRValue]) -> (header: IRBlock, exit: IRBlock, carried: [IRValue]) {
    let start = ir.currentBlock
    let header = ir.block("while", in: function)
    let exit = ir.block("done", in: function)
    ir.branch(to: header)
    ir.position(at: header)
    return (
      header, exit,
      initial.map { value in
        let phi = ir.phi(CLLVMTypeOf(value))
        CLLVMAddIncoming(phi, value, start)
        return phi
      }
    )
  }

  private func closeLoop(_ header: IRBlock, _ exit: IRBlock, _ carried: [IRValue], _ next: [IRValue]) {
    for (phi, value) in zip(carried, next) { CLLVMAddIncoming(phi, value, ir.currentBlock) }
    ir.branch(to: header)
    ir.position(at: exit)
  }
}

extension Kernel.Block {
  /// Whether running the block for nothing costs less than asking whether it is needed: a few operations that touch no
  /// memory. All of them are total, so none can go wrong.
  fileprivate var isCheap: Bool {
    operations.count <= 12
      && operations.allSatisfy { operation in
        switch operation.kind {
        case .constant, .index: true
        case .scalar(.divide, _), .scalar(.remainder, _): false
        case .scalar: true
        case .load, .store, .loop, .reduce, .conditional, .whileLoop: false
        }
      }
  }
}
