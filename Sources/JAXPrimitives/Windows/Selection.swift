package import JAXIR

/// The element of each window that a region chooses: `(chosen so far, next) → whether the former stays`, from the first
/// place of the window that is no padding to the last, in row-major order.
struct Selection {
  let windows: Windows
  let shape: Shape
  /// How many windows there are along each axis.
  let count: [Int]
  let region: Region

  /// Scalars that are kept of the chosen place, and whether there is one; that is nil when there always is.
  typealias Chosen = (isThere: Scalar?, kept: [Scalar])

  /// - Parameter keep: what is kept of a place.
  func choose(
    _ window: [AffineIndex], from operand: ElementSource, _ builder: KernelBuilder, fail: (JAXError) -> Void,
    keep: (_ place: [AffineIndex]) -> [Scalar]
  ) -> Chosen {
    func zero(_ dtype: DType) -> Scalar { builder.constant(Kernel.Constant(dtype, bits: 0)) }
    let parts = operand.type.dtype.partCount
    // The dtypes of what is kept, from code that comes to nothing.
    let origin = [AffineIndex](repeating: AffineIndex(), count: shape.rank)
    let kept = keep(origin).map { zero($0.dtype) }
    let value = (0..<parts).map { _ in zero(operand.type.dtype.component) }
    var hasPadding = false
    let result = windows.reduce(in: builder, from: [zero(.bool)] + value + kept) { offset in
      let (place, isInside) = windows.place(window, offset, in: shape, count: count, builder)
      hasPadding = isInside != nil
      let isThere = isInside ?? builder.constant(Kernel.Constant(.bool, integer: 1))
      return [isThere] + operand.element(at: place).parts + keep(place)
    } combine: { chosen, next in
      var stays = chosen[0]
      do throws(JAXError) {
        let (a, b) = (Element(parts: Array(chosen[1...parts])), Element(parts: Array(next[1...parts])))
        stays = try builder.inline(region, [a, b])[0].scalar & chosen[0]
      } catch {
        fail(error)
      }
      let isTaken = !stays & next[0]
      return [chosen[0] | next[0]] + zip(chosen, next).dropFirst().map { isTaken.select($1, $0) }
    }
    return (hasPadding ? result[0] : nil, Array(result.dropFirst(1 + parts)))
  }
}

extension [Region] {
  /// - Throws: unless region `index` says of two scalars of `dtype` whether the first is chosen.
  func checkSelection(_ index: Int, _ dtype: DType) throws(JAXError) {
    let scalar = ValueType.tensor(.scalar(dtype))
    guard indices.contains(index), self[index].graph.parameterTypes == [scalar, scalar],
      self[index].graph.resultTypes == [.tensor(.scalar(.bool))]
    else { throw JAXError(.invalidArgument, "a selection takes two scalars of \(dtype) and gives a bool") }
  }
}

// MARK: - Gathering

/// The first operand at the place in each window that a region chooses by the elements of the second; 0 for a window of
/// padding alone.
///
/// - (C1) Both operands have one shape, which the windows walk (W1, W2).
/// - (C2) One region takes two scalars of the second operand and says whether the first is chosen.
package struct SelectAndGather: WindowedPrimitive, LinearPrimitive {
  package var windows = Windows()

  package init() {}
  package init(_ windows: Windows) { self.windows = windows }

  package func resultTypes(of operands: [ValueType], regions: [Region]) throws(JAXError) -> [ValueType] {
    let types = try operands.tensors(2)
    guard types[0].shape == types[1].shape else {
      throw JAXError(.shapeMismatch, "the operands \(types[0]) and \(types[1]) differ in shape")
    }
    guard regions.count == 1 else { throw JAXError(.invalidArgument, "takes one region") }
    try regions.checkSelection(0, types[1].dtype)
    return [.tensor(types[0].with(shape: try Shape(windows.extents(of: types[0]))))]
  }

  package func lower(_ site: any LoweringSite) throws(JAXError) {
    guard let type = site.operandTypes[0].tensor, let result = site.resultTypes[0].tensor else {
      preconditionFailure("checked by the type rule")
    }
    guard result.shape.count > 0 else { return }
    try site.kernel(Self.name) { kernel throws(JAXError) in
      let (source, operand) = (kernel.operand(0), kernel.operand(1))
      let selection = Selection(
        windows: windows, shape: type.shape, count: result.shape.extents, region: site.regions[0])
      var failure: JAXError?
      kernel.builder.forEach(result.shape.extents) { window in
        guard type.shape.count > 0 else {
          let zero = kernel.builder.constant(Kernel.Constant(type.dtype.component, bits: 0))
          return kernel.store(
            Element(parts: Array(repeating: zero, count: type.dtype.partCount)), to: 0, at: window)
        }
        // What is kept starts from zeros, and stays so where there is nothing.
        let chosen = selection.choose(window, from: operand, kernel.builder) {
          failure = $0
        } keep: {
          source.element(at: $0).parts
        }
        kernel.store(Element(parts: chosen.kept), to: 0, at: window)
      }
      if let failure { throw failure }
    }
  }

  package func jvp(_ rule: JVPRule) throws(JAXError) -> JVPRule.Results {
    let tangent = rule.tangents[0].map {
      Tracer.apply(self, [$0, rule.primals[1]], regions: rule.regions)[0]
    }
    return (rule.apply(self), [tangent])
  }

  package func transposed(_ rule: TransposeRule) throws(JAXError) -> [Tracer?] {
    guard let cotangent = rule.cotangents[0], let type = rule.linear(0), let operand = rule.residual(1) else {
      return [nil, nil]
    }
    let zero = cotangent.zeros(.scalar(type.dtype))
    let sum = Region.binary(type.dtype) { $0 + $1 }
    let scatter = SelectAndScatter(windows)
    return [
      Tracer.apply(scatter, [operand, cotangent, zero], regions: [rule.regions[0], sum])[0], nil,
    ]
  }

  package func batched(_ rule: BatchingRule) throws(JAXError) -> BatchingRule.Results {
    let gather = SelectAndGather(windows.withLeadingAxis)
    return (Tracer.apply(gather, rule.operands(withBatchAxisAt: 0), regions: rule.regions), [0])
  }
}
