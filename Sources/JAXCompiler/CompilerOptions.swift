/// What a user may choose about compilation.
///
/// Only `math` changes results; with one math mode every other choice gives the same bits.
package struct CompilerOptions: Hashable, Sendable {
  package var math = MathMode.standard
  /// The optimisations that may run; those that define the meaning of a program follow from `math`.
  package var passes = Set(Pass.Name.allCases)
  /// Lanes of every vector loop; nil lets the machine and the types decide.
  package var vectorWidth: Int?
  /// Vectors side by side in a loop; nil lets the size of its body decide.
  package var interleave: Int?
  package var optimizationLevel = OptimizationLevel.standard
  /// The threads that a call may use; nil for as many as the process may.
  package var threadCount: Int?
  /// The iterations of a loop that a thread gets at least, in every loop that may run on threads; nil lets the time
  /// that they take decide.
  package var parallelGrain: Int?
  /// Whether code looks at each access to memory before it makes it, and ends the run with an error instead of one
  /// outside of its buffer.
  package var checksBounds = false

  package init() {}

  /// What the arithmetic of a program means.
  package enum MathMode: String, Hashable, Sendable, CaseIterable {
    /// Products are contracted with sums: `a * b + c` rounds once.
    case standard
    /// Each operation rounds by itself: compiled is bit for bit what runs one operation at a time.
    case strict
  }

  /// How much time may go into code that runs faster.
  package enum OptimizationLevel: String, Hashable, Sendable, CaseIterable {
    /// Ready as soon as possible: no optimisation of graphs, LLVM at level 0.
    case none
    /// Little time for kernels that are quick to run.
    case standard
    case full
  }

  func enables(_ pass: Pass) -> Bool {
    switch pass.role {
    case .meaning: math == .standard
    case .form: true
    case .optimisation: optimizationLevel != .none && passes.contains(pass.name)
    }
  }
}
