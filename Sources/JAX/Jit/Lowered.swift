import JAXCodegen
package import JAXCompiler
package import JAXIR

/// A function traced and lowered for arguments of one signature: every stage of it can be printed.
public struct Lowered: Sendable {
  /// As traced.
  package let graph: Graph
  /// After the passes.
  package let optimised: Graph
  package let program: LoweredProgram
  let options: CompilerOptions

  package init(_ graph: Graph, options: CompilerOptions) throws(JAXError) {
    self.graph = graph
    self.options = options
    optimised = try Pipeline(options, context: .folding).optimise(graph)
    program = try LoweredProgram(optimised, options: options.lowering)
  }

  /// The graph as traced.
  public var graphText: String { graph.description }
  /// The graph after the passes.
  public var optimisedText: String { optimised.description }
  /// The kernels and the order in which they run.
  public var kernelText: String { program.program.description }

  /// The LLVM IR.
  /// - Throws: `compilationFailed`.
  public func llvmText() throws -> String {
    try Engine.shared.jit().llvmText(of: program.program, options: options.codegen)
  }
}
