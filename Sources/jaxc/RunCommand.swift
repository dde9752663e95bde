import ArgumentParser
import JAX
import JAXCodegen
import JAXCompiler
import JAXRuntime
import JAXStableHLO

/// `jaxc run FILE --inputs A.npy B.npy --outputs DIR`
struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Compile a program and run it on .npy files.")

  @Argument(help: "The program.")
  var file: String

  @Option(
    name: .long, parsing: .upToNextOption, help: "One .npy file for each input of the program, in order.")
  var inputs: [String] = []

  @Option(name: .long, help: "Where to write out.0.npy, out.1.npy, …; made when missing.")
  var outputs: String?

  @Flag(name: .customLong("time-passes"), help: "Print what each step took, on standard error.")
  var timePasses = false

  @Flag(
    name: .customLong("check-bounds"),
    help: "Look at each access to memory before it is made; the first outside of its buffer is an error.")
  var checkBounds = false

  func run() throws {
    var timings = Timings()
    let contents = try timings.measure("read inputs") { () throws(JAXError) in
      try inputs.map { (path) throws(JAXError) in try self.contents(of: path) }
    }
    let graph = try timings.measure("import") { () throws(JAXError) in
      try ProgramFile.read(file, for: contents.map { StableHLOInput(knowing: $0.type, $0.bytes) })
    }
    try HostChecks.expectNoClosures(in: graph)
    let arguments = try self.arguments(contents, for: graph)
    let compiled = try compile(graph, &timings)
    let results = try timings.measure("run") { () throws -> [ConcreteTensor] in
      try compiled(arguments, hostFunctions: HostChecks.table(for: graph))
    }
    try write(results)
    if timePasses { timings.print() }
  }

  private func compile(_ graph: Graph, _ timings: inout Timings) throws(JAXError) -> CompiledGraph {
    var options = CompilerOptions()
    options.checksBounds = checkBounds
    let optimised = try timings.optimise(graph)
    let lowered = try timings.lower(optimised, options)
    _ = try timings.startEngine()
    let compiled = try Engine.shared.link(optimised, lowered, options)
    if let code = compiled.executable.code as? MachineCode {
      timings.append(contentsOf: code.timings.entries)
    }
    return compiled
  }

  private func write(_ results: [ConcreteTensor]) throws(JAXError) {
    if let outputs { try FileIO.createDirectory(outputs) }
    for (index, result) in results.enumerated() {
      if let outputs {
        try FileIO.write(NPY.write(result.type, result.copiedBytes), to: "\(outputs)/out.\(index).npy")
      }
      Output.line("out.\(index): \(result.type) \(ValueSummary(result))")
    }
  }

  private func contents(of path: String) throws(JAXError) -> NPY.Contents {
    let bytes = try FileIO.read(path)
    do throws(JAXError) {
      return try NPY.read(bytes)
    } catch {
      throw error.located(at: .source(file: path, line: 1, column: nil))
    }
  }

  private func arguments(
    _ contents: [NPY.Contents], for graph: Graph
  ) throws(JAXError) -> [ConcreteTensor] {
    let types = graph.parameterTypes.compactMap(\.tensor)
    guard inputs.count == types.count else {
      throw JAXError(
        .invalidArgument,
        "\(file): the program takes \(types.count) inputs (\(types.map(\.description).joined(separator: ", "))), "
          + "not \(inputs.count)")
    }
    var arguments: [ConcreteTensor] = []
    for (index, type) in types.enumerated() {
      guard contents[index].type == type else {
        let given = contents[index].type
        throw JAXError(
          given.dtype == type.dtype ? .shapeMismatch : .dtypeMismatch,
          "\(inputs[index]): input \(index) is \(type), but the file holds \(given)")
      }
      arguments.append(try Engine.shared.tensor(type, copying: contents[index].bytes))
    }
    return arguments
  }
}

extension StableHLOInput {
  /// An input that is at hand: the value of an integer may be an extent of the program's shapes.
  init(knowing type: TensorType, _ bytes: [UInt8]) {
    let isExtent = type.dtype.isInteger && type.rank == 0
    self.init(type, value: isExtent ? try? Literal(type, bytes: bytes) : nil)
  }
}
