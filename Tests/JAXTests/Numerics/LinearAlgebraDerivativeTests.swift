import JAXIR
import JAXLapack
import JAXPrimitives
import Testing

@testable import JAX

/// A function of matrices with a derivative, and the matrices that it is looked at.
struct FactorFunction: Sendable, CustomTestStringConvertible {
  let name: String
  /// The extents of each operand; a first operand that is square is given a large diagonal.
  let operands: [[Int]]
  /// Whether the first operand is made Hermitian and positive.
  var isPositive = false
  /// Whether the derivative has one.
  var isTwice = true
  let apply: @Sendable ([Tensor]) -> [Tensor]

  var testDescription: String { "\(name) \(operands)" }

  /// Vectors have phases that a complex matrix leaves open: what is made of them here has none.
  static let all: [FactorFunction] = [
    .init(name: "cholesky", operands: [[4, 4]], isPositive: true) { [LinearAlgebra.cholesky($0[0])] },
    .init(name: "cholesky upper", operands: [[2, 3, 3]], isPositive: true) {
      [LinearAlgebra.cholesky($0[0], isUpper: true)]
    },
    .init(name: "cholesky of a triangle", operands: [[3, 3]], isPositive: true) {
      [LinearAlgebra.cholesky($0[0], symmetrizes: false)]
    },
    .init(name: "solveTriangular", operands: [[3, 3], [3, 2]]) {
      [LinearAlgebra.solveTriangular($0[0], $0[1], isLower: true)]
    },
    .init(name: "qr", operands: [[3, 3]], apply: qr), .init(name: "qr", operands: [[2, 4, 3]], apply: qr),
    .init(name: "qr", operands: [[2, 5]], apply: qr),
    .init(name: "complete qr", operands: [[3, 4]]) {
      let (q, r) = LinearAlgebra.qr($0[0], isComplete: true)
      return [q, r]
    },
    .init(name: "lu", operands: [[3, 3]], apply: lu), .init(name: "lu", operands: [[2, 4, 2]], apply: lu),
    .init(name: "lu", operands: [[2, 4]], apply: lu),
    .init(name: "eigh", operands: [[4, 4]], isPositive: true) {
      let (values, vectors) = LinearAlgebra.eigh($0[0])
      return [values, projections(vectors, vectors)]
    },
    .init(name: "eigh of a triangle", operands: [[2, 3, 3]], isPositive: true) {
      [LinearAlgebra.eigh($0[0], symmetrizes: false).values]
    },
    .init(name: "svd", operands: [[3, 3]]) { svd($0[0], isFull: true) },
    .init(name: "svd", operands: [[4, 2]]) { svd($0[0]) },
    .init(name: "svd", operands: [[2, 2, 3]]) { svd($0[0]) },
    .init(name: "singularValues", operands: [[3, 4]]) { [LinearAlgebra.singularValues($0[0])] },
    .init(name: "eigenvalues", operands: [[3, 3]], isTwice: false) {
      let values = LinearAlgebra.eigenvalues($0[0])
      return [(values * values * values).sum(), values.product()]
    },
    .init(name: "solve", operands: [[3, 3], [3, 2]]) { [LinearAlgebra.solve($0[0], $0[1])] },
    .init(name: "solve", operands: [[2, 3, 3], [3]]) { [LinearAlgebra.solve($0[0], $0[1])] },
    .init(name: "inv", operands: [[2, 3, 3]]) { [LinearAlgebra.inv($0[0])] },
    .init(name: "det", operands: [[2, 3, 3]]) { [LinearAlgebra.det($0[0])] },
    // As programs that JAX wrote call them.
    .init(name: "potrf", operands: [[2, 3, 3]], isPositive: true) {
      [lapack(LapackRoutine(.potrf, "U"), $0)[0]]
    },
    .init(name: "trsm", operands: [[3, 3], [2, 3]]) { [lapack(LapackRoutine(.trsm, "NRCL"), $0)[0]] },
    .init(name: "gesvd", operands: [[4, 3]]) { [lapack(LapackRoutine(.gesvd, "N"), $0)[1]] },
    .init(name: "syevd", operands: [[3, 3]], isPositive: true) {
      [lapack(LapackRoutine(.syevd, "NU"), $0)[1]]
    },
    .init(name: "slogdet", operands: [[2, 3, 3]]) {
      let (sign, logarithm) = LinearAlgebra.slogdet($0[0])
      return [sign, logarithm]
    },
  ]

