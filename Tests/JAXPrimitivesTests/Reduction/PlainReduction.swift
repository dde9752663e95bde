import JAXIR
import JAXPrimitives

/// A reduction by plain loops, in the order that `ReductionOrder` describes.
struct PlainReduction<Value> {
  let extents: [Int]
  let axes: [Int]
  let order: ReductionOrder
  let initial: Value
  let combine: (Value, Value) -> Value

  func callAsFunction(_ elements: [Value]) -> [Value] {
    let kept = extents.indices.filter { !axes.contains($0) }
    return indices(of: kept.map { extents[$0] }).map { result in
      var rows: [[Value]] = []
      for index in indices(of: axes.map { extents[$0] }) {
        // A new row starts where the axes of the last group are all at 0.
        if index.suffix(lastGroupCount).allSatisfy({ $0 == 0 }) { rows.append([]) }
        var full = [Int](repeating: 0, count: extents.count)
        for (axis, part) in zip(kept, result) { full[axis] = part }
        for (axis, part) in zip(axes, index) { full[axis] = part }
        rows[rows.count - 1].append(elements[position(full, in: extents)])
      }
      return reduce(rows)
    }
  }

  /// How many of the last axes follow each other.
  private var lastGroupCount: Int {
    var count = min(1, axes.count)
    while count < axes.count, axes[axes.count - count - 1] + 1 == axes[axes.count - count] { count += 1 }
    return count
  }

  /// All rows have as many elements.
  private func reduce(_ rows: [[Value]]) -> Value {
    let extent = rows.first?.count ?? 0
    guard order.block > 0, extent > order.block else { return deal(rows) }
    let partials = stride(from: 0, to: extent, by: order.block).map { start in
      deal(rows.map { Array($0[start..<min(start + order.block, extent)]) })
    }
    return reduce([partials])
  }

  private func deal(_ rows: [[Value]]) -> Value {
    var lanes = [Value](repeating: initial, count: order.lanes)
    for row in rows {
      for (position, element) in row.enumerated() {
        let lane = position % order.lanes
        lanes[lane] = combine(lanes[lane], element)
      }
    }
    while lanes.count > 1 {
      let half = lanes.count / 2
      lanes = (0..<half).map { combine(lanes[$0], lanes[$0 + half]) }
    }
    return lanes[0]
  }
}
