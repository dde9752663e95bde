internal import CLLVMShim
import JAXIR

extension KernelEmitter {
  // MARK: Indices

  /// The value of `index`: uniform, or a ramp whose stride is known, or one per lane.
  func value(of index: AffineIndex) -> LaneValue {
    var scalars: [IRValue] = []
    var stride = 0
    var vectors: [IRValue]?
    for term in index.terms {
      switch value(term.value) {
      case .uniform(let scalar): scalars.append(ir.multiply(scalar, term.stride))
      case .ramp(let base, let step):
        scalars.append(ir.multiply(base, term.stride))
        stride += step * term.stride
      case .varying(let lanes):
        let factor = ir.splat(term.stride, bits: 64, width: frame.shape.width)
        let scaled = term.stride == 1 ? lanes : lanes.map { ir.binary(CLLVMMul, $0, factor) }
        vectors = vectors.map { zip($0, scaled).map(ir.add) } ?? scaled
      }
    }
    // Values of outer loops have lower ids: their sum comes first and is invariant in the inner ones.
    let base = ir.add(scalars.reduce(ir.constant(0), ir.add), ir.constant(index.offset))
    let linear = stride == 0 ? LaneValue.uniform(base) : .ramp(base, stride: stride)
    guard let vectors else { return linear }
    if case .uniform = linear, ir.constantValue(base) == 0 { return .varying(vectors) }
    return .varying(zip(self.vectors(linear), vectors).map(ir.add))
  }

  /// The lanes that are active and where `mask` is true; nil for all.
  private func active(where mask: Kernel.Value?) -> [IRValue]? {
    guard let mask else { return frame.mask }
    guard let outer = frame.mask else { return vectors(mask) }
    return zip(outer, vectors(mask)).map(ir.and)
  }

  /// Whether any lane of any clone is set.
  func anyLane(_ mask: [IRValue]) -> IRValue {
    ir.any(mask.dropFirst().reduce(mask[0], ir.or), width: frame.shape.width)
  }

  // MARK: Loads

  func load(
    _ buffer: Kernel.Buffer, at index: AffineIndex, mask: Kernel.Value?, otherwise: Kernel.Value?
  ) -> LaneValue {
    let access = MemoryAccess(self, buffer)
    let row = rowStart(of: index, in: buffer)
    let place = value(of: row.start)
    if case .uniform(let position) = place {
      return load(access, position, mask: mask, otherwise: otherwise)
    }
    let active = active(where: mask)
    let fallback = otherwise.map { access.toMemory(vectors($0)) }
    let loaded = (0..<frame.shape.clones).map { clone in
      access.load(place, row, clone: clone, mask: active?[clone], otherwise: fallback?[clone])
    }
    return .varying(access.fromMemory(loaded))
  }

  /// What is loaded at every `stride`-th place is seen as elements `lead` of rows of that length, so that loads of
  /// neighbours, such as the coordinates of points, take the same vectors of memory apart.
  struct RowStart {
    /// Of the first row; not before the buffer.
    var start: AffineIndex
    /// Not 0 only for one of `VectorTarget.shuffledStrides`.
    var lead = 0
    /// Whether the buffer is made of such rows, so that those of the elements are in it up to their ends.
    var isWhole = false
  }

  /// The first row of the elements at `index`; those of no row where that cannot be told.
  private func rowStart(of index: AffineIndex, in buffer: Kernel.Buffer) -> RowStart {
    let none = RowStart(start: index)
    let stride = index.terms.reduce(0) { sum, term in
      if case .ramp(_, let step) = value(term.value) { sum + step * term.stride } else { sum }
    }
    guard VectorTarget.shuffledStrides.contains(stride) else { return none }
    var (start, constant) = (AffineIndex(), index.offset)
    for term in index.terms {
      switch value(term.value) {
      case .uniform(let scalar):
        if let number = ir.constantValue(scalar) {
          // A place under a mask may be anywhere.
          let (distance, isFar) = number.multipliedReportingOverflow(by: term.stride)
          let (sum, isFarther) = constant.addingReportingOverflow(distance)
          guard !isFar, !isFarther else { return none }
          constant = sum
          continue
        }
      case .ramp: break
      case .varying: return none
      }
      guard term.stride > 0, notNegative.contains(term.value) else { return none }
      start = start + AffineIndex(term.value, stride: term.stride)
    }
    guard constant >= 0 else { return none }
    let lead = constant % stride
    let isWhole =
      start.terms.allSatisfy { $0.stride % stride == 0 }
      && kernel.declaration(of: buffer).count.map { $0 % stride == 0 } ?? false
    return RowStart(start: start + (constant - lead), lead: lead, isWhole: isWhole)
  }

