import JAXIR
import JAXPrimitives

@testable import JAXCompiler

/// Scalar functions of float64 tensors, of primitives whose rules differ.
enum Network {
  /// `Σ tanh(x·w + b)²`
  static let text = """
    graph main(%0: f64[3,4], %1: f64[4,2], %2: f64[2]) {
      %3 = dot_general %0, %1 {lhs_contracting = [1], rhs_contracting = [0], result_dtype = f64} : f64[3,2]
      %4 = broadcast_in_dim %2 {shape = [3, 2], axes = [1]} : f64[3,2]
      %5 = add %3, %4 : f64[3,2]
      %6 = tanh %5 : f64[3,2]
      %7 = multiply %6, %6 : f64[3,2]
      %8 = transpose %7 {permutation = [1, 0]} : f64[2,3]
      %9 = reduce_sum %8 {axes = [0, 1]} : f64[]
      return %9
    }
    """

  /// The product of sines, by a reduction with a region.
  static let product = """
    graph main(%0: f64[3]) {
      %1 = sin %0 : f64[3]
      %2 = constant {literal = f64[](1.0)} : f64[]
      %3 = reduce %1, %2 {axes = [0]} (%0: f64[], %1: f64[]) {
        %2 = multiply %0, %1 : f64[]
        return %2
      } : f64[]
      return %3
    }
    """

  /// The same by a region with a choice in it, which has a derivative but no transpose.
  static let choosing = """
    graph main(%0: f64[3]) {
      %1 = sin %0 : f64[3]
      %2 = constant {literal = f64[](1.0)} : f64[]
      %3 = reduce %1, %2 {axes = [0]} (%0: f64[], %1: f64[]) {
        %2 = constant {literal = i32[](0)} : i32[]
        %3 = case %2, %0, %1 (%0: f64[], %1: f64[]) {
          %2 = multiply %0, %1 : f64[]
          return %2
        } : f64[]
        return %3
      } : f64[]
      return %3
    }
    """

  static func graph(_ text: String = text) throws -> Graph { try Graph(parsing: text, vocabulary: .test) }
}

extension Graph {
  /// The results for float64 tensors, by reference evaluation.
  func callAsFunction(_ arguments: [[Double]]) throws -> [[Double]] {
    let literals = try zip(parameterTypes.compactMap(\.tensor), arguments).map { type, elements in
      try Literal(elements.map { Kernel.Constant(.float64, $0) }, of: type)
    }
    var evaluation = ReferenceEvaluation()
    return try evaluation.run(self, literals).map { literal in
      (0..<literal.type.shape.count).map { Double(bitPattern: literal.element(at: $0).bits) }
    }
  }

  /// The graph that gives only results from `first` on.
  func droppingResults(_ first: Int) throws -> Graph {
    var graph = self
    graph.results.removeFirst(first)
    return try graph.removingDeadCode()
  }

  /// Random arguments within ±1, one for each parameter.
  func randomArguments(seed: UInt64) -> [[Double]] {
    var random = SplitMix(seed: seed)
    return parameterTypes.compactMap(\.tensor).map { type in
      (0..<type.shape.count).map { _ in Double.random(in: -1...1, using: &random) }
    }
  }

  /// `(f(x + h·ẋ) − f(x − h·ẋ)) / 2h` for the single result.
  func difference(_ x: [[Double]], along tangents: [[Double]], step: Double = 1e-6) throws -> [Double] {
    func moved(_ distance: Double) -> [[Double]] {
      zip(x, tangents).map { zip($0, $1).map { $0 + distance * $1 } }
    }
    return try zip(self(moved(step))[0], self(moved(-step))[0]).map { ($0 - $1) / (2 * step) }
  }
}

/// Whether two lists agree to `tolerance`, relative to numbers above 1.
func agree(_ a: [Double], _ b: [Double], within tolerance: Double = 1e-8) -> Bool {
  a.count == b.count && zip(a, b).allSatisfy { abs($0 - $1) <= tolerance * max(1, abs($1)) }
}
