package import JAXIR

extension Scan {
  /// The scan as a loop that counts: it carries the stacks of ys too, into which each iteration writes its slices.
  ///
  /// Parameters and results are those of the scan. Nothing is carried but what changes, so lowering leaves each stack
  /// where it is.
  package func expansion(of operands: [ValueType], _ body: Region) throws(JAXError) -> Graph {
    let builder = GraphBuilder()
    let parameters = operands.map { Tracer(builder.parameter($0), in: builder) }
    let parts = parts(of: parameters)
    let slices = body.graph.resultTypes.dropFirst(carries).compactMap(\.tensor)
    var stacks: [Tracer] = []
    for slice in slices {
      let type = slice.with(shape: try Shape([length] + slice.shape.extents))
      stacks.append(builder.constant(Literal(0, type)))
    }
    guard length > 0 else { return builder.finish(results: (parts.carries + stacks).map(\.value)) }
    let loop = ScanLoop(self, body, count: parts.count, stackCount: stacks.count, in: builder)
    let state = [loop.start] + parts.carries + stacks
    let invariants = loop.limit + parts.invariants + parts.xs
    let types = (state + invariants).map(\.valueType)
    let results = try builder.append(
      While(invariants: invariants.count), (state + invariants).map(\.value),
      regions: [loop.condition(types), try loop.step(types)])
    return builder.finish(results: Array(results.dropFirst()))
  }
}

/// The loop that a scan is: the place of a slice runs up to the count, or down to zero.
private struct ScanLoop {
  private let scan: Scan
  private let body: Region
  private let stackCount: Int
  /// The place of the first slice.
  let start: Tracer
  /// How many slices there are, if that is not the length.
  let limit: [Tracer]

  init(_ scan: Scan, _ body: Region, count: Tracer?, stackCount: Int, in builder: GraphBuilder) {
    self.scan = scan
    self.body = body
    self.stackCount = stackCount
    let dtype = scan.length <= Int(Int32.max) ? DType.int32 : .int64
    let zero = builder.constant(Literal(splat: Kernel.Constant(dtype, integer: 0), shape: .scalar))
    let count = count.map { count in
      Tracer.apply(Clamp(), zero, count.convert(to: dtype), zero.filled(integer: scan.length))
    }
    if scan.isReversed {
      start = count.map { $0 - 1 } ?? zero.filled(integer: scan.length - 1)
      limit = []
    } else {
      start = zero
      limit = count.map { [$0] } ?? []
    }
  }

  func condition(_ types: [ValueType]) -> Region {
    let builder = GraphBuilder()
    let parameters = types.map { Tracer(builder.parameter($0), in: builder) }
    let place = parameters[0]
    let isInside =
      if scan.isReversed {
        place.compare(.greaterEqual, place.filled(0))
      } else if !limit.isEmpty {
        place.compare(.less, parameters[1 + scan.carries + stackCount])
      } else {
        place.compare(.less, place.filled(integer: scan.length))
      }
    return Region(builder.finish(results: [isInside.value]))
  }

  func step(_ types: [ValueType]) throws(JAXError) -> Region {
    let builder = GraphBuilder()
    let parameters = types.map { Tracer(builder.parameter($0), in: builder) }
    let place = parameters[0]
    let carries = parameters[1...].prefix(scan.carries)
    let stacks = parameters.dropFirst(1 + scan.carries).prefix(stackCount)
    let rest = parameters.dropFirst(1 + scan.carries + stackCount + limit.count)
    let fixed = Array(rest.prefix(scan.invariants) + carries)
    // Carries that the body gives as they were are written first: then the next ones may take their place.
    var written = [Tracer?](repeating: nil, count: stackCount)
    for (number, stack) in stacks.enumerated() {
      let value = body.graph.results[scan.carries + number]
      guard value.index < fixed.count else { continue }
      written[number] = stack.replacingSlice(at: place, with: fixed[value.index])
    }
    let arguments = fixed + rest.dropFirst(scan.invariants).map { $0.slice(at: place) }
    let results = try body.inlined(arguments, in: builder)
    for (number, stack) in stacks.enumerated() where written[number] == nil {
      written[number] = stack.replacingSlice(at: place, with: results[scan.carries + number])
    }
    let next = scan.isReversed ? place - 1 : place + 1
    return Region(
      builder.finish(
        results: ([next] + results.prefix(scan.carries) + written.compactMap(\.self)).map(\.value)))
  }
}

extension Tracer {
  /// An integer in every element of a tensor of this one's type.
  func filled(integer: Int) -> Tracer {
    builder.constant(Literal(splat: Kernel.Constant(dtype, integer: integer), shape: shape), at: location)
  }

  /// The slice at a place along the first axis, which is gone from it.
  func slice(at place: Tracer) -> Tracer {
    let starts = [place] + (1..<shape.rank).map { _ in place.filled(0) }
    let slice = Tracer.apply(DynamicSlice(sizes: [1] + shape.extents.dropFirst()), [self] + starts)[0]
    return slice.reshape(to: shape.removing([0]))
  }

  /// The tensor with another slice at a place along the first axis.
  func replacingSlice(at place: Tracer, with slice: Tracer) -> Tracer {
    let starts = [place] + (1..<shape.rank).map { _ in place.filled(0) }
    return Tracer.apply(DynamicUpdateSlice(), [self, slice.repeated(1, alongNewAxis: 0)] + starts)[0]
  }
}
