import JAXIR
import JAXPrimitives

/// Reductions of windows, choices in windows, and accumulations of values at hand.
extension RandomProgram {
  mutating func appendWindows() throws {
    guard let value = anyValue(where: { $0.rank > 0 && $0.dtype != .bool && !$0.dtype.isComplex }) else {
      return
    }
    let type = type(value)
    let initial = try self.value(of: .scalar(type.dtype))
    let isSum = chance(0.5)
    let body = Region.scalars([type.dtype, type.dtype]) { [isSum ? $0[0] + $0[1] : $0[1].maximum($0[0])] }
    if chance(0.4) {
      let cumulate = Cumulate(axis: int(0...type.rank - 1), isReverse: chance(0.5))
      try append(cumulate, [value, initial], regions: [body])
      return
    }
    var windows = Windows(sizes: type.shape.extents.map { _ in chance(0.5) ? 1 : int(1...4) })
    for axis in 0..<type.rank {
      windows.strides[axis] = choice([1, 1, 2, 3])
      windows.dilations[axis] = choice([1, 1, 2])
      windows.baseDilations[axis] = choice([1, 1, 1, 2])
      windows.low[axis] = choice([0, 0, 1, 2, -1])
      windows.high[axis] = choice([0, 0, 1, 3, -1])
    }
    let isLess = chance(0.5)
    let select = Region.scalars([type.dtype, type.dtype]) {
      [$0[0].compare(isLess ? .lessEqual : .greater, $0[1])]
    }
    let gather = SelectAndGather(windows)
    let results = try? gather.resultTypes(of: [.tensor(type), .tensor(type)], regions: [select])
    guard let result = results?[0].tensor, result.shape.count <= Self.maximumCount else { return }
    switch int(0...2) {
    case 0: try append(gather, [try self.value(of: type), value], regions: [select])
    case 1:
      let source = try self.value(of: result)
      // There is a derivative of sums alone.
      let sum = Region.scalars([type.dtype, type.dtype]) { [$0[0] + $0[1]] }
      try append(
        SelectAndScatter(windows), [value, source, initial], regions: [select, isSmooth ? sum : body])
    default: try append(ReduceWindow(windows), [value, initial], regions: [body])
    }
  }
}
