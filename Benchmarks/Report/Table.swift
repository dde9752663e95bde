/// Rows of text in columns as wide as they need.
struct Table {
  enum Alignment { case left, right }

  private let alignments: [Alignment]
  private var rows: [[String]]

  init(_ columns: [(title: String, alignment: Alignment)]) {
    alignments = columns.map(\.alignment)
    rows = [columns.map(\.title)]
  }

  /// - Precondition: a cell for each column.
  mutating func append(_ cells: [String]) {
    precondition(cells.count == alignments.count, "a cell for each column")
    rows.append(cells)
  }

  /// For a terminal: columns two spaces apart.
  var text: String {
    rows.map { row in
      zip(padded(row), alignments).map(\.0).joined(separator: "  ").trimmingTrailingSpaces
    }.joined(separator: "\n")
  }

  /// For a Markdown document.
  var markdown: String {
    let rule = alignments.map { $0 == .left ? "---" : "--:" }
    return ([rows[0], rule] + rows.dropFirst())
      .map { "| " + $0.joined(separator: " | ") + " |" }.joined(separator: "\n")
  }

  private func padded(_ row: [String]) -> [String] {
    row.indices.map { column in
      let width = rows.map { $0[column].count }.max()!
      let space = String(repeating: " ", count: width - row[column].count)
      return alignments[column] == .left ? row[column] + space : space + row[column]
    }
  }
}

extension String {
  fileprivate var trimmingTrailingSpaces: String {
    var text = self
    while text.last == " " { text.removeLast() }
    return text
  }
}

/// Numbers as people read them.
enum Format {
  /// `95.3 ns`, `1.25 µs`, `340 ms`: three digits.
  static func time(nanoseconds: Double) -> String {
    let (value, unit) =
      switch nanoseconds {
      case ..<999.5: (nanoseconds, "ns")
      case ..<999.5e3: (nanoseconds / 1e3, "µs")
      case ..<999.5e6: (nanoseconds / 1e6, "ms")
      default: (nanoseconds / 1e9, "s")
      }
    return "\(digits(value)) \(unit)"
  }

  /// `×12.5`
  static func ratio(_ value: Double) -> String { "×" + digits(value) }

  /// Three significant digits, the zeros at the end included.
  static func digits(_ value: Double) -> String {
    let places = value < 9.995 ? 2 : value < 99.95 ? 1 : 0
    let scale = places == 2 ? 100 : places == 1 ? 10 : 1
    let scaled = (value * Double(scale)).rounded()
    guard scaled.isFinite, Swift.abs(scaled) < 1e15 else { return "\(value)" }
    let (whole, part) = (Int(scaled) / scale, Int(scaled) % scale)
    guard places > 0 else { return "\(whole)" }
    let decimals = String(part)
    return "\(whole)." + String(repeating: "0", count: places - decimals.count) + decimals
  }
}
