import JAXIR
import JAXPrimitives

extension Importer {
  /// Operations whose shapes are operands: these are known while the program is imported.
  static let dynamicRules: [String: Rule] = [
    "stablehlo.dynamic_broadcast_in_dim": { (site) throws(JAXError) in
      // What is known to expand or not is no news once the shapes are known.
      site.ignore("known_expanding_dimensions", "known_nonexpanding_dimensions")
      let (shape, axes) = (try site.shapeOperand(1), try site.integers("broadcast_dimensions"))
      return [try site.apply(BroadcastInDim(shape: shape, axes: axes), try site.operands(2)[0])]
    },
    "stablehlo.dynamic_iota": { (site) throws(JAXError) in
      let (shape, axis) = (try site.shapeOperand(0), try site.integer("iota_dimension"))
      return try site.apply(Iota(try site.resultDType(), shape: shape, axis: axis), [])
    },
    "stablehlo.dynamic_reshape": { (site) throws(JAXError) in
      [try site.apply(Reshape(shape: try site.shapeOperand(1)), try site.operands(2)[0])]
    },
    "stablehlo.real_dynamic_slice": { (site) throws(JAXError) in [try site.realDynamicSlice()] },
    "stablehlo.dynamic_pad": { (site) throws(JAXError) in
      let pad = Pad(
        low: try site.shapeOperand(2), high: try site.shapeOperand(3), interior: try site.shapeOperand(4))
      return try site.apply(pad, Array(try site.operands(5).prefix(2)))
    },
    "stablehlo.dynamic_gather": { (site) throws(JAXError) in
      try site.gather(sizes: try site.shapeOperand(2))
    },
    "stablehlo.dynamic_conv": { (site) throws(JAXError) in
      // An older form has both, and the operand is the one that counts.
      site.ignore("padding")
      let padding = try site.shapeOperand(2, rank: 2)
      guard padding.count.isMultiple(of: 2) else { throw site.invalid("operand 2 does not say pairs") }
      let pairs = stride(from: 0, to: padding.count, by: 2).map { (padding[$0], padding[$0 + 1]) }
      return [try site.convolution(Array(try site.operands(3).prefix(2)), pairs, dropsStrides: true)]
    },
    "stablehlo.get_dimension_size": { (site) throws(JAXError) in
      let (type, axis) = (try site.type(of: try site.operands(1)[0]), try site.integer("dimension"))
      guard axis >= 0, axis < type.rank else { throw site.invalid("\(type) has no axis \(axis)") }
      guard let extent = Int32(exactly: type.shape[axis]) else {
        throw site.unsupported("an extent of \(type.shape[axis]), which does not fit i32")
      }
      let size = Literal(splat: Kernel.Constant(.int32, integer: Int(extent)), shape: .scalar)
      return try site.apply(Constant(size), [])
    },
    "stablehlo.set_dimension_size": { (site) throws(JAXError) in
      let operands = try site.operands(2)
      let (type, axis) = (try site.type(of: operands[0]), try site.integer("dimension"))
      let size = try site.shapeOperand(1)
      guard axis >= 0, axis < type.rank, size.count == 1 else {
        throw site.invalid("\(type) has no axis \(axis)")
      }
      var limits = type.shape.extents
      limits[axis] = size[0]
      let slice = Slice(
        starts: limits.map { _ in 0 }, limits: limits, strides: limits.map { _ in 1 })
      return [try site.apply(slice, operands[0])]
    },
  ]
}

extension OperationSite {
  /// A slice whose starts may be computed, if what the limits add to them is known.
  func realDynamicSlice() throws(JAXError) -> Graph.Value {
    let operands = try operands(4)
    let strides = try shapeOperand(3)
    guard try scope.constant(operands[1], importer.evaluate) == nil, strides.allSatisfy({ $0 == 1 }),
      let sizes = scope.builder.addend(of: operands[2], to: operands[1]),
      let lengths = try scope.constant(sizes, importer.evaluate)
    else {
      let slice = Slice(starts: try shapeOperand(1), limits: try shapeOperand(2), strides: strides)
      return try apply(slice, operands[0])
    }
    let starts = try strides.indices.map { (axis) throws(JAXError) in
      let slice = Slice(starts: [axis], limits: [axis + 1], strides: [1])
      return try apply(Reshape(shape: []), try apply(slice, operands[1]))
    }
    let extents = (0..<lengths.type.shape.count).map { lengths.element(at: $0).signedValue }
    return try apply(DynamicSlice(sizes: extents), [operands[0]] + starts)[0]
  }

  /// `shape_assertion(%condition, %value...)`: what JAX puts where a program is right for some shapes alone.
  ///
  /// - Throws: `shapeMismatch` with the message of the assertion, `{0}` in it being the first value.
  mutating func shapeAssertion() throws(JAXError) -> [Graph.Value] {
    ignore("has_side_effect", "api_version", "backend_config")
    var message =
      try attribute("error_message").map { (attribute) throws(JAXError) in
        guard case .string(let text) = attribute.value else {
          throw invalid("attribute 'error_message' is not a string", at: attribute.position)
        }
        return text
      } ?? "the shapes of the inputs do not fit the program"
    guard let condition = operands.first else { throw invalid("takes a condition") }
    guard let holds = try scope.constant(condition, importer.evaluate), holds.type == .scalar(.bool) else {
      throw unsupported("an assertion on more than the shapes of the inputs")
    }
    if holds.element(at: 0).bits != 0 { return [] }
    for (index, operand) in operands.dropFirst().enumerated() {
      guard let value = try scope.constant(operand, importer.evaluate), value.type.shape.count > 0 else {
        continue
      }
      message = message.split(separator: "{\(index)}", omittingEmptySubsequences: false)
        .joined(separator: "\(value.element(at: 0).signedValue)")
    }
    throw JAXError(.shapeMismatch, message, operation: operation.name, location: location)
  }
}

extension GraphBuilder {
  /// `b` where `sum` is `a + b` or `b + a`; nil where that cannot be seen.
  fileprivate func addend(of sum: Graph.Value, to a: Graph.Value) -> Graph.Value? {
    guard let definition = definition(of: sum), definition.primitive is Add else { return nil }
    let (x, y) = (definition.operands[0], definition.operands[1])
    return isSame(x, a) ? y : isSame(y, a) ? x : nil
  }

  /// Whether two values are computed by the same instructions from the same values, as far as a short search tells.
  private func isSame(_ a: Graph.Value, _ b: Graph.Value) -> Bool {
    var pairs = [(a, b)]
    for _ in 0..<256 {
      guard let (a, b) = pairs.popLast() else { return true }
      if a == b { continue }
      guard let x = definition(of: a), let y = definition(of: b), x.primitive.isEqual(to: y.primitive),
        x.operands.count == y.operands.count, x.regions == y.regions, x.effects == .none,
        x.results.firstIndex(of: a) == y.results.firstIndex(of: b)
      else { return false }
      pairs += zip(x.operands, y.operands)
    }
    return false
  }
}

extension Kernel.Constant {
  /// The value of an integer; one that is too large for `Int` wraps.
  var signedValue: Int {
    guard dtype.kind == .signed else { return Int(truncatingIfNeeded: bits) }
    let unused = UInt64(64 - dtype.bitWidth)
    return Int(Int64(bitPattern: bits << unused) >> Int64(unused))
  }
}
