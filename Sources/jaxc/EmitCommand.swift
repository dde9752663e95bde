import ArgumentParser
import JAX
import JAXCodegen
import JAXCompiler
import JAXStableHLO

/// `jaxc FILE --emit STAGE`
struct EmitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "emit", abstract: "Show a program at a stage of compilation (the default command).")

  /// What can be shown, in the order in which it is made.
  enum Stage: String, ExpressibleByArgument, CaseIterable {
    case graph, stablehlo, optimized, kernels, llvm, asm, object
  }

  @Argument(help: "The program.")
  var file: String

  @Option(name: .long, help: "The stage to show.")
  var emit: Stage?

  @Flag(name: .customLong("emit-llvm"), help: "The same as --emit llvm.")
  var emitLLVM = false

  @Flag(
    name: .long,
    help: "Tell what became one kernel, what it reads, writes and costs, and why the rest did not.")
  var explain = false

  @Option(name: .short, help: "Write to this file instead of standard output.")
  var output: String?

  @Option(name: .customLong("print-after"), help: "Print the graph after this pass, on standard error.")
  var printAfter: [String] = []

  @Flag(name: .customLong("time-passes"), help: "Print what each step took, on standard error.")
  var timePasses = false

  func validate() throws {
    if emitLLVM, let emit, emit != .llvm {
      throw ValidationError("--emit-llvm and --emit \(emit.rawValue) contradict each other")
    }
    if explain, emitLLVM || emit != nil {
      throw ValidationError("--explain is shown instead of a stage")
    }
    for name in printAfter where Pass.Name(rawValue: name) == nil {
      let names = Pass.Name.allCases.map(\.rawValue).joined(separator: ", ")
      throw ValidationError("--print-after: there is no pass \(name); the passes are \(names)")
    }
  }

  func run() throws {
    var timings = Timings()
    let stage = emit ?? (emitLLVM ? .llvm : .optimized)
    let contents = try bytes(of: stage, &timings)
    if let output {
      try FileIO.write(contents, to: output)
    } else {
      Output.bytes(contents)
    }
    if timePasses { timings.print() }
  }

  private func bytes(of stage: Stage, _ timings: inout Timings) throws(JAXError) -> [UInt8] {
    let graph = try timings.measure("import") { () throws(JAXError) in try ProgramFile.read(file) }
    if stage == .graph { return Array(graph.description.utf8) }
    if stage == .stablehlo { return Array(try exportStableHLO(graph).utf8) }
    let optimised = try timings.optimise(graph, printing: Set(printAfter))
    if explain { return Array(Explanation(optimised).description.utf8) }
    if stage == .optimized { return Array(optimised.description.utf8) }
    let options = CompilerOptions()
    let program = try timings.lower(optimised, options).program
    if stage == .kernels { return Array(program.description.utf8) }
    let engine = try timings.startEngine()
    var steps: [(name: String, time: Duration)] = []
    let codegen = options.codegen
    let contents: [UInt8] =
      switch stage {
      case .asm: Array(try engine.assembly(of: program, options: codegen) { steps = $0.entries }.utf8)
      case .object: try engine.object(of: program, options: codegen) { steps = $0.entries }
      case .graph, .stablehlo, .optimized, .kernels, .llvm:
        Array(try engine.llvmText(of: program, options: codegen) { steps = $0.entries }.utf8)
      }
    timings.append(contentsOf: steps)
    return contents
  }
}
