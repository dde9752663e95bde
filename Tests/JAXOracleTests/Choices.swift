import JAX
import JAXCompiler
import JAXIR

/// How a program is compiled: nothing of this may change a bit of a result, but `options.math`, which is part of what
/// the program means.
struct Choices: CustomStringConvertible {
  var options = CompilerOptions()
  var fuses = true
  /// Whether LLVM optimises.
  var optimisesCode = true

  init() {}

  init(_ random: inout SplitMix) {
    options.vectorWidth = [4, 8, 16].randomElement(using: &random)
    options.interleave = Int.random(in: 1...4, using: &random)
    options.passes = Set(
      Pass.Name.allCases.filter { _ in Int.random(in: 0..<4, using: &random) > 0 })
    options.math = Int.random(in: 0..<4, using: &random) > 0 ? .standard : .strict
    options.threadCount = [1, 2, 3, 8].randomElement(using: &random)
    options.parallelGrain = Int.random(in: 0..<3, using: &random) > 0 ? 1 : nil
    fuses = Int.random(in: 0..<4, using: &random) > 0
    optimisesCode = Int.random(in: 0..<4, using: &random) > 0
  }

  var lowering: LoweringOptions {
    var lowering = options.lowering
    lowering.fuses = fuses
    return lowering
  }

  /// The options that code generation sees.
  var linking: CompilerOptions {
    var linking = options
    linking.optimizationLevel = optimisesCode ? .full : .none
    return linking
  }

  var description: String {
    let passes = options.passes.map(\.rawValue).sorted().joined(separator: ", ")
    let width = options.vectorWidth.map(String.init) ?? "any"
    let interleave = options.interleave.map(String.init) ?? "any"
    let grain = options.parallelGrain.map(String.init) ?? "any"
    return
      "width \(width), interleave \(interleave), \(options.threadCount ?? 0) threads, grain \(grain), fusion \(fuses), LLVM \(optimisesCode ? 2 : 0), "
      + "\(options.math.rawValue) math, passes \(passes)"
  }
}
