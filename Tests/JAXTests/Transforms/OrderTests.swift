import Foundation
import JAXIR
import JAXPrimitives
import Testing

@testable import JAX

/// The transformations in every order of three.
struct OrderTests {
  private static let point = [0.7, -0.4, 1.1]

  /// All 216 orders of ten functions give what dual numbers give. Every order is tried on one function, and on all where
  /// `JAX_ORDERS=all` is set.
  @Test func everyOrderGivesTheSame() throws {
    let isFull = ProcessInfo.processInfo.environment["JAX_ORDERS"] == "all"
    let functions = StageFunction.all
    for (number, word) in Stage.words.enumerated() {
      // Steps of seven, so that no function is always met by the same last transformation.
      let chosen = isFull ? functions : [functions[number * 7 % functions.count]]
      for function in chosen {
        var (transformed, plain) = (function.ofTensors, function.plain)
        for stage in word { (transformed, plain) = (stage(transformed), stage(plain)) }
        let expected: [Double] = plain(Self.point)
        let x = Tensor(Self.point)
        let result: [Double]
        do {
          result = try withErrors { transformed(x) }.elements(as: Double.self)
        } catch {
          Issue.record("\(function.name), \(word.map(\.rawValue)): \(error)")
          continue
        }
        let scale = expected.reduce(1) { max($0, abs($1)) }
        let isClose = zip(result, expected).allSatisfy { abs($0 - $1) <= 1e-12 * scale }
        #expect(
          result.count == 3 && isClose,
          "\(function.name), \(word.map(\.rawValue).joined(separator: ", then ")): \(result), not \(expected)"
        )
      }
    }
  }

  /// The program of a function shows what a transformation made of it, and reads back.
  @Test func everyTransformationHasAGraph() throws {
    let x = Tensor(Self.point)
    let f = { @Sendable (x: Tensor) in sin(x) * x }
    let number = { @Sendable (x: Tensor) in f(x).sum() }
    let ruled = customJVP(f) { x, dx in (f(x), dx) }
    let pulled = customVJP(f) { x in
      (f(x), x)
    } backward: { x, g in
      g
    }
    let functions: [(String, @Sendable (Tensor) -> Tensor)] = [
      ("cos", grad(number)), ("cos", { valueAndGrad(number)($0).1 }), ("cos", { jvp(f, $0, $0).1 }),
      ("cos", { vjp(f, $0).1($0) }), ("cos", { linearize(f, at: $0).1($0) }), ("cos", jacfwd(f)),
      ("cos", jacrev(f)), ("cos", hessian(number)), ("sin", vmap(f)), ("checkpoint", checkpoint(f)),
      ("custom_jvp", ruled), ("custom_vjp", pulled), ("stop_gradient", { stopGradient(f($0)) }),
      ("named", { named(f($0), "f") }),
      ("transpose", linearTranspose({ matmul(Tensor.ones([3, 3]), $0) }, x)),
    ]
    for (name, function) in functions {
      let graph = try jit(function).lower(x).graph
      if name != "transpose" { #expect(graph.description.contains(name), "\(graph)") }
      #expect(try Graph(parsing: graph.description, vocabulary: .standard) == graph)
      _ = jit(function)(x)
    }
  }
}
