import JAX

/// Which file of a conformance tree needs what: a JSON object from stage names to lists of file names.
struct StageList {
  let stages: [(name: String, files: Set<String>)]

  /// - Throws: `fileError`, or `parseError` for anything but an object of lists of strings.
  init(path: String) throws(JAXError) {
    // The text of our own grammar has the same strings, braces, brackets and commas.
    let text = String(decoding: try FileIO.read(path), as: UTF8.self)
    var reader = try TextReader(text, file: path)
    var stages: [(String, Set<String>)] = []
    let parsed = try reader.list("{", "}") { (reader) throws(JAXError) -> (String, Set<String>) in
      let name = try reader.string("the name of a stage")
      try reader.expect(":")
      let files = try reader.list("[", "]") { (reader) throws(JAXError) in try reader.string("a file name") }
      return (name, Set(files))
    }
    try reader.expectEnd()
    stages += parsed
    self.stages = stages
  }

  func stage(of file: String) -> String { stages.first { $0.files.contains(file) }?.name ?? "other" }
}
