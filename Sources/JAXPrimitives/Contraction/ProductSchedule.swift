import JAXIR

/// How a product is computed on some machine: which tile of sums is kept in registers, which operands are copied
/// first, and how loops are blocked. Nothing here changes a bit of the result.
package struct ProductSchedule: Hashable, Sendable {
  /// Rows of the register tile.
  package var height: Int
  /// Columns of the register tile: whole vectors.
  package var width: Int
  /// Lanes of a vector.
  package var lanes: Int
  package var rows = RowLayout.inPlace
  package var columns = ColumnLayout.inPlace
  /// Tiles of rows that are done with one panel of columns before the next; 0 for all.
  package var block = 0
  /// Panels of columns that are done with one tile of rows before the next tile; 0 to go by panels.
  package var breadth = 0
  /// Steps of the depth between which sums lie in memory; 0 for all.
  package var depth = 0
  /// Whether the sums of a tile go through memory once more, so that the code of what is computed from them is a loop.
  package var stages = false

  package enum RowLayout: String, Hashable, Sendable {
    /// Read from the operand, computed there where it is not in memory.
    case inPlace = "in place"
    /// Row after row, each contiguous along the depth.
    case packedRows = "packed by rows"
    /// Tile after tile, in each all rows of one step of the depth beside each other.
    case packedTiles = "packed by tiles"
  }

  package enum ColumnLayout: String, Hashable, Sendable {
    case inPlace = "in place"
    /// Panel after panel of as many columns as a tile has, in each all columns of one step beside each other.
    case packed = "packed"
    /// The same from an operand that is contiguous along the depth.
    case transposed = "packed transposed"
  }

  /// Tiles of one size that follow each other.
  struct Span {
    /// The number of the first.
    let start: Int
    let count: Int
    /// Rows or columns of each.
    let extent: Int
  }
}

extension ProductSchedule {
  /// Whole tiles, and one of what is left.
  func tiles(of rows: Int) -> [Span] { ProductSchedule.spans(of: rows, by: height) }

  /// Whole panels, and one of what is left.
  func panels(of columns: Int) -> [Span] { ProductSchedule.spans(of: columns, by: width) }

  private static func spans(of extent: Int, by size: Int) -> [Span] {
    let whole = Span(start: 0, count: extent / size, extent: size)
    let rest = Span(start: extent / size, count: 1, extent: extent % size)
    return [whole, rest].filter { $0.count > 0 && $0.extent > 0 }
  }
}

extension ProductSchedule.Span {
  /// A tile of one row across the span.
  func line(lanes: Int) -> RegisterTile { RegisterTile(height: 1, width: extent, lanes: lanes) }
}

extension ProductSchedule: CustomStringConvertible {
  /// `14x32 in 16 lanes, rows in place, columns packed, 8 tiles a block`.
  package var description: String {
    var text = "\(height)x\(width) in \(lanes) lanes, rows \(rows.rawValue), columns \(columns.rawValue)"
    if block > 0 { text += ", \(block) tiles a block" }
    if breadth > 0 { text += ", \(breadth) panels a block" }
    if depth > 0 { text += ", \(depth) steps at once" }
    if stages { text += ", results in a loop" }
    return text
  }
}
