package import JAXCodegen
package import JAXCompiler

extension CompilerOptions {
  /// What lowering makes of the options.
  package var lowering: LoweringOptions {
    LoweringOptions(
      fuses: optimizationLevel != .none, vectors: VectorTarget(lanes: vectorWidth, interleave: interleave))
  }

  /// What code generation makes of the options.
  package var codegen: CodegenOptions {
    CodegenOptions(optimizationLevel: optimizationLevel == .none ? 0 : 2)
  }
}
