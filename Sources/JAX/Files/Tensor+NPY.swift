import JAXIR
import JAXRuntime

extension Tensor {
  /// The tensor in the `.npy` file at `path`.
  ///
  /// - Throws: `fileError`, `npyError`, `outOfMemory`.
  public static func load(npy path: String) throws(JAXError) -> Tensor {
    let file = try FileIO.read(path)
    do throws(JAXError) {
      let contents = try NPY.read(file)
      return try Tensor(contents.type, bytes: contents.bytes)
    } catch {
      var placed = JAXError(error.code, "\(path): \(error.message)")
      placed.hint = error.hint
      throw placed
    }
  }

  /// Writes the tensor to a `.npy` file that replaces the one at `path`.
  ///
  /// - Throws: `fileError`; `concretization` inside a traced function.
  public func save(npy path: String, file: String = #fileID, line: Int = #line) throws(JAXError) {
    let tensor = try concrete(reading: "save", at: .source(file: file, line: line, column: nil))
    try FileIO.write(NPY.write(tensor.type, tensor.copiedBytes), to: path)
  }
}
