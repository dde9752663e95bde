package import JAXIR

extension Scatter {
  /// The results start as copies; then one kernel walks the index vectors, one after the other but for batch axes,
  /// whose windows never meet, and at each the elements of its window that lie inside the tensors.
  package func lower(_ site: any LoweringSite) throws(JAXError) {
    let types = site.operandTypes.compactMap(\.tensor)
    let count = types.count / 2
    for position in 0..<count { try site.copy(operand: position, to: position) }
    guard types[0].shape.count > 0, types[count + 1].shape.count > 0 else { return }
    try site.kernel(Self.name) { kernel throws(JAXError) in
      let loops = ScatterLoops(axes: axes, tensor: types[0].shape, updates: types[count + 1].shape)
      let body = site.regions[0]
      let (indices, updates) = (kernel.operand(count), (0..<count).map { kernel.operand(count + 1 + $0) })
      let results = (0..<count).map(kernel.result)
      var failure: JAXError?
      loops.run(kernel.builder, indices) { place, update in
        let elements = results.map { $0.element(at: place) } + updates.map { $0.element(at: update) }
        do throws(JAXError) {
          for (position, element) in try kernel.builder.inline(body, elements).enumerated() {
            kernel.store(element, to: position, at: place)
          }
        } catch {
          failure = error
        }
      }
      if let failure { throw failure }
    }
  }
}

/// The loops over all updates that lie inside the tensor.
private struct ScatterLoops {
  let axes: IndexedAxes
  let tensor: Shape
  let updates: Shape

  /// Calls `body` with the index of an element of the tensor and that of the update of it.
  func run(
    _ builder: KernelBuilder, _ indices: ElementSource,
    _ body: (_ place: [AffineIndex], _ update: [AffineIndex]) -> Void
  ) {
    let outer = axes.outer(rank: updates.rank)
    let batch = axes.operandBatch.indices.map(axes.indexAxis)
    let serial = outer.indices.filter { !batch.contains($0) }
    var place = [AffineIndex](repeating: AffineIndex(), count: outer.count)
    func nest(_ rest: ArraySlice<Int>) {
      guard let next = rest.first else { return window(at: place, builder, indices, body) }
      let extent = updates[outer[next]]
      if extent == 1 { return nest(rest.dropFirst()) }
      builder.loop(batch.contains(next) ? .parallel : .serial, to: extent) { index in
        place[next] = index.index
        nest(rest.dropFirst())
      }
      place[next] = AffineIndex()
    }
    nest((batch + serial)[...])
  }

  /// Where the window along an axis starts, which of its elements lie inside the tensor.
  private struct Span {
    var start: AffineIndex?
    var lower = Kernel.Bound.constant(0)
    var upper: Kernel.Bound
  }

  private func window(
    at outer: [AffineIndex], _ builder: KernelBuilder, _ indices: ElementSource,
    _ body: ([AffineIndex], [AffineIndex]) -> Void
  ) {
    let walked = axes.walked(rank: tensor.rank)
    var starts: [Int: AffineIndex] = [:]
    var spans = axes.window.map { Span(upper: .constant(updates[$0])) }
    var isInside: Scalar?
    for (part, axis) in axes.indexed.enumerated() {
      // Whatever is beyond the tensor and all windows is as good as what it is.
      let start = axes.index(part, at: outer, of: indices).wholeNumber(upTo: Int.max)
      starts[axis] = start.index
      if let number = walked.firstIndex(of: axis) {
        spans[number] = span(from: start, extent: tensor[axis], size: updates[axes.window[number]])
      } else {
        let isFine = start.convert(to: .uint64).compare(
          .less, start.convert(to: .uint64).constant(integer: tensor[axis]))
        isInside = isInside.map { $0 & isFine } ?? isFine
      }
    }
    func elements() { self.elements(spans, builder, at: outer, starts, body) }
    guard let isInside else { return elements() }
    _ = builder.conditional(isInside) {
      elements()
      return []
    } otherwise: {
      []
    }
  }

  /// The elements of a window of `size` from `start` on that are inside an axis of `extent`. Differences that wrap
  /// around belong to windows of which none is.
  private func span(from start: Scalar, extent: Int, size: Int) -> Span {
    func clamped(_ value: Scalar) -> Kernel.Bound {
      .value(value.maximum(value.constant(integer: 0)).minimum(value.constant(integer: size)).value)
    }
    return Span(
      start: start.index, lower: clamped(-start), upper: clamped(start.constant(integer: extent) - start))
  }

  private func elements(
    _ spans: [Span], _ builder: KernelBuilder, at outer: [AffineIndex], _ starts: [Int: AffineIndex],
    _ body: ([AffineIndex], [AffineIndex]) -> Void
  ) {
    var inner: [AffineIndex] = []
    func nest() {
      guard inner.count < spans.count else {
        let place = axes.place(rank: tensor.rank, outer: outer, inner: inner) { starts[$0] }
        var update = [AffineIndex](repeating: AffineIndex(), count: updates.rank)
        for (axis, index) in zip(axes.window, inner) { update[axis] = index }
        for (axis, index) in zip(axes.outer(rank: updates.rank), outer) { update[axis] = index }
        return body(place, update)
      }
      let span = spans[inner.count]
      if span.start == nil, case .constant(1) = span.upper {
        inner.append(AffineIndex())
        nest()
        inner.removeLast()
        return
      }
      builder.loop(.parallel, from: span.lower, to: span.upper) { index, _ in
        inner.append(index.index)
        nest()
        inner.removeLast()
        return []
      }
    }
    nest()
  }
}
