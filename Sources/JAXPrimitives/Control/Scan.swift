package import JAXIR

/// A loop of a known length: `(invariants…, carries…, xs…) → (carries…, ys…)`, by a region, the body, that takes the
/// invariants, the carries and a slice of each of xs and gives the next carries and a slice of each of ys. Slices are
/// along the first axis, whose extent is the length.
package struct Scan: Primitive {
  /// How many iterations there are, at most.
  package var length = 0
  /// How many of the first operands are the same in every iteration.
  package var invariants = 0
  /// How many operands after these change from one iteration to the next.
  package var carries = 0
  /// Whether the last slices come first.
  package var isReversed = false
  /// Whether a first operand, an `i32` scalar, says how many iterations there are, on the first slices: none where it
  /// is negative, all where there are not as many. The other slices of ys are zeros.
  package var isCounted = false

  package init() {}

  package init(length: Int, invariants: Int, carries: Int, isReversed: Bool = false, isCounted: Bool = false)
  {
    self.length = length
    self.invariants = invariants
    self.carries = carries
    self.isReversed = isReversed
    self.isCounted = isCounted
  }

  package static var attributes: [Attribute<Self>] {
    [
      Attribute("length", \.length), Attribute("invariants", \.invariants), Attribute("carries", \.carries),
      Attribute("is_reversed", \.isReversed), Attribute("is_counted", \.isCounted),
    ]
  }

  /// The constraints, by number:
  ///
  /// 1. The length is not negative; there are as many operands as the count, the invariants and the carries, or more.
  /// 2. All operands are tensors, the count an `i32` scalar; the first axis of xs has the extent `length`. But one of the
  ///    carries may be a token.
  /// 3. The body takes the types of invariants, carries and slices, and has ordered effects only if there is a token.
  /// 4. The body gives the types of the carries, then those of slices.
  package func resultTypes(of operands: [ValueType], regions: [Region]) throws(JAXError) -> [ValueType] {
    let first = isCounted ? 1 : 0
    guard length >= 0, invariants >= 0, carries >= 0, operands.count - first - carries >= invariants,
      operands.tokenCount == parts(of: operands).carries.tokenCount, operands.tokenCount <= 1
    else {
      throw JAXError(
        .invalidArgument,
        "a scan of length \(length) takes \(invariants) invariants and \(carries) carries, all tensors")
    }
    guard regions.count == 1 else {
      throw JAXError(.invalidArgument, "a scan has a body, not \(regions.count) regions")
    }
    if isCounted, operands[0] != .tensor(.scalar(.int32)) {
      throw JAXError(.invalidArgument, "the count of iterations is \(operands[0]), not i32[]")
    }
    let body = regions[0].graph
    let parts = parts(of: operands)
    var slices: [ValueType] = []
    for (number, type) in parts.xs.compactMap(\.tensor).enumerated() {
      guard type.rank > 0, type.shape[0] == length else {
        throw JAXError(
          .shapeMismatch,
          "input \(number) of a scan of length \(length) is \(type): its first axis is another")
      }
      slices.append(.tensor(type.with(shape: type.shape.removing([0]))))
    }
    try regions[0].check(
      "the body", takes: parts.invariants + parts.carries + slices, allowing: operands.allowedEffects)
    guard body.results.count >= carries, !body.resultTypes.dropFirst(carries).contains(.token) else {
      throw JAXError(
        .shapeMismatch, "the body gives \(body.results.count) values, less than the \(carries) carries")
    }
    for (number, (given, carried)) in zip(body.resultTypes, parts.carries).enumerated() where given != carried
    {
      throw JAXError(.shapeMismatch, "the body gives \(given) for carry \(number), which is \(carried)")
    }
    return parts.carries + (try body.resultTypes.dropFirst(carries).map(stacked))
  }

  private func stacked(_ slice: ValueType) throws(JAXError) -> ValueType {
    guard let type = slice.tensor else { return slice }
    return .tensor(type.with(shape: try Shape([length] + type.shape.extents)))
  }

  /// The token is the first carry.
  package var tokenOperand: Int { (isCounted ? 1 : 0) + invariants }

  package func lower(_ site: any LoweringSite) throws(JAXError) {
    try site.expand(expansion(of: site.operandTypes, site.regions[0]))
  }
}

extension Scan: SteppedPrimitive {}

extension Scan: ScalarControlPrimitive {
  package func elements(
    _ operands: [Element], regions: [Region], in builder: KernelBuilder
  ) throws(JAXError) -> [Element] {
    // Whoever asks has seen that all values are scalars.
    let types = (isCounted ? [.tensor(.scalar(.int32))] : []) + regions[0].graph.parameterTypes
    return try builder.inline(Region(expansion(of: types, regions[0])), operands)
  }
}

// MARK: - What is what

/// The operands of a scan, or something that there is one of for each.
struct ScanParts<Item> {
  var count: Item?
  var invariants: [Item]
  var carries: [Item]
  var xs: [Item]

  /// Those of the parameters of the body.
  var body: [Item] { invariants + carries + xs }
  var all: [Item] { (count.map { [$0] } ?? []) + body }
}

extension Scan {
  func parts<Item>(of items: [Item]) -> ScanParts<Item> {
    let rest = items.dropFirst(isCounted ? 1 : 0)
    return ScanParts(
      count: isCounted ? items[0] : nil, invariants: Array(rest.prefix(invariants)),
      carries: Array(rest.dropFirst(invariants).prefix(carries)),
      xs: Array(rest.dropFirst(invariants + carries)))
  }

  /// Those of the parameters of the body.
  func parts<Item>(ofBody items: [Item]) -> ScanParts<Item> {
    ScanParts(
      invariants: Array(items.prefix(invariants)),
      carries: Array(items.dropFirst(invariants).prefix(carries)),
      xs: Array(items.dropFirst(invariants + carries)))
  }

  /// A scan as long, and counted alike, of so many invariants and carries.
  func with(invariants: Int, carries: Int, isReversed: Bool? = nil) -> Scan {
    Scan(
      length: length, invariants: invariants, carries: carries, isReversed: isReversed ?? self.isReversed,
      isCounted: isCounted)
  }
}

extension Region {
  /// The region whose parameters and results are those of this one at the given positions; it reads no others.
  func arranged(parameters: [Int], results: [Int]? = nil) throws(JAXError) -> Region {
    let builder = GraphBuilder()
    var arguments = [Graph.Value?](repeating: nil, count: graph.parameterCount)
    for position in parameters { arguments[position] = builder.parameter(graph.parameterTypes[position]) }
    let chosen = results?.map { graph.results[$0] } ?? graph.results
    return Region(
      builder.finish(name: graph.name, results: try builder.inline(graph, arguments, results: chosen)))
  }
}
