import JAXIR
import JAXPrimitives

/// What slices, gathers and scatters mean, written from the definitions of the StableHLO specification, one element
/// after the other, on indices as whole numbers.
enum IndexingModel {
  /// `dynamic_slice` and `gather` clamp: `clamp(0, start, extent − size)`.
  static func clamped(_ start: Int128, extent: Int, size: Int) -> Int {
    Int(min(max(start, 0), Int128(extent - size)))
  }

  /// The full start index of the spec: of the index vector at `batch`, by axis of the operand.
  private static func start(_ axes: IndexedAxes, rank: Int, _ indices: Literal, at batch: [Int]) -> [Int128] {
    var start = [Int128](repeating: 0, count: rank)
    for (part, axis) in axes.indexed.enumerated() {
      var index = batch
      if axes.vector < indices.type.rank { index.insert(part, at: axes.vector) }
      start[axis] = indices.wholeNumber(at: index)
    }
    return start
  }

  /// The full batching index of the spec.
  private static func batching(_ axes: IndexedAxes, rank: Int, at batch: [Int]) -> [Int] {
    var index = [Int](repeating: 0, count: rank)
    for (own, other) in zip(axes.operandBatch, axes.indexBatch) {
      index[own] = batch[other - (other < axes.vector ? 0 : 1)]
    }
    return index
  }

  /// The full offset index of the spec.
  private static func offset(_ axes: IndexedAxes, rank: Int, _ window: [Int]) -> [Int] {
    var rest = window[...]
    return (0..<rank).map {
      axes.collapsed.contains($0) || axes.operandBatch.contains($0) ? 0 : rest.removeFirst()
    }
  }

  /// `index` of a tensor of windows, taken apart.
  private static func parts(_ axes: IndexedAxes, _ index: [Int]) -> (batch: [Int], window: [Int]) {
    let batch = index.indices.filter { !axes.window.contains($0) }.map { index[$0] }
    return (batch, axes.window.map { index[$0] })
  }

  static func gather(_ gather: Gather, _ operand: Literal, _ indices: Literal, _ result: TensorType)
    -> Literal
  {
    let (axes, rank) = (gather.axes, operand.type.rank)
    let elements = JAXPrimitivesTests.indices(of: result.shape.extents).flatMap { index -> [UInt8] in
      let (batch, window) = parts(axes, index)
      let start = start(axes, rank: rank, indices, at: batch)
      let (own, inner) = (batching(axes, rank: rank, at: batch), offset(axes, rank: rank, window))
      let place = (0..<rank).map { axis in
        clamped(start[axis], extent: operand.type.shape[axis], size: gather.sizes[axis]) + own[axis]
          + inner[axis]
      }
      return operand.bytes(at: place)
    }
    return try! Literal(result, bytes: elements)
  }

  /// - Parameter combine: the bytes of an element and of its update to those of the element.
  static func scatter(
    _ axes: IndexedAxes, _ operand: Literal, _ indices: Literal, _ updates: Literal,
    combine: ([UInt8], [UInt8]) -> [UInt8]
  ) -> Literal {
    let type = operand.type
    var bytes = operand.expandedBytes
    let size = type.dtype.byteCount
    // The batch indices in row-major order, and at each the window.
    let places = JAXPrimitivesTests.indices(of: updates.type.shape.extents)
      .map { (index: $0, parts: parts(axes, $0)) }
    let ordered = places.sorted { $0.parts.batch.lexicographicallyPrecedes($1.parts.batch) }
    for (index, (batch, window)) in ordered {
      let start = start(axes, rank: type.rank, indices, at: batch)
      let own = batching(axes, rank: type.rank, at: batch)
      let inner = offset(axes, rank: type.rank, window)
      let place = (0..<type.rank).map { start[$0] + Int128(own[$0] + inner[$0]) }
      guard zip(place, type.shape.extents).allSatisfy({ 0 <= $0 && $0 < Int128($1) }) else { continue }
      let at = position(place.map { Int($0) }, in: type.shape.extents) * size
      let element = combine(Array(bytes[at..<at + size]), updates.bytes(at: index))
      bytes.replaceSubrange(at..<at + size, with: element)
    }
    return try! Literal(type, bytes: bytes)
  }
}

extension Literal {
  func bytes(at index: [Int]) -> [UInt8] {
    let size = type.dtype.byteCount
    let start = isSplat ? 0 : position(index, in: type.shape.extents) * size
    return Array(bytes[start..<start + size])
  }

  /// An integer, whatever its dtype.
  func wholeNumber(at index: [Int]) -> Int128 {
    let bits = element(at: position(index, in: type.shape.extents)).bits
    if type.dtype.kind == .unsigned { return Int128(bits) }
    let unused = UInt64(64 - type.dtype.bitWidth)
    return Int128(Int64(bitPattern: bits << unused) >> Int64(unused))
  }
}
