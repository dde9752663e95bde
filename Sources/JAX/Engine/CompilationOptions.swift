package import JAXCodegen
package import JAXCompiler
package import JAXIR

extension CompilerOptions {
  /// What lowering makes of the options.
  package var lowering: LoweringOptions {
    var target = VectorTarget.host
    target.lanes = vectorWidth
    target.interleave = interleave
    target.threads = threadCount == 1 ? .none : parallelGrain.map { .grain($0) } ?? .byCost
    return LoweringOptions(fuses: optimizationLevel != .none, vectors: target)
  }

  /// What code generation makes of the options.
  package var codegen: CodegenOptions {
    CodegenOptions(
      optimizationLevel: optimizationLevel == .none ? 0 : 2, economizes: optimizationLevel != .full,
      checksBounds: checksBounds)
  }
}

extension VectorTarget {
  /// This machine; a common one where it cannot be told, which then fails to compile.
  package static let host: VectorTarget = (try? Target.host())?.vectors ?? VectorTarget()
}
