import JAXIR

/// A stable merge sort of the rows along an axis, each row in memory of its own: runs of a few elements by insertion,
/// then rounds that merge pairs of runs, from one memory into another and back. Blocks that the cache holds are sorted
/// first, side by side.
///
/// Where the comparator compares one thing of each side, `f(a…) < f(b…)`, that is computed once for each element and
/// kept beside it; floats are then compared as integers of the same order.
struct MergeSort {
  let types: [TensorType]
  let axis: Int
  let comparator: Region
  private let key: SortKey?

  init(types: [TensorType], axis: Int, comparator: Region) {
    self.types = types
    self.axis = axis
    self.comparator = comparator
    key = SortKey(comparator)
  }

  /// Runs of so many elements are sorted by insertion, blocks of so many before the rest: an even power of two apart,
  /// so that no round is idle.
  private static let runLength = 8
  private static let blockLength = 1 << 15

  private var count: Int { types[0].shape[axis] }
  private var outer: [Int] { types[0].shape.removing([axis]).extents }

  func lower(_ site: any LoweringSite) throws(JAXError) {
    let dtypes = types.flatMap { Array(repeating: $0.dtype.component, count: $0.dtype.partCount) }
    let size = types[0].shape.count
    let all = dtypes + (key.map { [$0.dtype] } ?? [])
    let memory = (all.map { site.scratch($0, count: size) }, all.map { site.scratch($0, count: size) })
    let blocks = (count + Self.blockLength - 1) / Self.blockLength
    try site.kernel(blocks > 1 ? Sort.name + "_blocks" : Sort.name) { kernel throws(JAXError) in
      var failure: JAXError?
      kernel.builder.forEach(outer + (blocks > 1 ? [blocks] : [])) { index in
        let row = Array(index.prefix(outer.count))
        var sorter = sorter(of: row, kernel, memory) { failure = failure ?? $0 }
        if blocks > 1 { sorter.narrow(to: index[outer.count], length: Self.blockLength) }
        load(row, sorter, kernel) { failure = failure ?? $0 }
        sorter.sortRuns(length: Self.runLength)
        if count > Self.runLength { sorter.mergeRuns(length: Self.runLength) }
        if blocks == 1 { store(row, sorter, kernel) }
      }
      if let failure { throw failure }
    }
    if blocks == 1 { return }
    try site.kernel(Sort.name) { kernel throws(JAXError) in
      var failure: JAXError?
      kernel.builder.forEach(outer) { row in
        let sorter = sorter(of: row, kernel, memory) { failure = failure ?? $0 }
        sorter.mergeRuns(length: Self.blockLength)
        store(row, sorter, kernel)
      }
      if let failure { throw failure }
    }
  }

  private func sorter(
    of row: [AffineIndex], _ kernel: any KernelSite, _ memory: ([ScratchBuffer], [ScratchBuffer]),
    fail: @escaping (JAXError) -> Void
  ) -> RowSorter {
    let builder = kernel.builder
    return RowSorter(
      builder: builder, buffers: memory.0.map { kernel.buffer($0, .readWrite) },
      others: memory.1.map { kernel.buffer($0, .readWrite) },
      start: zip(row, outer).reduce(AffineIndex()) { $0 * $1.1 + $1.0 } * count, count: count
    ) { left, right in
      if let key { return key.compare(left[left.count - 1], right[right.count - 1]) }
      do throws(JAXError) {
        return try compare(left, right, builder)
      } catch {
        fail(error)
        return builder.constant(Kernel.Constant(.bool, integer: 0))
      }
    }
  }

  /// Fills the memory of a row from the operands.
  private func load(
    _ row: [AffineIndex], _ sorter: RowSorter, _ kernel: any KernelSite, fail: (JAXError) -> Void
  ) {
    sorter.forEach { position in
      let elements = types.indices.map { kernel.operand($0).element(at: place(row, position.index)) }
      var scalars = elements.flatMap(\.parts)
      do throws(JAXError) {
        if let key { scalars.append(try key.key(of: elements, kernel.builder)) }
      } catch {
        fail(error)
      }
      sorter.store(scalars, sorter.buffers, at: position.index)
    }
  }

  /// Fills a row of the results from its memory.
  private func store(_ row: [AffineIndex], _ sorter: RowSorter, _ kernel: any KernelSite) {
    sorter.forEach { position in
      var scalars = sorter.load(sorter.buffers, at: position.index)[...]
      for (result, type) in types.enumerated() {
        let parts = Array(scalars.prefix(type.dtype.partCount))
        scalars = scalars.dropFirst(parts.count)
        kernel.store(Element(parts: parts), to: result, at: place(row, position.index))
      }
    }
  }

  private func place(_ row: [AffineIndex], _ position: AffineIndex) -> [AffineIndex] {
    var index = row
    index.insert(position, at: axis)
    return index
  }

