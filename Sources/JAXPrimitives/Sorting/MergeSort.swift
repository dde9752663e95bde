import JAXIR

/// A stable merge sort of the rows along an axis, each row in memory of its own: runs of a few elements by insertion,
/// then rounds that merge pairs of runs, from one memory into another and back.
///
/// Where the comparator compares one thing of each side, `f(a…) < f(b…)`, that is computed once for each element and
/// kept beside it; floats are then compared as integers of the same order.
struct MergeSort {
  let types: [TensorType]
  let axis: Int
  let comparator: Region

  /// Runs of so many elements are sorted by insertion: a power of two.
  private static let runLength = 8

  private var count: Int { types[0].shape[axis] }

  func lower(_ site: any LoweringSite) throws(JAXError) {
    let keys = SortKey(comparator)
    let dtypes = types.flatMap { Array(repeating: $0.dtype.component, count: $0.dtype.partCount) }
    let size = types[0].shape.count
    let all = dtypes + (keys.map { [$0.dtype] } ?? [])
    let first = all.map { site.scratch($0, count: size) }
    let second = all.map { site.scratch($0, count: size) }
    var failure: JAXError?
    try site.kernel(Sort.name) { kernel in
      let builder = kernel.builder
      let a = first.map { kernel.buffer($0, .readWrite) }
      let b = second.map { kernel.buffer($0, .readWrite) }
      let outer = types[0].shape.removing([axis]).extents
      builder.forEach(outer) { row in
        func place(_ position: AffineIndex) -> [AffineIndex] {
          var index = row
          index.insert(position, at: axis)
          return index
        }
        let start = zip(row, outer).reduce(AffineIndex()) { $0 * $1.1 + $1.0 } * count
        let sorter = RowSorter(builder: builder, start: start, count: count) { left, right in
          do throws(JAXError) {
            if let keys { return keys.compare(left[left.count - 1], right[right.count - 1]) }
            return try compare(left, right, builder)
          } catch {
            failure = failure ?? error
            return builder.constant(Kernel.Constant(.bool, integer: 0))
          }
        }
        builder.loop(.serial, to: count) { position in
          let elements = types.indices.map { kernel.operand($0).element(at: place(position.index)) }
          var scalars = elements.flatMap(\.parts)
          do throws(JAXError) {
            if let keys { scalars.append(try keys.key(of: elements, builder)) }
          } catch {
            failure = failure ?? error
          }
          sorter.store(scalars, a, at: position.index)
        }
        sorter.sortRuns(a, length: MergeSort.runLength)
        if count > MergeSort.runLength { sorter.mergeRuns(a, b, length: MergeSort.runLength) }
        builder.loop(.serial, to: count) { position in
          var scalars = sorter.load(a, at: position.index)[...]
          for (result, type) in types.enumerated() {
            let parts = Array(scalars.prefix(type.dtype.partCount))
            scalars = scalars.dropFirst(parts.count)
            kernel.store(Element(parts: parts), to: result, at: place(position.index))
          }
        }
      }
    }
    if let failure { throw failure }
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

/// The sort of one row, whose elements are in buffers from `start` on, one for each part of what is moved together.
private struct RowSorter {
  let builder: KernelBuilder
  let start: AffineIndex
  let count: Int
  let isBefore: ([Scalar], [Scalar]) -> Scalar

  func load(_ buffers: [Kernel.Buffer], at position: AffineIndex) -> [Scalar] {
    buffers.map { builder.load($0, at: start + position) }
  }

  func store(_ scalars: [Scalar], _ buffers: [Kernel.Buffer], at position: AffineIndex) {
    for (scalar, buffer) in zip(scalars, buffers) { builder.store(scalar, to: buffer, at: start + position) }
  }

  private func integer(_ value: Int) -> Scalar { builder.constant(Kernel.Constant(.int64, integer: value)) }

  /// Sorts each run of `length` elements, the last may be shorter: each element moves down to its place.
  func sortRuns(_ buffers: [Kernel.Buffer], length: Int) {
    builder.loop(.serial, to: count) { position in
      let element = load(buffers, at: position.index)
      let (_, offset) = builder.divide(position.index, by: length)
      let first = builder.value(of: position.index + offset * -1)
      let place = builder.whileLoop(carrying: [position]) { place in
        let isInside = place[0].compare(.greater, first)
        // What is not inside is not looked at: the first element stands for it.
        let below = (place[0] - integer(1)).maximum(first)
        return isInside & isBefore(element, load(buffers, at: below.index))
      } body: { place in
        let below = place[0] - integer(1)
        store(load(buffers, at: below.index), buffers, at: place[0].index)
        return [below]
      }
      store(element, buffers, at: place[0].index)
    }
  }

  /// Merges sorted runs of `length` elements, in pairs of rounds, until one run is left, in `a`.
  func mergeRuns(_ a: [Kernel.Buffer], _ b: [Kernel.Buffer], length: Int) {
    let end = integer(count)
    _ = builder.whileLoop(carrying: [integer(length)]) { width in
      width[0].compare(.less, end)
    } body: { width in
      mergePairs(from: a, to: b, width[0])
      let double = width[0] + width[0]
      mergePairs(from: b, to: a, double)
      return [double + double]
    }
  }

  private func mergePairs(from source: [Kernel.Buffer], to destination: [Kernel.Buffer], _ width: Scalar) {
    let end = integer(count)
    _ = builder.whileLoop(carrying: [integer(0)]) { low in
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
