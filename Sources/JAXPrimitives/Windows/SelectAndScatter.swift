package import JAXIR

/// For each window of the first operand an element of the second, combined into the result at the place in the window
/// that a region chooses by the elements of the first. The result starts as copies of the third operand; windows are
/// taken in row-major order, and one of padding alone does nothing.
///
/// - (C1) The second operand has one element for each window of the first (W1, W2).
/// - (C2) The third is a scalar of the second one's dtype, which is the result's.
/// - (C3) Two regions: `(chosen so far, next) → bool`, whether the former stays, and `(element, source) → element`.
package struct SelectAndScatter: WindowedPrimitive, LinearPrimitive, AccumulatingPrimitive {
  package var windows = Windows()

  package init() {}
  package init(_ windows: Windows) { self.windows = windows }

  package func resultTypes(of operands: [ValueType], regions: [Region]) throws(JAXError) -> [ValueType] {
    let types = try operands.tensors(3)
    let (operand, source, initial) = (types[0], types[1], types[2])
    guard source.shape == (try Shape(windows.extents(of: operand))) else {
      throw JAXError(.shapeMismatch, "the source \(source) is not one element for each window of \(operand)")
    }
    guard initial == .scalar(source.dtype) else {
      throw JAXError(.dtypeMismatch, "the initial value of \(source) is \(initial)")
    }
    guard regions.count == 2 else {
      throw JAXError(.invalidArgument, "takes two regions, not \(regions.count)")
    }
    try regions.checkSelection(0, operand.dtype)
    let scalar = ValueType.tensor(initial)
    guard regions[1].graph.parameterTypes == [scalar, scalar], regions[1].graph.resultTypes == [scalar] else {
      throw JAXError(.invalidArgument, "the second region takes two scalars of \(source.dtype) and gives one")
    }
    return [.tensor(source.with(shape: operand.shape))]
  }
}

// MARK: - Lowering

extension SelectAndScatter {
  package func lower(_ site: any LoweringSite) throws(JAXError) {
    let types = site.operandTypes.compactMap(\.tensor)
    let (operand, source) = (types[0], types[1])
    guard operand.shape.count > 0 else { return }
    try site.kernel(Self.name + "_start") { kernel in
      let initial = kernel.operand(2)
      kernel.builder.forEach(operand.shape.extents) { kernel.store(initial.element(at: []), to: 0, at: $0) }
    }
    guard source.shape.count > 0 else { return }
    try site.kernel(Self.name) { kernel throws(JAXError) in
      var failure: JAXError?
      forEachWindow(source.shape, kernel.builder) { window in
        scatter(window, operand.shape, source.shape, site.regions, kernel) { failure = $0 }
      }
      if let failure { throw failure }
    }
  }

  /// Windows of one place along an axis never meet those beside them: these run at once, the last axis of them inside
  /// of those that go one after the other.
  private func forEachWindow(
    _ count: Shape, _ builder: KernelBuilder, _ body: ([AffineIndex]) -> Void
  ) {
    let walked = windows.walked
    var free = count.extents.indices.filter { !walked.contains($0) && count[$0] > 1 }
    let last = free.popLast().map { [$0] } ?? []
    let order =
      free.map { ($0, Kernel.Schedule.parallel) } + walked.map { ($0, .serial) }
      + last.map { ($0, .parallel) }
    var window = [AffineIndex](repeating: AffineIndex(), count: count.rank)
    func nest(_ rest: ArraySlice<(Int, Kernel.Schedule)>) {
      guard let (axis, schedule) = rest.first else { return body(window) }
      builder.loop(schedule, to: count[axis]) { index in
        window[axis] = index.index
        nest(rest.dropFirst())
      }
      window[axis] = AffineIndex()
    }
    nest(order[...])
  }

  private func scatter(
    _ window: [AffineIndex], _ shape: Shape, _ count: Shape, _ regions: [Region], _ kernel: any KernelSite,
    fail: (JAXError) -> Void
  ) {
    let builder = kernel.builder
    let selection = Selection(windows: windows, shape: shape, count: count.extents, region: regions[0])
    // Along the other axes the place follows from the window.
    let walked = windows.walked
    let chosen = selection.choose(window, from: kernel.operand(0), builder, fail: fail) { place in
      walked.map { builder.value(of: place[$0]) }
    }
    let origin = [AffineIndex](repeating: AffineIndex(), count: shape.rank)
    var place = windows.place(window, origin, in: shape, count: count.extents, builder).index
    for (axis, index) in zip(walked, chosen.kept) { place[axis] = index.index }
    func combine() {
      let operands = [kernel.result(0).element(at: place), kernel.operand(1).element(at: window)]
      do throws(JAXError) {
        kernel.store(try builder.inline(regions[1], operands)[0], to: 0, at: place)
      } catch {
        fail(error)
      }
    }
    guard let isThere = chosen.isThere else { return combine() }
    _ = builder.conditional(isThere) {
      combine()
      return []
    } otherwise: {
      []
    }
  }
}

// MARK: - Rules

extension SelectAndScatter {
  /// Sums are linear in what is added and in what they start from; which places are chosen does not change.
  package func jvp(_ rule: JVPRule) throws(JAXError) -> JVPRule.Results {
    let results = rule.apply(self)
    guard rule.tangents[1] != nil || rule.tangents[2] != nil else { return (results, [nil]) }
    guard rule.regions[1].binaryPrimitive is Add else {
      throw JAXError(.unsupported, "the derivative of a scatter to chosen places that is no sum")
    }
    let tangents = (1...2).map { rule.tangents[$0] ?? rule.primals[$0].zeros() }
    return (results, [Tracer.apply(self, [rule.primals[0]] + tangents, regions: rule.regions)[0]])
  }

  package func transposed(_ rule: TransposeRule) throws(JAXError) -> [Tracer?] {
    guard let operand = rule.residual(0), rule.regions[1].binaryPrimitive is Add else {
      throw JAXError(.unsupported, "the transpose of a scatter to chosen places that is no sum")
    }
    guard let cotangent = rule.cotangents[0] else { return [nil, nil, nil] }
    let ofSource = rule.linear(1).map { _ in
      Tracer.apply(SelectAndGather(windows), [cotangent, operand], regions: [rule.regions[0]])[0]
    }
    let ofInitial = rule.linear(2).map { _ in cotangent.sum(over: Array(0..<cotangent.shape.rank)) }
    return [nil, ofSource, ofInitial]
  }

  /// From initial values of their own the slices go one by one.
  package func batched(_ rule: BatchingRule) throws(JAXError) -> BatchingRule.Results {
    let scatter = SelectAndScatter(windows.withLeadingAxis)
    let (operand, source) = (rule.operand(0, withBatchAxisAt: 0), rule.operand(1, withBatchAxisAt: 0))
    let initial = rule.operands[2]
    guard rule.axes[2] != nil else {
      return (Tracer.apply(scatter, [operand, source, initial], regions: rule.regions), [0])
    }
    let slices = (0..<rule.size).map { position -> Tracer in
      let own = [operand, source, initial].map { tensor in
        tensor.slice(position..<position + 1, along: 0).reshape(to: tensor.shape.removing([0]))
      }
      return Tracer.apply(self, own, regions: rule.regions)[0].repeated(1, alongNewAxis: 0)
    }
    guard rule.size > 0 else {
      let zero = initial.zeros(.scalar(initial.dtype))
      return (Tracer.apply(scatter, [operand, source, zero], regions: rule.regions), [0])
    }
    return ([Tracer.apply(Concatenate(axis: 0), slices)[0]], [0])
  }
}
