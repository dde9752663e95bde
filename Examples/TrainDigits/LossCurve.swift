/// A curve of losses for a terminal, on a logarithmic scale.
struct LossCurve {
  private var losses: [Double] = []

  mutating func append(_ loss: Double) { losses.append(loss) }

  /// The curve in `width` columns, each the mean of its losses, and `height` rows.
  func lines(width: Int = 64, height: Int = 10) -> [String] {
    guard losses.count > 1 else { return [] }
    let columns = (0..<min(width, losses.count)).map { column -> Double in
      let count = min(width, losses.count)
      let part = losses[column * losses.count / count..<(column + 1) * losses.count / count]
      return part.reduce(0, +) / Double(part.count)
    }
    let (low, high) = (columns.min() ?? 1, columns.max() ?? 1)
    let range = max(logarithm(high / low), 1e-9)
    // Eighths of a cell above the lowest line.
    let heights = columns.map { Int((logarithm($0 / low) / range * Double(height * 8 - 1)).rounded()) + 1 }
    return (0..<height).map { row in
      let floor = (height - 1 - row) * 8
      let cells = heights.map { Self.blocks[min(8, max(0, $0 - floor))] }
      let label = row == 0 ? Self.text(high) : row == height - 1 ? Self.text(low) : ""
      return String(repeating: " ", count: 8 - label.count) + label + " │" + cells.joined()
    } + [String(repeating: " ", count: 9) + "└" + String(repeating: "─", count: columns.count)]
  }

  private static let blocks = [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

  /// A number with four decimals.
  static func text(_ number: Double) -> String {
    let parts = Int((number * 10_000).rounded())
    let decimals = String(parts % 10_000)
    return "\(parts / 10_000)." + String(repeating: "0", count: 4 - decimals.count) + decimals
  }
}
