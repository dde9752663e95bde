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

  /// The programs of a file of several: StableHLO texts between lines `// -----`, each with a function `main`, or one
  /// of any name.
  static func readModules(_ path: String) throws(JAXError) -> [Graph] {
    let bytes = try FileIO.read(path)
    let parts = path.hasSuffix(".mlir") && !MLIR.isBytecode(bytes) ? Self.parts(bytes) : []
    guard parts.count > 1 else { return [try read(path)] }
    return try parts.map { (part) throws(JAXError) in
      let module = try MLIR.parseModule(part, file: path)
      let names = module.functions.map(\.name)
      return try importStableHLO(
        part, file: path, entry: names.contains("main") ? "main" : names[0],
        evaluate: PassContext.folding.evaluate)
    }
  }

  /// What stands between the lines; empty lines before it keep its place in the file.
  private static func parts(_ bytes: [UInt8]) -> [[UInt8]] {
    var parts: [[UInt8]] = [[]]
    for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      if line.elementsEqual("// -----".utf8) {
        let lines = parts[parts.count - 1].count { $0 == UInt8(ascii: "\n") }
        parts.append([UInt8](repeating: UInt8(ascii: "\n"), count: lines + 1))
      } else {
        parts[parts.count - 1] += line + [UInt8(ascii: "\n")]
      }
    }
    return parts
  }
}
