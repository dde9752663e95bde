package import JAXIR

// Whether a result of a kernel may lie where an operand lies. It may when every load of an element of the operand comes
// before every store to the same element of the result: because they are in one iteration, where the load stands
// before the store, and no two iterations touch the same element; or because one loop comes after the other.
//
// The proof is about the kernel as lowering made it, and holds for what scheduling makes of it: that runs iterations
// in any order or side by side, operation by operation, but keeps the order of operations in each. The one thing
// that it may do again is a load in front of a loop, inside of it.

extension Kernel {
  /// Whether the parameter `result` may be passed the memory of the parameter `operand`, which is only read.
  ///
  /// The two then are one buffer; true only if that is proven to change no element of any result.
  package func mayStore(_ result: Buffer, inPlaceOf operand: Buffer) -> Bool {
    let (source, destination) = (declaration(of: operand), declaration(of: result))
    guard source.access == .read, destination.access != .read, source.count == destination.count,
      source.count != nil, source.dtype.byteCount == destination.dtype.byteCount
    else { return false }
    var search = AccessSearch(self, operand: operand, result: result)
    search.visit(body)
    guard search.loads.count * search.stores.count <= Self.maximumPairCount else { return false }
    return search.loads.allSatisfy { load in search.stores.allSatisfy { load.comes(before: $0) } }
  }

  private static let maximumPairCount = 4_096
}

/// A load or store: where it stands and which elements it touches.
struct ElementAccess {
  /// The blocks around it, from the outermost inwards.
  var path: [PathStep]
  /// Its position in the last block.
  var position: Int
  /// Over values that number iterations.
  var index: AffineIndex
  /// How many iterations those values number, each from 0 by 1; nil where that is not known.
  var extents: [Kernel.Value: Int?]

  /// A block and the operation that owns it.
  struct PathStep: Equatable {
    let position: Int
    let block: Int
    /// The values that number its iterations.
    let indices: [Kernel.Value]
    let kind: Kind

    enum Kind { case loop, reduction, branch, repetition }
  }

  /// Whether, in whatever iterations they are, the load is done before the store if both touch one element.
  fileprivate func comes(before store: ElementAccess) -> Bool {
    let depth = zip(path, store.path).prefix { $0 == $1 }.count
    let common = path[..<depth]
    let loops = common.flatMap(\.indices)
    if common.contains(where: { $0.kind == .repetition }) { return false }
    switch Coincidence(self, store, in: loops) {
    case .never: return true
    case .inOtherIterations: return false
    case .inOneIteration:
      // Scheduling may move a load into the loops that follow it.
      let mayMove = path.count == depth && store.path[depth...].contains { $0.kind != .branch }
      return !mayMove && place(at: depth) < store.place(at: depth)
    }
  }

  private func place(at depth: Int) -> Int { depth < path.count ? path[depth].position : position }

  /// The least and the greatest that the terms of other values than `common` add up to, the offset included.
  func span(without common: [Kernel.Value]) -> ClosedRange<Int>? {
    var range = index.offset...index.offset
    for term in index.terms where !common.contains(term.value) {
      guard let extent = extents[term.value] ?? nil, extent > 0 else { return nil }
      let (distance, overflow) = term.stride.multipliedReportingOverflow(by: extent - 1)
      guard !overflow, [distance, range.lowerBound, range.upperBound].allSatisfy({ abs($0) < Int.max / 4 })
      else { return nil }
      range = range.lowerBound + min(distance, 0)...range.upperBound + max(distance, 0)
    }
    return range
  }
}

/// When two accesses touch one element.
private enum Coincidence {
  case never
  /// Only in the same iteration of the loops around both, if there is any.
  case inOneIteration
  case inOtherIterations

  init(_ load: ElementAccess, _ store: ElementAccess, in common: [Kernel.Value]) {
    if let own = load.span(without: []), let other = store.span(without: []), !own.overlaps(other) {
      self = .never
      return
    }
    let loops = common.filter { load.extents[$0] != .some(1) }
    if loops.isEmpty {
      self = .inOneIteration
      return
    }
    guard let own = load.span(without: common), let other = store.span(without: common),
      let steps = Self.steps(load, store, loops)
    else {
      self = .inOtherIterations
      return
    }
    // A sum of steps between two iterations that makes up for the distance between the accesses in one.
    let distances = own.lowerBound - other.upperBound...own.upperBound - other.lowerBound
    self = Self.search(distances, steps[...], isSame: true)
  }

  /// How far an iteration of each loop is from the next one, and how many there are, the longest first; nil where the
  /// accesses do not step alike.
  private static func steps(
    _ load: ElementAccess, _ store: ElementAccess, _ loops: [Kernel.Value]
  ) -> [Step]? {
    var steps: [Step] = []
    for value in loops {
      let stride = load.index.stride(of: value)
      // Every iteration of a loop that does not step touches the same elements.
      guard stride != 0, stride == store.index.stride(of: value) else { return nil }
      steps.append(Step(length: abs(stride), extent: load.extents[value] ?? nil))
    }
    steps.sort { $0.length > $1.length }
    var reach = 0
    for position in steps.indices.reversed() {
      steps[position].reachInside = reach
      guard let extent = steps[position].extent else { return position == 0 ? steps : nil }
      let (distance, overflow) = steps[position].length.multipliedReportingOverflow(by: extent - 1)
      guard !overflow, distance < Int.max / 4 else { return nil }
      reach += distance
    }
    return steps
  }

  private struct Step {
    let length: Int
    let extent: Int?
    /// What all shorter steps together come to at most.
    var reachInside = 0
  }

  private static func search(_ distances: ClosedRange<Int>, _ steps: ArraySlice<Step>, isSame: Bool) -> Self {
    guard let step = steps.first else {
      return distances.contains(0) ? isSame ? .inOneIteration : .inOtherIterations : .never
    }
    let most = step.extent.map { $0 - 1 } ?? Int.max
    let fewest = (distances.lowerBound - step.reachInside).dividedRoundingUp(by: step.length)
    let greatest = (distances.upperBound + step.reachInside).dividedRoundingDown(by: step.length)
    let turns = (lower: max(fewest, -most), upper: min(greatest, most))
    if turns.lower > turns.upper { return .never }
    // More would be many steps inside a window: they overlap, as a rule.
    guard turns.upper - turns.lower < 4 else { return .inOtherIterations }
    var result = Self.never
    for turn in turns.lower...turns.upper {
      let offset = turn * step.length
      let rest = distances.lowerBound - offset...distances.upperBound - offset
      switch search(rest, steps.dropFirst(), isSame: isSame && turn == 0) {
      case .inOtherIterations: return .inOtherIterations
      case .inOneIteration: result = .inOneIteration
      case .never: break
      }
    }
    return result
  }
}

extension Int {
  fileprivate func dividedRoundingDown(by divisor: Int) -> Int {
    let quotient = self / divisor
    return self % divisor < 0 ? quotient - 1 : quotient
  }

  fileprivate func dividedRoundingUp(by divisor: Int) -> Int { -(-self).dividedRoundingDown(by: divisor) }
}
