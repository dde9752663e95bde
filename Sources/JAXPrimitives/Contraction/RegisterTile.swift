import JAXIR

/// The sums of a few rows by a few vectors of columns, kept in registers while the loop over the depth runs.
///
/// Each sum is walked alone, in the order that the primitive states: that columns run as vectors and that rows share
/// the loads of a column changes no bit.
struct RegisterTile {
  let height: Int
  let width: Int
  let lanes: Int

  /// The steps of the depth that a tile takes: one index per group of contracting axes.
  enum Depth {
    /// All steps of these extents.
    case all([Int])
    /// Some steps of a single group.
    case block(start: AffineIndex, count: Kernel.Bound)
  }

  /// A loop over the columns as vectors: several side by side where they fit, else one at a time. Scheduling passes
  /// see that what is around it is not to be run by vectors.
  func forEachColumn(in builder: KernelBuilder, _ body: (AffineIndex) -> Void) {
    let lanes = width == 1 ? 1 : lanes
    let interleave = width % lanes == 0 ? width / lanes : 1
    builder.loop(.vector(lanes: lanes, interleave: interleave), to: width) { body($0.index) }
  }

  /// Adds products to the sums that `initial` gives for each row of a column, and hands the sums on to `store`.
  ///
  /// - Parameters:
  ///   - row: the factor of a row of the tile.
  ///   - column: the factor of a column of the tile.
  ///   - add: a sum and one product more.
  func emit(
    in builder: KernelBuilder, over depth: Depth,
    initial: (Int, AffineIndex) -> Element,
    row: (Int, [AffineIndex]) -> Element,
    column: (AffineIndex, [AffineIndex]) -> Element,
    add: (Element, Element, Element) -> Element,
    store: (Element, Int, AffineIndex) -> Void
  ) {
    forEachColumn(in: builder) { lane in
      let first = (0..<height).map { initial($0, lane) }
      let parts = first[0].parts.count
      let sums = RegisterTile.nest(depth, in: builder, carrying: first.flatMap(\.parts)) { step, sums in
        let right = column(lane, step)
        return (0..<height).flatMap { position -> [Scalar] in
          let sum = Element(parts: Array(sums[position * parts..<(position + 1) * parts]))
          return add(row(position, step), right, sum).parts
        }
      }
      for position in 0..<height {
        store(Element(parts: Array(sums[position * parts..<(position + 1) * parts])), position, lane)
      }
    }
  }

  /// Serial loops over the steps.
  static func nest(
    _ depth: Depth, in builder: KernelBuilder, carrying sums: [Scalar],
    _ body: ([AffineIndex], [Scalar]) -> [Scalar]
  ) -> [Scalar] {
    switch depth {
    case .block(let start, let count):
      return builder.loop(to: count, carrying: sums) { body([start + $0.index], $1) }
    case .all(let extents):
      func nest(_ group: Int, _ step: [AffineIndex], _ sums: [Scalar]) -> [Scalar] {
        if group == extents.count { return body(step, sums) }
        return builder.loop(to: .constant(extents[group]), carrying: sums) {
          nest(group + 1, step + [$0.index], $1)
        }
      }
      return nest(0, [], sums)
    }
  }
}
