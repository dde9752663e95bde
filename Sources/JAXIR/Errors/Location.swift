/// Where an instruction came from. Never part of a program's meaning: hashes and equality of graphs ignore it.
public enum Location: Hashable, Sendable {
  case unknown
  /// A line that a parameter could carry: `#fileID:#line`, or a position in an imported text.
  case source(file: String, line: Int, column: Int?)
  /// The return address of an operator or property, which cannot carry a line; resolved only when printed.
  case address(UInt)
}

extension Location: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unknown: "unknown"
    case .source(let file, let line, nil): "\(file):\(line)"
    case .source(let file, let line, let column?): "\(file):\(line):\(column)"
    case .address(let address): Symbolizer.describe(address)
    }
  }
}
