import Foundation
import JAXCompiler
import JAXIR
import JAXPrimitives
import Testing

/// Derivatives where there is none, or where they are infinite, are JAX's: every entry of Data/kinks.txt, which
/// Tools/kinks.py writes with JAX.
struct KinkTests {
  /// Where JAX's choice is not taken.
  private static let deviations: [String: [Double]] = [
    // The middle of the slopes on either side, as that of the sign; JAX takes the right one.
    "abs at 0.0": [0], "abs at -0.0": [0],
    // x⁰ is 1 for every x; JAX gives NaN along the base.
    "pow at 0.0, 0.0": [0, 0],
  ]

  static let entries = entries(
    of: URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Data/kinks.txt"))

  @Test(arguments: entries)
  func derivativesAreThoseOfJAX(_ entry: Kink) throws {
    let graph = try Graph(parsing: entry.graph, vocabulary: .standard)
    let types = graph.parameterTypes.compactMap(\.tensor)
    let arguments = try zip(types, entry.arguments).map { try Literal($0, of: $1) }
    let weights = graph.resultTypes.compactMap(\.tensor).map { type in
      Literal.make(type, (0..<type.shape.count).map { Kernel.Constant(.float64, Double($0 + 1)) })
    }
    let (gradient, forward) =
      Self.deviations[entry.name].map { ($0.map { [$0] }, $0) } ?? (entry.gradient, entry.forward)

    let pulledBack = try graph.pulledBack(graph.parameters.map { _ in true })
    let residuals = try evaluate(pulledBack.forward, arguments).suffix(pulledBack.residualCount)
    let cotangents = zip(weights, pulledBack.hasCotangent).filter(\.1).map(\.0)
    let computed = try evaluate(pulledBack.backward, residuals + cotangents)
    for (position, expected) in gradient.enumerated() {
      #expect(Self.agree(computed[position].numbers, expected), "gradient of operand \(position)")
    }
    for (number, position) in types.indices.filter({ types[$0].rank == 0 }).enumerated() {
      let derivative = try graph.jvp(graph.parameters.map { $0.index == position }, explicitZeros: true)
      let tangent = try evaluate(derivative.graph, arguments + [.make(types[position], [one])])[1]
      #expect(Self.agree(tangent.numbers, [forward[number]]), "derivative along operand \(position)")
    }
  }

  @Test func everyDeviationIsAnEntry() {
    let names = Self.entries.map(\.name)
    #expect(names.count > 100 && Set(names).count == names.count)
    for name in Self.deviations.keys { #expect(names.contains(name)) }
  }

  private var one: Kernel.Constant { Kernel.Constant(.float64, 1) }

  /// Whether numbers are the same to a few last places; −0 is 0 and a NaN any other.
  private static func agree(_ a: [Double], _ b: [Double]) -> Bool {
    a.count == b.count
      && zip(a, b).allSatisfy { $0 == $1 || ($0.isNaN && $1.isNaN) || abs($0 - $1) <= 4 * $1.ulp }
  }

  private static func entries(of file: URL) -> [Kink] {
    let lines = ((try? String(contentsOf: file, encoding: .utf8)) ?? "").split(separator: "\n")
    func tensors(_ text: Substring) -> [[Double]] {
      text.split(separator: "|").map { $0.split(separator: " ").compactMap { Double($0) } }
    }
    return stride(from: 0, to: lines.count - 3, by: 4).map { first in
      let figures = lines[first + 3].split(separator: ";")
      return Kink(
        name: String(lines[first]), graph: String(lines[first + 1]), arguments: tensors(lines[first + 2]),
        gradient: tensors(figures[0]), forward: tensors(figures[1]).flatMap(\.self))
    }
  }
}

/// A function at a point, and what JAX has for its derivative there.
struct Kink: Sendable, CustomTestStringConvertible {
  let name: String
  let graph: String
  let arguments: [[Double]]
  let gradient: [[Double]]
  /// Along each scalar argument alone.
  let forward: [Double]

  var testDescription: String { name }
}