  private static func lapack(_ routine: LapackRoutine, _ operands: [Tensor]) -> [Tensor] {
    (try? Tensor.results(of: LapackCall(routine), operands, at: .unknown)) ?? []
  }

  @Sendable private static func qr(_ operands: [Tensor]) -> [Tensor] {
    let (q, r) = LinearAlgebra.qr(operands[0])
    return [q, r]
  }

  @Sendable private static func lu(_ operands: [Tensor]) -> [Tensor] {
    let (_, l, u) = LinearAlgebra.lu(operands[0])
    return [l, u]
  }

  private static func svd(_ a: Tensor, isFull: Bool = false) -> [Tensor] {
    let (u, s, vt) = LinearAlgebra.svd(a, isFull: isFull)
    return [s, projections(u, u), projections(u, vt.conjugate.swappedAxes(-1, -2))]
  }

  /// The products of each column of `a` and the adjoint of the same column of `b`.
  private static func projections(_ a: Tensor, _ b: Tensor) -> Tensor {
    a.swappedAxes(-1, -2).expanded(at: a.rank) * b.conjugate.swappedAxes(-1, -2).expanded(at: b.rank - 1)
  }
}

/// The derivatives of factors and solutions: of differences, transposed, of batches, of the second order.
@Suite struct LinearAlgebraDerivativeTests {
  private func numbers(_ dtype: DType, _ shape: [Int], _ random: inout UInt64) -> Tensor {
    func parts() -> Tensor {
      let elements = (0..<shape.reduce(1, *)).map { _ in
        // The multiplier of Knuth's MMIX generator.
        random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Double(Int64(bitPattern: random) >> 11) / Double(1 << 52)
      }
      return Tensor(elements, shape: shape)
    }
    return dtype.isComplex ? Tensor(real: parts(), imaginary: parts()) : parts()
  }

  /// Operands at which the function has a derivative, behind `batch` axes.
  private func point(
    _ function: FactorFunction, _ dtype: DType, batch: [Int] = [], _ random: inout UInt64
  ) -> [Tensor] {
    var operands = function.operands.map { numbers(dtype, batch + $0, &random) }
    let size = function.operands[0].last!
    if function.operands[0].suffix(2).first == size {
      let heavy = Tensor((0..<size).map { 3 + 2 * Double($0) })
      operands[0] = operands[0] + Tensor.eye(size, nil, .float64) * heavy
    }
    if function.isPositive {
      operands[0] = 0.5 * (operands[0] + operands[0].conjugate.swappedAxes(-1, -2))
    }
    return operands
  }

  private func isInstalled(_ function: String = #function) -> Bool {
    if LapackLibrary.isInstalled { return true }
    print("\(function): LAPACK is not installed, nothing is tested")
    return false
  }

