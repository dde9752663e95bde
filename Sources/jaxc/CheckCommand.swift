import ArgumentParser
import JAX
import JAXStableHLO

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
  /// - Parameter isRoundTrip: whether what is run is what our own StableHLO text of the program is read as.
  /// - Throws: the first check that fails, or why the program does not run.
  static func run(_ path: String, isRoundTrip: Bool = false) throws(JAXError) -> Int {
    var checks = 0
    for graph in try ProgramFile.readModules(path) {
      checks += try run(isRoundTrip ? try graph.throughStableHLO(path) : graph, path)
    }
    guard checks > 0 else { throw JAXError(.invalidArgument, "\(path): the program checks nothing") }
    return checks
  }

  private static func run(_ graph: Graph, _ path: String) throws(JAXError) -> Int {
    guard graph.parameterTypes.isEmpty else {
      throw JAXError(.invalidArgument, "\(path): a checked program takes no inputs")
    }
    let compiled = try Engine.shared.compile(graph)
    _ = try JAXError.wrapping { try compiled([], hostFunctions: HostChecks.table(for: graph)) }
    return HostChecks.count(in: graph)
  }
}

extension Graph {
  /// The graph that is read from the StableHLO text of this one.
  func throughStableHLO(_ path: String) throws(JAXError) -> Graph {
    try importStableHLO(Array(try exportStableHLO(self).utf8), file: "\(path) (as we print it)")
  }
}
