package import JAXIR

// Random bits of a counter and a key (Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3",
// 2011), as instructions of the graph. Which number of the sequence goes to which element, and what becomes of the
// state, is as XLA has it, bit for bit.

/// How random bits are made from a key and a counter.
package enum RandomAlgorithm: Sendable {
  /// Threefry 2x32 of 20 rounds. The state is `u64[2]`: the key and the counter.
  case threefry
  /// Philox 4x32 of 10 rounds. The state is `u64[3]`: the key and the two halves of the counter, the lower one first;
  /// or `u64[2]`, when the key is the upper half, too.
  case philox
}

extension Tracer {
  /// The state after drawing and `type`'s elements of random bits, where `self` is the state.
  ///
  /// - Throws: `invalidArgument` when the state is not one of the algorithm; `dtypeMismatch` when the elements are not
  ///   integers or floats of 8 to 64 bits.
  package func randomBits(
    _ algorithm: RandomAlgorithm, _ type: TensorType
  ) throws(JAXError) -> (state: Tracer, bits: Tracer) {
    guard type.dtype.isInteger || type.dtype.isFloat else {
      throw JAXError(.dtypeMismatch, "random bits are integers or floats, not \(type.dtype)")
    }
    let lengths = algorithm == .threefry ? [2] : [2, 3]
    guard dtype == .uint64, shape.rank == 1, lengths.contains(shape[0]) else {
      throw JAXError(.invalidArgument, "the state is \(self.type), not u64[\(lengths[0])]")
    }
    let result: (state: Tracer, bits: Tracer)
    switch algorithm {
    case .threefry where type.dtype.bitWidth == 64: result = try wideThreefry(type.shape)
    case .threefry: result = try narrowThreefry(type.shape)
    case .philox: result = try philox(type)
    }
    let unsigned = result.bits.convert(to: type.dtype.unsignedOfSameWidth)
    return (
      result.state,
      unsigned.dtype == type.dtype ? unsigned : .apply(BitcastConvert(type.dtype), unsigned)
    )
  }

  /// Element `index` of a state, as a scalar.
  private func word(_ index: Int) -> Tracer {
    slice(index..<index + 1, along: 0).reshape(to: .scalar)
  }

  /// A state of scalars.
  private static func state(_ words: [Tracer]) -> Tracer {
    let one = Shape.vector(1)
    return .apply(Concatenate(axis: 0), words.map { $0.reshape(to: one) })[0]
  }

  /// `self + 0`, `self + 1`, …, `count` of them, for a scalar.
  private func counted(_ count: Int) -> Tracer {
    let shape = Shape.vector(count)
    return broadcast(along: [], to: shape)
      + builder.apply(Iota(.uint64, shape: shape.extents, axis: 0), at: location)[0]
  }

  /// The lower and the upper half of 64 bits.
  private var halves: (low: Tracer, high: Tracer) {
    let upper = Tracer.apply(ShiftRightLogical(), self, filled(32))
    return (convert(to: .uint32), upper.convert(to: .uint32))
  }

  /// 64 bits of two halves.
  private static func joined(_ low: Tracer, _ high: Tracer) -> Tracer {
    let upper = high.convert(to: .uint64)
    return .apply(Or(), low.convert(to: .uint64), .apply(ShiftLeft(), upper, upper.filled(32)))
  }
}

// MARK: - Threefry

extension Tracer {
  private func wideThreefry(_ shape: Shape) throws(JAXError) -> (state: Tracer, bits: Tracer) {
    let (low, high) = threefry(count: shape.count)
    return (advanced(by: shape.count), Tracer.joined(low, high).reshape(to: shape))
  }

  /// The two outputs of a counter lie next to each other along one axis: the first of even extent, or else the first
  /// of the longest, where one too many is drawn.
  private func narrowThreefry(_ shape: Shape) throws(JAXError) -> (state: Tracer, bits: Tracer) {
    guard shape.rank > 0 else {
      return (advanced(by: 1), threefry(count: 1).first.reshape(to: shape))
    }
    let longest = shape.extents.firstIndex(of: shape.extents.max()!)!
    let axis = shape.extents.firstIndex { $0 % 2 == 0 } ?? longest
    var half = shape.extents
    half[axis] = half[axis] / 2 + half[axis] % 2
    let (first, second) = threefry(count: half.reduce(1, *))
    var (single, double) = (half, half)
    single.insert(1, at: axis + 1)
    double[axis] = 2 * half[axis]
    let pairs = first.reshape(to: try Shape(single))
      .concatenated(with: second.reshape(to: try Shape(single)), along: axis + 1)
    let bits = pairs.reshape(to: try Shape(double))
    let count = half.reduce(1, *)
    return (
      advanced(by: count), bits.shape == shape ? bits : bits.slice(0..<shape[axis], along: axis)
    )
  }

