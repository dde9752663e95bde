import ArgumentParser
import JAX

/// `jaxc check FILE`
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Run a program whose checks are check.expect_* custom calls.")

  @Argument(help: "The program; its main function takes no inputs.")
  var file: String

  func run() throws {
    let checks = try CheckedProgram.run(file)
    Output.line("\(file): \(checks) \(checks == 1 ? "check" : "checks") passed")
  }
}

/// A program that brings its own inputs and expected values.
enum CheckedProgram {
  /// The number of checks that passed.
  /// - Throws: the first check that fails, or why the program does not run.
  static func run(_ path: String) throws(JAXError) -> Int {
    let graph = try ProgramFile.read(path)
    let checks = HostChecks.count(in: graph)
    guard graph.parameterTypes.isEmpty else {
      throw JAXError(.invalidArgument, "\(path): a checked program takes no inputs")
    }
    guard checks > 0 else { throw JAXError(.invalidArgument, "\(path): the program checks nothing") }
    let compiled = try Engine.shared.compile(graph)
    _ = try JAXError.wrapping { try compiled([], hostFunctions: HostChecks.table(for: graph)) }
    return checks
  }
}
