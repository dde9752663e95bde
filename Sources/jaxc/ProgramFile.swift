import JAX
import JAXCompiler
import JAXPrimitives
import JAXStableHLO

/// A program in a file: StableHLO, as text or in MLIR's bytecode, or our own text.
enum ProgramFile {
  /// - Throws: `fileError`, or what is wrong with the text, with path, line and column.
  ///
  /// - Parameter inputs: what the program is to be run on, for the extents that it leaves open.
  static func read(_ path: String, for inputs: [StableHLOInput] = []) throws(JAXError) -> Graph {
    let bytes = try FileIO.read(path)
    if path.hasSuffix(".mlir") || MLIR.isBytecode(bytes) {
      return try importStableHLO(
        bytes, file: path, inputs: inputs, evaluate: PassContext.folding.evaluate)
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw JAXError(
        .parseError, "the text is not UTF-8", location: .source(file: path, line: 1, column: 1))
    }
    return try Graph(parsing: text, vocabulary: .standard, file: path)
  }
}
