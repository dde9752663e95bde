extension KernelVerifier {
  mutating func verify(_ operation: Kernel.Operation) throws(JAXError) {
    let kind = operation.kind
    try use(operation.operands, in: kind)
    if surroundings.isInsideCombine {
      switch kind {
      case .constant, .scalar: break
      default: throw failure("K14", "combine holds more than scalar operations", kind)
      }
    }
    switch kind {
    case .constant, .scalar, .index, .load, .store: try verifyPlain(operation)
    case .loop(let loop): try verify(loop, operation)
    case .reduce(let reduction): try verify(reduction, operation)
    case .conditional(let condition, let then, let otherwise):
      try verifyConditional(condition, then, otherwise, operation)
    case .whileLoop(let loop): try verify(loop, operation)
    }
  }

  // MARK: Operations without blocks

  private mutating func verifyPlain(_ operation: Kernel.Operation) throws(JAXError) {
    let kind = operation.kind
    for result in operation.results {
      try define(result, variance: variance(of: operation.operands) | surroundings.control, in: kind)
    }
    let results = types(operation.results)
    switch kind {
    case .constant(let constant):
      let width = UInt64(constant.dtype.bitWidth)
      try require(width >= 64 || constant.bits >> width == 0, "K8", "too many bits", kind)
      try require(results == [constant.dtype], "K8", "the result is \(results)", kind)
    case .scalar(let scalar, let operands):
      guard let dtype = scalar.resultType(of: types(operands)) else {
        throw failure("K9", "there is no \(scalar.name) of \(types(operands))", kind)
      }
      try require(results == [dtype], "K9", "the result is \(results), not \(dtype)", kind)
    case .index(let index):
      try verify(index, kind)
      try require(results == [.int64], "K6", "the result is \(results)", kind)
    case .load(let buffer, let index, let mask, let otherwise):
      let declaration = try declaration(of: buffer, kind)
      try require(declaration.access.canRead, "K4", "\(buffer) cannot be read", kind)
      try require(results == [declaration.dtype], "K5", "\(buffer) holds \(declaration.dtype)", kind)
      try require((mask == nil) == (otherwise == nil), "K5", "mask and else belong together", kind)
      try require(
        otherwise.map(type) ?? declaration.dtype == declaration.dtype, "K5",
        "else is not \(declaration.dtype)", kind)
      try verifyAccess(declaration, index, mask: mask, kind)
    case .store(let value, let buffer, let index, let mask):
      let declaration = try declaration(of: buffer, kind)
      try require(results.isEmpty, "K5", "a store has no result", kind)
      try require(declaration.access != .read, "K4", "\(buffer) cannot be written", kind)
      try require(type(value) == declaration.dtype, "K5", "\(buffer) holds \(declaration.dtype)", kind)
      try verifyAccess(declaration, index, mask: mask, kind)
      try require(!surroundings.isInsideCondition, "K15", "a condition stores", kind)
      try verifyConcurrentStore(to: buffer, index, mask: mask, kind)
    case .loop, .reduce, .conditional, .whileLoop: break
    }
  }

  private func declaration(
    of buffer: Kernel.Buffer, _ kind: Kind
  ) throws(JAXError) -> Kernel.BufferDeclaration {
    let count = kernel.parameters.count + kernel.locals.count
    try require(buffer.index < count, "K3", "\(buffer) is not declared", kind)
    return kernel.declaration(of: buffer)
  }

  private func verify(_ index: AffineIndex, _ kind: Kind) throws(JAXError) {
    for value in index.values {
      try require(type(value) == .int64, "K6", "\(value) is not i64", kind)
    }
  }

  private func verifyAccess(
    _ declaration: Kernel.BufferDeclaration, _ index: AffineIndex, mask: Kernel.Value?, _ kind: Kind
  ) throws(JAXError) {
    try verify(index, kind)
    if let mask {
      try require(type(mask) == .bool, "K5", "the mask is not bool", kind)
    } else if surroundings.isCertain, let count = declaration.count, let ends = ends(of: index) {
      try require(
        ends.lower >= 0 && ends.upper < count, "K7",
        "indices \(ends.lower)...\(ends.upper) of \(count) elements", kind)
    }
  }

  /// The least and the greatest value that the index takes, where loops with constant bounds say so.
  private func ends(of index: AffineIndex) -> (lower: Int, upper: Int)? {
    var lower = index.offset
    var upper = index.offset
    for term in index.terms {
      guard let range = ranges[term.value] else { return nil }
      let (first, firstOverflow) = range.lowerBound.multipliedReportingOverflow(by: term.stride)
      let (last, lastOverflow) = range.upperBound.multipliedReportingOverflow(by: term.stride)
      let (least, leastOverflow) = lower.addingReportingOverflow(min(first, last))
      let (greatest, greatestOverflow) = upper.addingReportingOverflow(max(first, last))
      if firstOverflow || lastOverflow || leastOverflow || greatestOverflow { return (-1, Int.max) }
      (lower, upper) = (least, greatest)
    }
    return (lower, upper)
  }

  private func verifyConcurrentStore(
    to buffer: Kernel.Buffer, _ index: AffineIndex, mask: Kernel.Value?, _ kind: Kind
  ) throws(JAXError) {
    let varies = variance(of: index.values + [mask].compactMap(\.self)) | surroundings.control
    for (position, privates) in surroundings.concurrent.enumerated().prefix(64)
    where varies & (1 << UInt64(position)) == 0 && !privates.contains(buffer) {
      throw failure("K19", "iterations that run at once store to one element", kind)
    }
  }
}
