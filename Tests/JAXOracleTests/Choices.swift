import JAX
import JAXCompiler
import JAXIR

/// How a program is compiled and run: nothing of this may change a bit of a result, but `options.math`, which is part
/// of what the program means.
struct Choices: CustomStringConvertible {
  var options = CompilerOptions()
  var fuses = true
  /// Whether LLVM optimises.
  var optimisesCode = true
  /// What products do; small tiles have edges and blocks in small products.
  var products = VectorTarget.ProductChoices()
  /// Caches so small that blocks and copies are worth it in small kernels.
  var hasSmallCaches = false
  var memory = MemoryChoices()

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
    if Int.random(in: 0..<4, using: &random) > 0 {
      products.height = [nil, 1, 2, 3, 5].randomElement(using: &random)!
      products.vectors = [nil, 1, 2, 3].randomElement(using: &random)!
      products.packs = [nil, true, false].randomElement(using: &random)!
      products.block = [nil, 0, 1, 2, 3].randomElement(using: &random)!
      products.depth = [nil, 0, 1, 2, 5].randomElement(using: &random)!
    }
    hasSmallCaches = Bool.random(using: &random)
    memory = MemoryChoices(&random)
    options.checksBounds = Int.random(in: 0..<8, using: &random) == 0
  }

  var lowering: LoweringOptions {
    var lowering = options.lowering
    lowering.fuses = fuses
    lowering.memory = memory.sharing
    lowering.vectors?.products = products
    // One thread runs what is dealt to threads, too.
    if let grain = options.parallelGrain { lowering.vectors?.threads = .grain(grain) }
    if hasSmallCaches {
      // What is stored past the caches must be aligned, which it is not before a guard at its end.
      let level3 = memory.edge == .start ? 256 : 32 << 20
      lowering.vectors?.caches = .init(level1: 512, level2: 2 << 10, level3: level3)
    }
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
    func text(_ choice: (some CustomStringConvertible)?) -> String { choice?.description ?? "any" }
    return """
      width \(text(options.vectorWidth)), interleave \(text(options.interleave)), \
      \(options.threadCount ?? 0) threads, grain \(text(options.parallelGrain)), fusion \(fuses), \
      LLVM \(optimisesCode ? 2 : 0), \(memory), \(hasSmallCaches ? "small caches" : "the machine's caches"), \
      products of height \(text(products.height)), vectors \(text(products.vectors)), \
      packed \(text(products.packs)), block \(text(products.block)), depth \(text(products.depth)), \
      \(options.checksBounds ? "checked accesses, " : "")\(options.math.rawValue) math, passes \(passes)
      """
  }
}
