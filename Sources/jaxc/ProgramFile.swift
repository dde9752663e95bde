import JAX
import JAXPrimitives
import JAXStableHLO

/// A program in a file: StableHLO, as text or in MLIR's bytecode, or our own text.
enum ProgramFile {
  /// - Throws: `fileError`, or what is wrong with the text, with path, line and column.
  static func read(_ path: String) throws(JAXError) -> Graph {
    let bytes = try FileIO.read(path)
    if path.hasSuffix(".mlir") || MLIR.isBytecode(bytes) { return try importStableHLO(bytes, file: path) }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw JAXError(
        .parseError, "the text is not UTF-8", location: .source(file: path, line: 1, column: 1))
    }
    return try Graph(parsing: text, vocabulary: .standard, file: path)
  }
}
