import JAXIR
import JAXPrimitives

/// Axes, shapes and indices of gathers and scatters, at random.
struct RandomIndexing {
  var random: SplitMix
  let axes: IndexedAxes
  let operand: Shape
  let indices: Shape
  /// Of a window, along each axis of the operand.
  let sizes: [Int]
  let windows: Shape

  init(seed: UInt64) throws {
    var random = SplitMix(seed: seed)
    func int(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }
    func chance(_ percent: Int) -> Bool { int(1...100) <= percent }
    let extents = (0..<int(0...3)).map { _ in [0, 1, 2, 3, 5, 9].randomElement(using: &random)! }
    var axes = IndexedAxes()
    var sizes: [Int] = []
    var outer: [(extent: Int, batch: Int?)] = []
    for (axis, extent) in extents.enumerated() {
      if chance(25) {
        axes.operandBatch.append(axis)
        outer.append((extent, axes.operandBatch.count - 1))
        sizes.append(min(1, extent))
        continue
      }
      if extent > 0, chance(50) {
        axes.collapsed.append(axis)
        sizes.append(1)
      } else {
        sizes.append(chance(40) ? extent : int(0...extent))
      }
      if chance(70) { axes.indexed.append(axis) }
    }
    axes.indexed.shuffle(using: &random)
    for _ in 0..<int(0...2) { outer.append((int(0...4), nil)) }
    outer.shuffle(using: &random)
    let isImplicit = axes.indexed.count == 1 && chance(30)
    axes.vector = isImplicit ? outer.count : int(0...outer.count)
    var indices = outer.map(\.extent)
    if !isImplicit { indices.insert(axes.indexed.count, at: axes.vector) }
    for number in axes.operandBatch.indices {
      let place = outer.firstIndex { $0.batch == number }!
      axes.indexBatch.append(place < axes.vector ? place : place + 1)
    }
    let walked = extents.indices.filter { !axes.collapsed.contains($0) && !axes.operandBatch.contains($0) }
    let rank = outer.count + walked.count
    axes.window = Array(Array(0..<rank).shuffled(using: &random).prefix(walked.count)).sorted()
    var windows = outer.map(\.extent)
    for (axis, own) in zip(axes.window, walked) { windows.insert(sizes[own], at: axis) }
    self.axes = axes
    self.sizes = sizes
    operand = try Shape(extents)
    self.indices = try Shape(indices)
    self.windows = try Shape(windows)
    self.random = random
  }

  /// Mostly indices into the operand and a little beyond, and now and then numbers far beyond.
  mutating func indexLiteral(_ dtype: DType) -> Literal {
    let type = TensorType(dtype, indices)
    let elements = (0..<indices.count).map { _ in
      let far = [Int.min, .max, -1, 1 << 31, -(1 << 40), 1 << 62].randomElement(using: &random)!
      let isFar = Int.random(in: 0..<6, using: &random) == 0
      return Kernel.Constant(dtype, integer: isFar ? far : Int.random(in: -2...9, using: &random))
    }
    return .make(type, elements)
  }

  /// Any bits: movement keeps all of them, those of NaNs, too.
  mutating func anyBits(_ type: TensorType) throws -> Literal {
    let bytes = (0..<type.byteCount).map { _ in UInt8.random(in: 0...255, using: &random) }
    return try Literal(type, bytes: type.dtype == .bool ? bytes.map { $0 & 1 } : bytes)
  }
}
