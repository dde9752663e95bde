internal import CLLVMShim
import JAXIR

/// Reductions with more virtual lanes than fit in registers: those inside a vector loop, of which each lane has them all,
/// and those that are not to run in vectors. They lie in stack memory, because which one an element goes to is known only
/// as the loop runs.
extension KernelEmitter {
  func emitPerLane(_ reduction: Kernel.Reduction, results: [Kernel.Value]) {
    let accumulators = results.map { result in
      LaneArray(self, kernel[type: result], count: reduction.lanes)
    }
    let initial = reduction.initial.map(vectors)
    forEachSlot(below: reduction.lanes) { slot in
      for (array, value) in zip(accumulators, initial) { array.store(value, at: slot) }
    }
    walkSlots(reduction, dimension: 0) { slot in
      emit(reduction.body)
      take(reduction, reduction.body.results.map(value), into: accumulators, at: slot)
    }
    var half = reduction.lanes / 2
    while half > 0 {
      forEachSlot(below: half) { slot in
        let other = ir.add(slot, ir.constant(half))
        take(reduction, accumulators.map { lanes($0.load(at: other)) }, into: accumulators, at: slot)
      }
      half /= 2
    }
    for (result, array) in zip(results, accumulators) {
      bind(result, lanes(array.load(at: ir.constant(0))))
    }
  }

  private func first(_ vector: IRValue) -> IRValue {
    frame.shape.width == 1 ? vector : ir.extract(vector, lane: 0)
  }

  private func forEachSlot(below count: Int, _ body: (IRValue) -> Void) {
    _ = counted(from: ir.constant(0), to: ir.constant(count), by: 1, carrying: []) { slot, _ in
      body(slot)
      return []
    }
  }

  /// Runs `body` for each point of the domain with the slot that its element goes to.
  private func walkSlots(_ reduction: Kernel.Reduction, dimension: Int, _ body: (IRValue) -> Void) {
    let isLast = dimension == reduction.domain.count - 1
    let bound = value(of: reduction.domain[dimension])
    _ = forEach(from: .uniform(ir.constant(0)), to: bound, by: 1, carrying: []) { index, _ in
      bind(reduction.body.arguments[dimension], index)
      if isLast {
        // Counted from 0 in every lane, so the position is the same where the bounds differ.
        let position = isUniform(index) ? scalar(index) : first(vectors(index)[0])
        body(ir.and(position, ir.constant(reduction.lanes - 1)))
      } else {
        walkSlots(reduction, dimension: dimension + 1, body)
      }
      return []
    }
  }

  /// Combines `elements` into one slot; lanes that are masked off keep it.
  private func take(
    _ reduction: Kernel.Reduction, _ elements: [LaneValue], into accumulators: [LaneArray], at slot: IRValue
  ) {
    let old = accumulators.map { $0.load(at: slot) }
    bind(reduction.combine.arguments, old.map(lanes) + elements)
    emit(reduction.combine)
    for (position, array) in accumulators.enumerated() {
      var new = vectors(reduction.combine.results[position])
      if let mask = frame.mask {
        new = new.indices.map { ir.select(mask[$0], new[$0], old[position][$0]) }
      }
      array.store(new, at: slot)
    }
  }
}

/// Stack memory that holds, for each of `count` slots, one value per lane of a frame.
private struct LaneArray {
  private let ir: IRBuilder
  private let dtype: DType
  private let shape: LaneShape
  private let pointer: IRValue

  init(_ emitter: KernelEmitter, _ dtype: DType, count: Int) {
    ir = emitter.ir
    self.dtype = dtype
    shape = emitter.frame.shape
    pointer = emitter.allocate(dtype, count: count * shape.count)
  }

  private func address(_ slot: IRValue, clone: Int) -> IRValue {
    let element = ir.memoryType(dtype)
    let start = ir.address(pointer, element, at: ir.multiply(slot, shape.count))
    return ir.address(start, element, at: ir.constant(clone * shape.width))
  }

  func load(at slot: IRValue) -> [IRValue] {
    (0..<shape.clones).map { clone in
      let type = ir.memoryType(dtype, width: shape.width)
      let vector = ir.load(type, address(slot, clone: clone), alignment: dtype.byteCount)
      return dtype == .bool ? ir.compare(CLLVMIntNE, vector, ir.zero(type)) : vector
    }
  }

  func store(_ vectors: [IRValue], at slot: IRValue) {
    for (clone, vector) in vectors.enumerated() {
      let type = ir.memoryType(dtype, width: shape.width)
      let bytes = dtype == .bool ? ir.cast(CLLVMZExt, vector, to: type) : vector
      ir.store(bytes, address(slot, clone: clone), alignment: dtype.byteCount)
    }
  }
}