  /// A load of one element for all lanes.
  private func load(
    _ access: MemoryAccess, _ position: IRValue, mask: Kernel.Value?, otherwise: Kernel.Value?
  ) -> LaneValue {
    guard let mask, let otherwise else { return .uniform(access.loadScalar(position)) }
    let zero = ir.zero(ir.type(access.dtype))
    let condition = value(mask)
    let fallback = value(otherwise)
    if case .uniform(let bit) = condition {
      if case .uniform(let scalar) = fallback {
        return .uniform(branch(bit, then: { [access.loadScalar(position)] }, otherwise: { [scalar] })[0])
      }
      let loaded = branch(bit, then: { [access.loadScalar(position)] }, otherwise: { [zero] })[0]
      let vector = ir.splat(loaded, frame.shape.width)
      return .varying(vectors(fallback).map { ir.select(bit, vector, $0) })
    }
    let needed = anyLane(active(where: mask)!)
    let loaded = branch(needed, then: { [access.loadScalar(position)] }, otherwise: { [zero] })[0]
    let vector = ir.splat(loaded, frame.shape.width)
    return .varying(zip(vectors(condition), vectors(fallback)).map { ir.select($0, vector, $1) })
  }

  // MARK: Stores

  func store(_ value: Kernel.Value, to buffer: Kernel.Buffer, at index: AffineIndex, mask: Kernel.Value?) {
    let access = MemoryAccess(self, buffer)
    let place = self.value(of: index)
    if case .uniform(let position) = place, case .uniform(let scalar) = self.value(value) {
      return store(access, scalar, position, mask: mask)
    }
    let active = active(where: mask)
    for (clone, vector) in access.toMemory(vectors(value)).enumerated() {
      access.store(vector, place, clone: clone, mask: active?[clone])
    }
  }

  /// A store of one value to one place by all lanes.
  private func store(_ access: MemoryAccess, _ value: IRValue, _ position: IRValue, mask: Kernel.Value?) {
    guard let mask else { return access.storeScalar(value, position) }
    var condition = anyLane(active(where: mask)!)
    if case .uniform(let bit) = self.value(mask) { condition = bit }
    _ = branch(
      condition,
      then: {
        access.storeScalar(value, position)
        return []
      }, otherwise: { [] })
  }
}

/// Access to one buffer in the lanes of the current frame.
struct MemoryAccess {
  private let emitter: KernelEmitter
  private let pointer: IRValue
  let dtype: DType
  private let isStreamed: Bool
  private let buffer: Kernel.Buffer
  private var ir: IRBuilder { emitter.ir }
  private var shape: LaneShape { emitter.frame.shape }
  private var element: IRType { ir.memoryType(dtype) }

  init(_ emitter: KernelEmitter, _ buffer: Kernel.Buffer) {
    self.emitter = emitter
    self.buffer = buffer
    pointer = emitter.buffers[buffer.index]
    let declaration = emitter.kernel.declaration(of: buffer)
    dtype = declaration.dtype
    isStreamed = declaration.access == .stream
  }

  // MARK: Between memory and values

  func fromMemory(_ value: IRValue, width: Int) -> IRValue {
    guard dtype == .bool else { return value }
    return ir.compare(CLLVMIntNE, value, ir.zero(ir.memoryType(.bool, width: width)))
  }
  func fromMemory(_ vectors: [IRValue]) -> [IRValue] { vectors.map { fromMemory($0, width: shape.width) } }

  func toMemory(_ value: IRValue, width: Int) -> IRValue {
    guard dtype == .bool else { return value }
    return ir.cast(CLLVMZExt, value, to: ir.memoryType(.bool, width: width))
  }
  func toMemory(_ vectors: [IRValue]) -> [IRValue] { vectors.map { toMemory($0, width: shape.width) } }

  // MARK: One element

  func loadScalar(_ position: IRValue) -> IRValue {
    check(position, width: 1, .load)
    let address = ir.address(pointer, element, at: position)
    return fromMemory(ir.load(element, address, alignment: dtype.byteCount), width: 1)
  }

  func storeScalar(_ value: IRValue, _ position: IRValue) {
    check(position, width: 1, .store)
    let address = ir.address(pointer, element, at: position)
    ir.store(toMemory(value, width: 1), address, alignment: dtype.byteCount)
  }

  /// In code that looks at its accesses: ends the run unless all of `positions` are in the buffer, those of lanes that
  /// are not in `mask` apart.
  private func check(
    _ positions: @autoclosure () -> IRValue, width: Int, mask: IRValue? = nil, _ access: BoundsAccess
  ) {
    guard emitter.attributes.checksBounds else { return }
    emitter.checkBounds(of: buffer, positions(), width: width, mask: mask, access)
  }

  // MARK: One vector, in the type of memory

