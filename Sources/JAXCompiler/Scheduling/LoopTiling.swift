import JAXIR

/// Walks loads that stride through memory, such as those of a transposed operand, in squares, which are turned by
/// vectors:
///
///     for k { for j { … x[s·j + k] … } }  ⇒  for squares of 16×16 { y = x's square, turned; for k { for j { … y … } } }
///
/// With 16·j + k written in four digits of base 4, `(a b c d)`, a turned square is the one of digits `(c d a b)`; the
/// digits are turned one place at a time, which takes every fourth element of memory in order. What is left of either
/// loop after whole squares runs as before.
struct LoopTiling {
  private static let extent = 16
  private static let radix = 4
  /// Squares that are worth the code.
  private static let fewestSquares = 4
  /// Operations of a body that is written down up to three times.
  private static let longestBody = 64

  private var kernel: Kernel

  init(_ kernel: Kernel) { self.kernel = kernel }

  /// The kernel with its loops tiled.
  mutating func run() -> Kernel {
    let count = kernel.types.count
    kernel.body = tiled(kernel.body)
    return kernel.types.count == count ? kernel : kernel.renumbered
  }

  private mutating func tiled(_ block: Kernel.Block) -> Kernel.Block {
    var block = block
    block.operations = block.operations.flatMap { operation -> [Kernel.Operation] in
      if let nest = PlainNest(operation, longest: Self.longestBody), let choice = choice(for: nest) {
        return tiled(nest, choice)
      }
      return [operation.mappingBlocks { tiled($0) }]
    }
    return block
  }

  // MARK: Where

  /// The level along which loads are contiguous, and which operations of the body these loads are.
  private struct Choice {
    let level: Int
    let loads: [Int]
  }

  private func choice(for nest: PlainNest) -> Choice? {
    let last = nest.levels.count - 1
    for level in 0..<max(0, last) {
      let squares = [level, last].map { nest.levels[$0].extent / Self.extent }
      guard !squares.contains(0), squares[0] >= Self.fewestSquares || squares[1] >= Self.fewestSquares else {
        continue
      }
      let loads = nest.body.indices.filter { isTurned(nest.body[$0], nest, along: level) }
      if !loads.isEmpty { return Choice(level: level, loads: loads) }
    }
    return nil
  }

  /// Whether an operation loads what is contiguous along `level`, and far apart along the innermost one.
  private func isTurned(_ operation: Kernel.Operation, _ nest: PlainNest, along level: Int) -> Bool {
    guard case .load(let buffer, let index, mask: nil, otherwise: nil) = operation.kind,
      kernel.declaration(of: buffer).access == .read,
      !index.values.contains(where: nest.definesInBody)
    else { return false }
    return index.stride(of: nest.levels[level].index) == 1
      && index.stride(of: nest.levels[nest.levels.count - 1].index).magnitude >= Self.extent
  }

  // MARK: Squares

  private mutating func tiled(_ nest: PlainNest, _ choice: Choice) -> [Kernel.Operation] {
    let last = nest.levels.count - 1
    let extents = nest.levels.map(\.extent)
    let whole = extents.map { $0 / Self.extent * Self.extent }
    var operations = [squares(nest, choice)]
    var ranges = extents.map { 0..<$0 }
    if whole[choice.level] < extents[choice.level] {
      ranges[choice.level] = whole[choice.level]..<extents[choice.level]
      operations.append(plain(nest, ranges))
    }
    if whole[last] < extents[last] {
      ranges[choice.level] = 0..<whole[choice.level]
      ranges[last] = whole[last]..<extents[last]
      operations.append(plain(nest, ranges))
    }
    return operations
  }

  /// The nest over a part of its domain.
  private mutating func plain(_ nest: PlainNest, _ ranges: [Range<Int>]) -> Kernel.Operation {
    loops(ranges.map(\.count)) { tiling, indices in
      let places = zip(indices, ranges).map { $0 + $1.lowerBound }
      return tiling.body(of: nest, at: places, loads: [:])
    }
  }

  /// The nest over whole squares: the two loops that make them innermost.
  private mutating func squares(_ nest: PlainNest, _ choice: Choice) -> Kernel.Operation {
    let last = nest.levels.count - 1
    let outer = nest.levels.indices.filter { $0 != choice.level && $0 != last }
    let order = outer + [choice.level, last]
    let counts = order.map {
      outer.contains($0) ? nest.levels[$0].extent : nest.levels[$0].extent / Self.extent
    }
    let tiles = choice.loads.map { load in
      (load, before: newTile(for: nest.body[load]), after: newTile(for: nest.body[load]))
    }
    return loops(counts) { tiling, indices in
      var places = [AffineIndex](repeating: AffineIndex(), count: nest.levels.count)
      for (level, index) in zip(order, indices) {
        places[level] = outer.contains(level) ? index : index * Self.extent
      }
      var operations: [Kernel.Operation] = []
      for tile in tiles {
        operations.append(tiling.copy(nest.body[tile.0], of: nest, choice.level, places, to: tile.before))
        operations.append(tiling.turn(tile.before, into: tile.after))
      }
      let loads = Dictionary(uniqueKeysWithValues: tiles.map { ($0.0, $0.after) })
      operations.append(tiling.compute(nest, choice.level, places, from: loads))
      return operations
    }
  }

