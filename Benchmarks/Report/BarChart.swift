import Glibc

/// Two columns of bars, one row for each workload: how many times faster than JAX, on a logarithmic scale, and the
/// percentage of the machine's limit that we reach, with a tick where JAX is.
struct BarChart {
  private let pairs: [LabResults.Pair]
  private let ratios: ClosedRange<Double>

  private static let rowHeight = 18.0
  private static let groupGap = 10.0
  private static let top = 58.0
  private static let labelWidth = 225.0
  private static let panelWidth = 340.0
  private static let panelGap = 70.0
  private static let (faster, slower, neutral) = ("#2f6f9f", "#c8553d", "#8a8f98")

  init(_ results: LabResults) {
    pairs = results.pairs
    let byMinimum = pairs.map(\.byMinimum) + pairs.map(\.byMedian)
    // Whole powers of two around all bars, at least from a half to the double.
    let lower = exp2(floor(log2(min(0.5, byMinimum.min() ?? 1))))
    let upper = exp2(ceil(log2(max(2, byMinimum.max() ?? 1))))
    ratios = lower...upper
  }

  private var limitLeft: Double { Self.labelWidth + Self.panelWidth + Self.panelGap }
  private var width: Double { limitLeft + Self.panelWidth + 60 }

  /// The picture as SVG.
  var svg: String {
    var (rows, y, group) = ([String](), Self.top, pairs.first?.ours.group)
    for pair in pairs {
      if pair.ours.group != group { y += Self.groupGap }
      group = pair.ours.group
      rows += row(pair, y)
      y += Self.rowHeight
    }
    let head = [
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 \(n(width)) \(n(y + 14))\" width=\"\(n(width))\" "
        + "font-family=\"sans-serif\" font-size=\"11\" fill=\"#24292f\">",
      "<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>",
      text("Times faster than JAX", Self.labelWidth, 18, size: 13, weight: "bold"),
      text(
        "bar: minimum · dot: median", Self.labelWidth + Self.panelWidth, 18, anchor: "end",
        colour: Self.neutral),
      text("Percent of the machine's limit", limitLeft, 18, size: 13, weight: "bold"),
      text("bar: ours · line: JAX", limitLeft + Self.panelWidth, 18, anchor: "end", colour: Self.neutral),
    ]
    return (head + axes(bottom: y) + rows + ["</svg>"]).joined(separator: "\n") + "\n"
  }

  /// The grid of both panels, with a strong line where we are as fast as JAX.
  private func axes(bottom: Double) -> [String] {
    let steps = Int(log2(ratios.upperBound / ratios.lowerBound).rounded())
    // At most so many labels that they do not touch.
    let stride = max(1, (steps + 9) / 10)
    var lines: [String] = []
    for step in Swift.stride(from: 0, through: steps, by: 1) {
      let ratio = ratios.lowerBound * exp2(Double(step))
      let isOne = ratio == 1
      guard isOne || Int(log2(ratio)) % stride == 0 else { continue }
      lines += gridLine(x(ratio: ratio), bottom, label(ratio: ratio), isStrong: isOne)
    }
    for percent in [0.0, 25, 50, 75, 100] {
      lines += gridLine(x(percent: percent), bottom, "\(Int(percent)) %", isStrong: percent == 0)
    }
    return lines
  }

  private func gridLine(_ x: Double, _ bottom: Double, _ label: String, isStrong: Bool) -> [String] {
    let colour = isStrong ? "#57606a" : "#e3e6ea"
    return [
      "<line x1=\"\(n(x))\" y1=\"\(n(Self.top - 8))\" x2=\"\(n(x))\" y2=\"\(n(bottom))\" stroke=\"\(colour)\"/>",
      text(label, x, Self.top - 14, anchor: "middle", colour: Self.neutral),
    ]
  }

  private func row(_ pair: LabResults.Pair, _ y: Double) -> [String] {
    let (middle, barTop, barHeight) = (y + Self.rowHeight / 2, y + 3, Self.rowHeight - 6)
    let colour = pair.byMinimum >= 1 ? Self.faster : Self.slower
    let (one, end, median) = (x(ratio: 1), x(ratio: pair.byMinimum), x(ratio: pair.byMedian))
    // The number stands beyond whatever is drawn on that side.
    let isRight = pair.byMinimum >= 1
    let place = isRight ? max(end, median) + 6 : min(end, median) - 6
    let reached = x(percent: min(pair.ours.percentOfLimit, 100))
    let jax = x(percent: min(pair.jax.percentOfLimit, 100))
    // The number stands at our bar, behind JAX's line where that would cross it.
    let percentPlace = (reached..<reached + 40).contains(jax) ? jax + 6 : reached + 6
    return [
      text(pair.ours.workload, Self.labelWidth - 52, middle + 4, anchor: "end"),
      rectangle(min(one, end), barTop, abs(end - one), barHeight, colour),
      "<circle cx=\"\(n(median))\" cy=\"\(n(middle))\" r=\"2.5\" fill=\"#ffffff\" stroke=\"#24292f\"/>",
      text(Format.ratio(pair.byMinimum), place, middle + 4, anchor: isRight ? "start" : "end"),
      rectangle(limitLeft, barTop, reached - limitLeft, barHeight, Self.faster),
      "<line x1=\"\(n(jax))\" y1=\"\(n(y + 1))\" x2=\"\(n(jax))\" y2=\"\(n(y + Self.rowHeight - 1))\" "
        + "stroke=\"\(Self.slower)\" stroke-width=\"2\"/>",
      text("\(Int(pair.ours.percentOfLimit.rounded())) %", percentPlace, middle + 4),
    ]
  }

  // MARK: Places

  private func x(ratio: Double) -> Double {
    let share = log2(ratio / ratios.lowerBound) / log2(ratios.upperBound / ratios.lowerBound)
    return Self.labelWidth + Self.panelWidth * share
  }

  private func x(percent: Double) -> Double { limitLeft + Self.panelWidth * percent / 100 }

  /// `×4`, `×1/4`
  private func label(ratio: Double) -> String {
    ratio >= 1 ? "×\(Int(ratio))" : "×1/\(Int((1 / ratio).rounded()))"
  }

  // MARK: Elements

  private func rectangle(
    _ x: Double, _ y: Double, _ width: Double, _ height: Double, _ colour: String
  ) -> String {
    "<rect x=\"\(n(x))\" y=\"\(n(y))\" width=\"\(n(width))\" height=\"\(n(height))\" fill=\"\(colour)\"/>"
  }

  private func text(
    _ text: String, _ x: Double, _ y: Double, anchor: String = "start", size: Int = 11,
    weight: String = "normal", colour: String = "#24292f"
  ) -> String {
    let escaped = text.map { ["&": "&amp;", "<": "&lt;", ">": "&gt;"][$0] ?? String($0) }.joined()
    return "<text x=\"\(n(x))\" y=\"\(n(y))\" text-anchor=\"\(anchor)\" font-size=\"\(size)\" "
      + "font-weight=\"\(weight)\" fill=\"\(colour)\">\(escaped)</text>"
  }

  /// A number with one digit behind the point.
  private func n(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(abs(tenths % 10))"
  }
}
