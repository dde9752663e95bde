import Foundation

/// The jaxc that was built beside the tests.
struct Tool {
  struct Outcome {
    let status: Int32
    let output: String
    let errors: String
  }

  private static let executable = URL(fileURLWithPath: CommandLine.arguments[0])
    .resolvingSymlinksInPath().deletingLastPathComponent().appendingPathComponent("jaxc")

  static func run(_ arguments: String..., in directory: URL? = nil) throws -> Outcome {
    try run(arguments, in: directory)
  }

  static func run(_ arguments: [String], in directory: URL? = nil) throws -> Outcome {
    let process = Process()
    process.executableURL = executable
    process.arguments = arguments
    if let directory { process.currentDirectoryURL = directory }
    // Files, not pipes: a full pipe would stop the tool.
    let folder = try TemporaryFolder()
    let output = folder.url.appendingPathComponent("out")
    let errors = folder.url.appendingPathComponent("err")
    for file in [output, errors] { try Data().write(to: file) }
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: errors)
    try process.run()
    process.waitUntilExit()
    return Outcome(
      status: process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus,
      output: try String(contentsOf: output, encoding: .utf8),
      errors: try String(contentsOf: errors, encoding: .utf8))
  }
}

/// A folder that goes with the test.
final class TemporaryFolder {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  /// The path of a new file with these contents.
  func file(_ name: String, _ contents: String) throws -> String {
    let file = url.appendingPathComponent(name)
    try contents.write(to: file, atomically: true, encoding: .utf8)
    return file.path
  }

  func file(_ name: String, _ contents: [UInt8]) throws -> String {
    let file = url.appendingPathComponent(name)
    try Data(contents).write(to: file)
    return file.path
  }
}
