import ArgumentParser
import Glibc
import JAXIR

/// Runs and shows tensor programs at any stage.
///
/// Exit codes: 0 ok, 1 the program or its input is wrong, 2 the command line is.
@main
struct JaxC: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "jaxc",
    abstract: "Runs tensor programs and shows them at any stage of compilation.",
    discussion: """
      FILE is a StableHLO program as JAX exports it, text (.mlir) or bytecode, or a graph in the text form that --emit graph
      prints.
      """,
    subcommands: [
      EmitCommand.self, RunCommand.self, CheckCommand.self, ConformCommand.self, DemoCommand.self,
    ],
    defaultSubcommand: EmitCommand.self)

  static func main() {
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch let error as JAXError {
      Output.error("\(error)")
      Glibc.exit(1)
    } catch let failure as Failure {
      Output.error(failure.message)
      Glibc.exit(1)
    } catch let code as ExitCode {
      Glibc.exit(code.rawValue)
    } catch {
      let isHelp = exitCode(for: error) == .success
      let message = fullMessage(for: error)
      if isHelp { Output.line(message) } else { Output.error(message) }
      Glibc.exit(isHelp ? 0 : 2)
    }
  }
}

/// A failure that was already told in full, or is told by one line.
struct Failure: Error {
  let message: String
}