  /// A square as it is in memory, `(a b c d)`.
  private mutating func copy(
    _ load: Kernel.Operation, of nest: PlainNest, _ level: Int, _ places: [AffineIndex],
    to tile: Kernel.Buffer
  ) -> Kernel.Operation {
    loops([Self.extent, Self.extent]) { tiling, indices in
      var places = places
      places[places.count - 1] = places[places.count - 1] + indices[0]
      places[level] = places[level] + indices[1]
      guard case .load(let buffer, let index, _, _) = load.kind else { return [] }
      let value = tiling.kernel.newValue(tiling.kernel[type: load.results[0]])
      return [
        Kernel.Operation(
          .load(buffer, nest.index(index, at: places), mask: nil, otherwise: nil), results: [value]),
        Kernel.Operation(.store(value, tile, indices[0] * Self.extent + indices[1], mask: nil)),
      ]
    }
  }

  /// `(a b c d)` → `(d a b c)`
  private mutating func turn(_ tile: Kernel.Buffer, into turned: Kernel.Buffer) -> Kernel.Operation {
    let rows = Self.extent * Self.extent / Self.radix
    return loops([rows]) { tiling, indices in
      (0..<Self.radix).flatMap { digit in
        let value = tiling.kernel.newValue(tiling.kernel.declaration(of: tile).dtype)
        let from = indices[0] * Self.radix + digit
        return [
          Kernel.Operation(.load(tile, from, mask: nil, otherwise: nil), results: [value]),
          Kernel.Operation(.store(value, turned, indices[0] + digit * rows, mask: nil)),
        ]
      }
    }
  }

  /// The body for a square, which is read as `(d a b c)` → `(c d a b)`.
  private mutating func compute(
    _ nest: PlainNest, _ level: Int, _ places: [AffineIndex], from tiles: [Int: Kernel.Buffer]
  ) -> Kernel.Operation {
    loops([Self.radix]) { tiling, high in
      let low = tiling.loop(Self.radix, .unrolled) { tiling, low in
        let inner = tiling.loop(Self.extent, .parallel) { tiling, index in
          var places = places
          places[level] = places[level] + high[0] + low * Self.radix
          places[places.count - 1] = places[places.count - 1] + index
          let place = high[0] * (Self.extent * Self.radix) + low + index * Self.radix
          return tiling.body(of: nest, at: places, loads: tiles.mapValues { ($0, place) })
        }
        return [inner]
      }
      return [low]
    }
  }

  // MARK: Operations

  /// A copy of the body at other indices, which takes some of its loads from elsewhere.
  private mutating func body(
    of nest: PlainNest, at places: [AffineIndex], loads: [Int: (Kernel.Buffer, AffineIndex)]
  ) -> [Kernel.Operation] {
    var copy = OperationCopy(
      places: Dictionary(uniqueKeysWithValues: zip(nest.levels.map(\.index), places)))
    return nest.body.enumerated().flatMap { position, operation in
      var copies = copy(operation, in: &kernel)
      if let (buffer, index) = loads[position] {
        copies[copies.count - 1].kind = .load(buffer, index, mask: nil, otherwise: nil)
      }
      return copies
    }
  }

  /// Independent loops, outermost first.
  private mutating func loops(
    _ extents: [Int], _ body: (inout LoopTiling, [AffineIndex]) -> [Kernel.Operation]
  ) -> Kernel.Operation {
    let indices = extents.map { _ in kernel.newValue(.int64) }
    var operations = body(&self, indices.map { AffineIndex($0) })
    for (index, extent) in zip(indices, extents).reversed() {
      operations = [Self.loop(index, extent, .parallel, operations)]
    }
    return operations[0]
  }

  private mutating func loop(
    _ extent: Int, _ schedule: Kernel.Schedule, _ body: (inout LoopTiling, AffineIndex) -> [Kernel.Operation]
  ) -> Kernel.Operation {
    let index = kernel.newValue(.int64)
    return Self.loop(index, extent, schedule, body(&self, AffineIndex(index)))
  }

  private static func loop(
    _ index: Kernel.Value, _ extent: Int, _ schedule: Kernel.Schedule, _ operations: [Kernel.Operation]
  ) -> Kernel.Operation {
    let body = Kernel.Block(arguments: [index], operations: operations)
    return Kernel.Operation(.loop(Kernel.Loop(schedule: schedule, upper: .constant(extent), body: body)))
  }

  private mutating func newTile(for load: Kernel.Operation) -> Kernel.Buffer {
    guard case .load(let buffer, _, _, _) = load.kind else { preconditionFailure("only loads are turned") }
    return kernel.newLocal(kernel.declaration(of: buffer).dtype, count: Self.extent * Self.extent)
  }
}

/// Perfectly nested independent loops of known extents around operations without blocks.
private struct PlainNest {
  private(set) var levels: [(index: Kernel.Value, extent: Int)] = []
  private(set) var body: [Kernel.Operation] = []
  private let defined: Set<Kernel.Value>

  init?(_ operation: Kernel.Operation, longest: Int) {
    var operations = [operation]
    while operations.count == 1, case .loop(let loop) = operations[0].kind {
      guard loop.isIndependent, let extent = loop.extent else { return nil }
      levels.append((loop.body.arguments[0], extent))
      operations = loop.body.operations
    }
    guard levels.count > 1, operations.count <= longest, operations.allSatisfy({ $0.blocks.isEmpty }) else {
      return nil
    }
    body = operations
    defined = Set(operations.flatMap(\.results))
  }

  func definesInBody(_ value: Kernel.Value) -> Bool { defined.contains(value) }

  /// An index of the body with the loops at other places.
  func index(_ index: AffineIndex, at places: [AffineIndex]) -> AffineIndex {
    zip(levels, places).reduce(index) { $0.replacing($1.0.index, with: $1.1) }
  }
}