  private func advanced(by count: Int) -> Tracer {
    .state([word(0), word(1) + word(1).filled(Double(count))])
  }

  /// The outputs of `count` counters from the state's on.
  private func threefry(count: Int) -> (first: Tracer, second: Tracer) {
    let (keyLow, keyHigh) = word(0).halves
    let parity = Tracer.apply(Xor(), keyLow, keyHigh)
    let shape = Shape.vector(count)
    let keys = [keyLow, keyHigh, .apply(Xor(), parity, parity.filled(0x1BD1_1BDA))].map {
      $0.broadcast(along: [], to: shape)
    }
    let counters = word(1).counted(count).halves
    var (x, y) = (counters.low + keys[0], counters.high + keys[1])
    let rotations = [[13, 15, 26, 6], [17, 29, 16, 24]]
    for group in 0..<5 {
      for distance in rotations[group % 2] {
        x = x + y
        y = .apply(Xor(), x, y.rotatedLeft(distance))
      }
      x = x + keys[(group + 1) % 3]
      y = y + keys[(group + 2) % 3] + Double(group + 1)
    }
    return (x, y)
  }

  private func rotatedLeft(_ distance: Int) -> Tracer {
    let left = Tracer.apply(ShiftLeft(), self, filled(Double(distance)))
    return .apply(Or(), left, .apply(ShiftRightLogical(), self, filled(Double(32 - distance))))
  }
}

// MARK: - Philox

extension Tracer {
  /// The four outputs of each counter, one after the other.
  private func philox(_ type: TensorType) throws(JAXError) -> (state: Tracer, bits: Tracer) {
    let isWide = type.dtype.bitWidth == 64
    let (count, perCounter) = (type.shape.count, isWide ? 2 : 4)
    let counters = count / perCounter + (count % perCounter == 0 ? 0 : 1)
    let upper = shape[0] == 3 ? word(2) : word(0)
    let low = word(1).counted(counters)
    let high = Tracer.carried(from: low, start: word(1), upper)
    let outputs = Tracer.philox(
      [low.halves.low, low.halves.high, high.halves.low, high.halves.high], key: word(0))
    let words = isWide ? [.joined(outputs[0], outputs[1]), .joined(outputs[2], outputs[3])] : outputs
    let column = try Shape([counters, 1])
    let table = Tracer.apply(Concatenate(axis: 1), words.map { $0.reshape(to: column) })[0]
    let flat = table.reshape(to: try Shape([counters * perCounter]))
    let bits = flat.slice(0..<count, along: 0).reshape(to: type.shape)
    let next = word(1) + word(1).filled(Double(counters))
    guard shape[0] == 3 else { return (.state([word(0), next]), bits) }
    return (.state([word(0), next, .carried(from: next, start: word(1), upper)]), bits)
  }

  /// `upper`, or 1 more where `lower`, counted up from `start`, has wrapped.
  private static func carried(from lower: Tracer, start: Tracer, _ upper: Tracer) -> Tracer {
    let first = start.broadcast(along: [], to: lower.shape)
    let rest = upper.broadcast(along: [], to: lower.shape)
    return rest + lower.compare(.less, first).convert(to: .uint64)
  }

  private static func philox(_ counter: [Tracer], key: Tracer) -> [Tracer] {
    var counter = counter
    var (first, second) = key.halves
    let shape = counter[0].shape
    for _ in 0..<10 {
      let left = counter[0].product(with: 0xD251_1F53)
      let right = counter[2].product(with: 0xCD9E_8D57)
      let keys = [first, second].map { $0.broadcast(along: [], to: shape) }
      counter = [
        .apply(Xor(), .apply(Xor(), right.high, counter[1]), keys[0]), right.low,
        .apply(Xor(), .apply(Xor(), left.high, counter[3]), keys[1]), left.low,
      ]
      (first, second) = (first + Double(0x9E37_79B9), second + Double(0xBB67_AE85))
    }
    return counter
  }

  /// The halves of a product of 64 bits.
  private func product(with factor: Double) -> (low: Tracer, high: Tracer) {
    (convert(to: .uint64) * factor).halves
  }
}

extension Shape {
  /// A shape of one axis of an extent that is known to fit.
  fileprivate static func vector(_ count: Int) -> Shape {
    guard let shape = try? Shape([count]) else { preconditionFailure("\(count) is no extent") }
    return shape
  }
}

extension DType {
  /// The unsigned integer of as many bits.
  fileprivate var unsignedOfSameWidth: DType {
    switch bitWidth {
    case 8: .uint8
    case 16: .uint16
    case 32: .uint32
    default: .uint64
    }
  }
}