  /// The comparator on the parts of two elements of each tensor.
  private func compare(
    _ left: [Scalar], _ right: [Scalar], _ builder: KernelBuilder
  ) throws(JAXError) -> Scalar {
    var position = 0
    var arguments: [Element] = []
    for type in types {
      let parts = position..<position + type.dtype.partCount
      arguments += [Element(parts: Array(left[parts])), Element(parts: Array(right[parts]))]
      position = parts.upperBound
    }
    return try builder.inline(comparator, arguments)[0].scalar
  }
}

/// The sort of one row, or a block of it, whose elements are in buffers from `start` on, one for each part of what is
/// moved together.
private struct RowSorter {
  let builder: KernelBuilder
  /// Where the elements are, before and after each pair of rounds.
  let buffers: [Kernel.Buffer]
  let others: [Kernel.Buffer]
  let start: AffineIndex
  let isBefore: ([Scalar], [Scalar]) -> Scalar
  /// The positions that are sorted.
  private var first: Scalar
  private var end: Scalar

  init(
    builder: KernelBuilder, buffers: [Kernel.Buffer], others: [Kernel.Buffer], start: AffineIndex, count: Int,
    isBefore: @escaping ([Scalar], [Scalar]) -> Scalar
  ) {
    self.builder = builder
    self.buffers = buffers
    self.others = others
    self.start = start
    self.isBefore = isBefore
    first = builder.constant(Kernel.Constant(.int64, integer: 0))
    end = builder.constant(Kernel.Constant(.int64, integer: count))
  }

  /// Leaves only one block of the positions, of `length` but for the last.
  mutating func narrow(to block: AffineIndex, length: Int) {
    first = builder.value(of: block * length)
    end = builder.value(of: block * length + length).minimum(end)
  }

  func forEach(_ body: (Scalar) -> Void) {
    builder.loop(.serial, from: .value(first.value), to: .value(end.value)) { position, _ in
      body(position)
      return []
    }
  }

  func load(_ buffers: [Kernel.Buffer], at position: AffineIndex) -> [Scalar] {
    buffers.map { builder.load($0, at: start + position) }
  }

  func store(_ scalars: [Scalar], _ buffers: [Kernel.Buffer], at position: AffineIndex) {
    for (scalar, buffer) in zip(scalars, buffers) { builder.store(scalar, to: buffer, at: start + position) }
  }

  private func integer(_ value: Int) -> Scalar { builder.constant(Kernel.Constant(.int64, integer: value)) }

  /// Sorts each run of `length` elements, a power of two; the last may be shorter: each element moves down to its place.
  func sortRuns(length: Int) {
    forEach { position in
      let element = load(buffers, at: position.index)
      let run = position & integer(-length)
      let place = builder.whileLoop(carrying: [position]) { place in
        let isInside = place[0].compare(.greater, run)
        // What is not inside is not looked at: the first element stands for it.
        let below = (place[0] - integer(1)).maximum(run)
        return isInside & isBefore(element, load(buffers, at: below.index))
      } body: { place in
        let below = place[0] - integer(1)
        store(load(buffers, at: below.index), buffers, at: place[0].index)
        return [below]
      }
      store(element, buffers, at: place[0].index)
    }
  }

  /// Merges sorted runs of `length` elements, in pairs of rounds, until one run is left.
  func mergeRuns(length: Int) {
    let count = end - first
    _ = builder.whileLoop(carrying: [integer(length)]) { width in
      width[0].compare(.less, count)
    } body: { width in
      mergePairs(from: buffers, to: others, width[0])
      let double = width[0] + width[0]
      mergePairs(from: others, to: buffers, double)
      return [double + double]
    }
  }

  private func mergePairs(from source: [Kernel.Buffer], to destination: [Kernel.Buffer], _ width: Scalar) {
    _ = builder.whileLoop(carrying: [first]) { low in
      low[0].compare(.less, end)
    } body: { low in
      let middle = (low[0] + width).minimum(end)
      let high = (middle + width).minimum(end)
      merge(from: source, to: destination, low[0], middle, high)
      return [high]
    }
  }

  /// Merges `low ..< middle` with `middle ..< high`; of equal elements those of the first come first.
  private func merge(
    from source: [Kernel.Buffer], to destination: [Kernel.Buffer], _ low: Scalar, _ middle: Scalar,
    _ high: Scalar
  ) {
    let one = integer(1)
    builder.loop(
      .serial, from: .value(low.value), to: .value(high.value), carrying: [low, middle]
    ) { position, next in
      let (left, right) = (next[0], next[1])
      let hasLeft = left.compare(.less, middle)
      let hasRight = right.compare(.less, high)
      let first = load(source, at: left.minimum(middle - one).index)
      let second = load(source, at: right.minimum(high - one).index)
      let takesRight = hasRight & (!hasLeft | isBefore(second, first))
      store(zip(second, first).map { takesRight.select($0, $1) }, destination, at: position.index)
      let step = takesRight.convert(to: .int64)
      return [left + (one - step), right + step]
    }
  }
}