  private func expectClose(
    _ a: [Tensor], _ b: [Tensor], _ tolerance: Double, _ what: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    for (a, b) in zip(a, b) {
      #expect(a.type == b.type, sourceLocation: sourceLocation)
      let scale = try Swift.max(1, abs(b).max().item(as: Double.self))
      let distance = try abs(a - b).max().item(as: Double.self)
      #expect(
        distance <= tolerance * scale, "\(what) differs by \(distance)", sourceLocation: sourceLocation)
    }
  }

  @Test(arguments: FactorFunction.all, [DType.float64, .complex128])
  func forwardsIsTheLimitOfDifferences(_ function: FactorFunction, dtype: DType) throws {
    guard isInstalled() else { return }
    var random: UInt64 = 5
    let at = point(function, dtype, &random)
    let along = at.map { numbers(dtype, $0.shape, &random) }
    let (results, tangents) = jvp(function.apply, at, along)
    try expectClose(results, function.apply(at), 1e-13, "the result")
    let step = Tensor(1e-5)
    func moved(_ step: Tensor) -> [Tensor] { function.apply(zip(at, along).map { $0 + step * $1 }) }
    let differences = zip(moved(step), moved(-step)).map { ($0 - $1) / (2 * step) }
    try expectClose(tangents, differences, 1e-7, "the tangent")
    // Of a derivative too.
    guard function.isTwice else { return }
    let (_, second) = jvp({ at in jvp(function.apply, at, along).1 }, at, along)
    func derivative(_ step: Tensor) -> [Tensor] {
      jvp(function.apply, zip(at, along).map { $0 + step * $1 }, along).1
    }
    let changes = zip(derivative(step), derivative(-step)).map { ($0 - $1) / (2 * step) }
    try expectClose(second, changes, 1e-6, "the second tangent")
  }

  @Test(arguments: FactorFunction.all, [DType.float64, .complex128])
  func backwardsIsForwardsTransposed(_ function: FactorFunction, dtype: DType) throws {
    guard isInstalled() else { return }
    var random: UInt64 = 6
    let at = point(function, dtype, &random)
    let along = at.map { numbers(dtype, $0.shape, &random) }
    let (results, tangents) = jvp(function.apply, at, along)
    let weights = results.map { numbers($0.dtype, $0.shape, &random) }
    for pullback in [
      vjp(function.apply, at).1, jit { (at: [Tensor]) in vjp(function.apply, at).1(weights) }(at),
    ]
      as [Any]
    {
      let gradients = (pullback as? [Tensor]) ?? (pullback as! @Sendable ([Tensor]) -> [Tensor])(weights)
      // Transposition conjugates nothing, as in JAX.
      func sum(_ a: [Tensor], _ b: [Tensor]) throws -> Double {
        try zip(a, b).reduce(0) { total, pair in
          let product = (pair.0 * pair.1).sum()
          return total + (try (product.dtype.isComplex ? product.real : product).item(as: Double.self))
        }
      }
      let (forwards, backwards) = (try sum(tangents, weights), try sum(along, gradients))
      #expect(abs(forwards - backwards) <= 1e-11 * Swift.max(1, abs(forwards)), "\(forwards), \(backwards)")
    }
  }

  @Test(arguments: FactorFunction.all, [DType.float64, .complex128])
  func aBatchIsALoop(_ function: FactorFunction, dtype: DType) throws {
    guard isInstalled() else { return }
    var random: UInt64 = 7
    let at = point(function, dtype, batch: [3], &random)
    let along = at.map { numbers(dtype, $0.shape, &random) }
    let both = { @Sendable (trees: [[Tensor]]) -> [[Tensor]] in
      let (y, dy) = jvp(function.apply, trees[0], trees[1])
      return [y, dy]
    }
    let batched = vmap(both)([at, along])
    for item in 0..<3 {
      let single = both([at.map { $0[item] }, along.map { $0[item] }])
      for (all, one) in zip(batched, single) {
        try expectClose(all.map { $0[item] }, one, 1e-12, "item \(item)")
      }
    }
  }

  @Test func whatIsNotDeterminedHasNoDerivative() {
    guard isInstalled() else { return }
    func message(_ function: @escaping @Sendable (Tensor) -> Tensor) -> String {
      do {
        _ = try withErrors { jvp(function, Tensor.ones([3, 2]), Tensor.ones([3, 2])).1 }
        return ""
      } catch {
        return "\(error)"
      }
    }
    let complete = message { LinearAlgebra.qr($0, isComplete: true).q }
    #expect(complete.contains("complete base of f32[3,2]") && complete.contains("without `isComplete`"))
    let full = message { LinearAlgebra.svd($0, isFull: true).u }
    #expect(full.contains("complete bases of f32[3,2]") && full.contains("without `isFull`"))
    let vectors = message { LinearAlgebra.eig(matmul($0.T, $0)).vectors }
    #expect(vectors.contains("LAPACK's geev") && vectors.contains("LinearAlgebra.eigenvalues"))
  }
}
