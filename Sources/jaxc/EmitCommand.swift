import ArgumentParser
import JAX
import JAXCodegen
import JAXCompiler

/// `jaxc FILE --emit STAGE`
struct EmitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "emit", abstract: "Show a program at a stage of compilation (the default command).")

  /// What can be shown, in the order in which it is made.
  enum Stage: String, ExpressibleByArgument, CaseIterable {
    case graph, optimized, kernels, llvm, asm, object
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
    let optimised = try optimise(graph, &timings)
    if explain { return Array(Explanation(optimised).description.utf8) }
    if stage == .optimized { return Array(optimised.description.utf8) }
    let options = CompilerOptions()
    let lowered = try timings.measure("lower") { () throws(JAXError) in
      try LoweredProgram(optimised, options: options.lowering)
    }
    if stage == .kernels { return Array(lowered.program.description.utf8) }
    let engine = try timings.measure("start LLVM") { () throws(JAXError) in try Engine.shared.jit() }
    let program = lowered.program
    let contents = try timings.measure("LLVM") { () throws(JAXError) -> [UInt8] in
      switch stage {
      case .asm: Array(try engine.assembly(of: program, options: options.codegen).utf8)
      case .object: try engine.object(of: program, options: options.codegen)
      case .graph, .optimized, .kernels, .llvm:
        Array(try engine.llvmText(of: program, options: options.codegen).utf8)
      }
    }
    return contents
  }

  private func optimise(_ graph: Graph, _ timings: inout Timings) throws(JAXError) -> Graph {
    let record = PassRecord()
    let printed = Set(printAfter)
    let pipeline = Pipeline(context: .folding) { name, graph, time in
      record.append(name.rawValue, time)
      if printed.contains(name.rawValue) { Output.error("after \(name.rawValue):\n\(graph.description)") }
    }
    let optimised = try pipeline.optimise(graph)
    timings.append(contentsOf: record.entries)
    return optimised
  }
}
