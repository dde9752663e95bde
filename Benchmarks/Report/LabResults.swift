/// What a comparison of peers measured, workload by workload, as it writes JSON lines.
struct LabResults {
  /// What one peer took for one workload.
  struct Row: Hashable, Sendable {
    let peer: String
    let workload: String
    let group: String
    let minimum: Double
    let median: Double
    /// The share of the machine's limit that was reached, in percent.
    let percentOfLimit: Double
    /// How often JAX's time holds the peer's, both of one run; above 1 is faster than JAX.
    let ratioByMinimum: Double?
    let ratioByMedian: Double?
    /// Whether other programs were computing meanwhile.
    let isNoisy: Bool
    /// Whether the outputs agree with JAX's.
    let isChecked: Bool
  }

  /// Our times and JAX's for one workload.
  struct Pair: Hashable, Sendable {
    let ours: Row
    let jax: Row
    var byMinimum: Double { ours.ratioByMinimum ?? jax.minimum / ours.minimum }
    var byMedian: Double { ours.ratioByMedian ?? jax.median / ours.median }
  }

  /// The workloads that both have, in the order of the file.
  let pairs: [Pair]

  /// Of several rows of one peer for one workload the cleanest counts, then the fastest.
  init(jsonLines text: String) {
    var best: [String: [String: Row]] = [:]
    var order: [String] = []
    for row in JSON.lines(text).compactMap(Row.init) {
      if best[row.workload] == nil { order.append(row.workload) }
      if let known = best[row.workload]?[row.peer], !row.isBetter(than: known) { continue }
      best[row.workload, default: [:]][row.peer] = row
    }
    pairs = order.compactMap { workload in
      guard let ours = best[workload]?["ours"], let jax = best[workload]?["jax"] else { return nil }
      return Pair(ours: ours, jax: jax)
    }
  }

  /// A table for a Markdown document, one row for each workload.
  var markdown: String {
    var table = Table([
      ("workload", .left), ("ours", .right), ("JAX", .right), ("by minimum", .right), ("by median", .right),
      ("of limit", .right),
    ])
    for pair in pairs {
      let mark = (pair.ours.isNoisy || pair.jax.isNoisy ? " ~" : "") + (pair.ours.isChecked ? "" : " !")
      table.append([
        pair.ours.workload + mark, Format.time(nanoseconds: pair.ours.minimum),
        Format.time(nanoseconds: pair.jax.minimum), Format.ratio(pair.byMinimum), Format.ratio(pair.byMedian),
        "\(Int(pair.ours.percentOfLimit.rounded())) %",
      ])
    }
    return table.markdown
  }
}

extension LabResults.Row {
  /// Nil for a line that is no measurement.
  init?(_ json: JSON) {
    guard let peer = json["peer"]?.string, let workload = json["workload"]?.string,
      let minimum = json["min_ns"]?.number, let median = json["median_ns"]?.number
    else { return nil }
    self.init(
      peer: peer, workload: workload, group: json["group"]?.string ?? "", minimum: minimum, median: median,
      percentOfLimit: json["pct_limit"]?.number ?? 0, ratioByMinimum: json["x_jax_min"]?.number,
      ratioByMedian: json["x_jax_median"]?.number, isNoisy: json["noisy"] == true,
      isChecked: json["check"] == "ok")
  }

  fileprivate func isBetter(than other: LabResults.Row) -> Bool {
    if isNoisy != other.isNoisy { return !isNoisy }
    return minimum < other.minimum
  }
}