  /// The elements of rows, the first of which starts at `place`. Where `mask` is false nothing is read and the result is
  /// `otherwise`, or anything.
  func load(
    _ place: LaneValue, _ row: KernelEmitter.RowStart, clone: Int, mask: IRValue?, otherwise: IRValue?
  ) -> IRValue {
    let type = ir.memoryType(dtype, width: shape.width)
    let fallback = otherwise ?? ir.zero(type)
    let alignment = UInt32(dtype.byteCount)
    check(
      ir.add(emitter.vectors(place)[clone], ir.splat(row.lead, bits: 64, width: shape.width)),
      width: shape.width, mask: mask, .load)
    if shape.width == 1 {
      return loadOne(place, lead: row.lead, clone: clone, mask: mask, otherwise: fallback)
    }
    switch place {
    case .ramp(let base, stride: 1):
      let address = address(base, clone * shape.width)
      guard let mask else { return ir.load(type, address, alignment: dtype.byteCount) }
      return CLLVMBuildMaskedLoad(ir.builder, ir.module, type, address, alignment, mask, fallback)
    case .ramp(let base, stride: -1):
      let address = address(base, 1 - (clone + 1) * shape.width)
      guard let mask else { return reversed(ir.load(type, address, alignment: dtype.byteCount)) }
      return reversed(
        CLLVMBuildMaskedLoad(
          ir.builder, ir.module, type, address, alignment, reversed(mask), reversed(fallback)))
    case .ramp(let base, let stride) where mask == nil && VectorTarget.shuffledStrides.contains(stride):
      return loadEvery(stride, from: base, row, clone: clone)
    default:
      let first = ir.address(pointer, element, at: ir.constant(row.lead))
      let addresses = ir.address(first, element, at: emitter.vectors(place)[clone])
      return CLLVMBuildGather(
        ir.builder, ir.module, type, addresses, alignment, mask ?? allLanes, fallback)
    }
  }

  /// An element of every row of `stride`, picked from contiguous vectors, none of which reaches beyond the last
  /// element wanted, or the end of its row where all rows are whole.
  private func loadEvery(
    _ stride: Int, from base: IRValue, _ row: KernelEmitter.RowStart, clone: Int
  ) -> IRValue {
    let (width, lead) = (shape.width, row.lead)
    let type = ir.memoryType(dtype, width: width)
    let first = clone * width * stride
    let lastStart = row.isWhole ? (stride - 1) * width : lead + (width - 1) * (stride - 1)
    var picked = ir.poison(type)
    for part in 0..<stride {
      let start = min(part * width, lastStart)
      check(
        emitter.vectors(.ramp(ir.add(base, ir.constant(first + start)), stride: 1))[0], width: width, .load)
      let vector = ir.load(type, address(base, first + start), alignment: dtype.byteCount)
      let pick = (0..<width).map { lane in
        let place = lead + lane * stride
        return min(place / width, stride - 1) == part ? width + place - start : lane
      }
      picked = ir.shuffle(picked, vector, pick)
    }
    return picked
  }

  /// Where `mask` is false nothing is written.
  func store(_ value: IRValue, _ place: LaneValue, clone: Int, mask: IRValue?) {
    let alignment = UInt32(dtype.byteCount)
    check(emitter.vectors(place)[clone], width: shape.width, mask: mask, .store)
    if shape.width == 1 { return storeOne(value, place, clone: clone, mask: mask) }
    switch place {
    case .ramp(let base, stride: 1):
      let address = address(base, clone * shape.width)
      guard let mask else { return storeWhole(value, address) }
      CLLVMBuildMaskedStore(ir.builder, ir.module, value, address, alignment, mask)
    case .ramp(let base, stride: -1):
      let address = address(base, 1 - (clone + 1) * shape.width)
      guard let mask else { return ir.store(reversed(value), address, alignment: dtype.byteCount) }
      CLLVMBuildMaskedStore(ir.builder, ir.module, reversed(value), address, alignment, reversed(mask))
    default:
      let positions = emitter.vectors(place)[clone]
      let addresses = CLLVMBuildAddress(ir.builder, element, pointer, positions)
      CLLVMBuildScatter(ir.builder, ir.module, value, addresses, alignment, mask ?? allLanes)
    }
  }

  private func storeWhole(_ vector: IRValue, _ address: IRValue) {
    guard isStreamed else { return ir.store(vector, address, alignment: dtype.byteCount) }
    ir.streamingStore(vector, address, alignment: min(shape.width * dtype.byteCount, 64))
  }

  private var allLanes: IRValue { ir.splat(1, bits: 1, width: shape.width) }

  private func reversed(_ vector: IRValue) -> IRValue {
    ir.shuffle(vector, ir.poison(CLLVMTypeOf(vector)), (0..<shape.width).reversed())
  }

  private func address(_ base: IRValue, _ offset: Int) -> IRValue {
    ir.address(ir.address(pointer, element, at: base), element, at: ir.constant(offset))
  }

  /// A vector of one lane is a scalar, and its mask a branch.
  private func loadOne(
    _ place: LaneValue, lead: Int, clone: Int, mask: IRValue?, otherwise: IRValue
  ) -> IRValue {
    let first = ir.address(pointer, element, at: ir.constant(lead))
    let address = ir.address(first, element, at: emitter.vectors(place)[clone])
    let load = { [ir.load(element, address, alignment: dtype.byteCount)] }
    guard let mask else { return load()[0] }
    return emitter.branch(mask, then: load, otherwise: { [otherwise] })[0]
  }

  private func storeOne(_ value: IRValue, _ place: LaneValue, clone: Int, mask: IRValue?) {
    let address = ir.address(pointer, element, at: emitter.vectors(place)[clone])
    guard let mask else { return ir.store(value, address, alignment: dtype.byteCount) }
    _ = emitter.branch(
      mask,
      then: {
        ir.store(value, address, alignment: dtype.byteCount)
        return []
      }, otherwise: { [] })
  }
}
