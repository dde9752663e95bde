import Foundation
import JAXCompiler
import JAXIR
import JAXPrimitives
import Testing

/// The functions of complex numbers as machine code: special values, errors in units in the last place of each part.
struct ComplexFunctionsTests {
  @Test(arguments: ComplexFunction.all.filter { !$0.specials.isEmpty })
  func specialValues(_ function: ComplexFunction) throws {
    for dtype in [DType.complex64, .complex128] {
      let results = try apply(function, [function.specials.map { ($0[0], $0[1]) }], dtype)
      for (special, result) in zip(function.specials, results) {
        for (part, exact) in zip([result.0, result.1], special[2...]) {
          let error =
            dtype == .complex64
            ? unitsInTheLastPlace(Float(part), from: exact) : unitsInTheLastPlace(part, from: exact)
          let hasSign = exact.isNaN || part.sign == exact.sign
          #expect(
            error <= 1 && hasSign,
            "\(dtype) \(function.name) of \(special[..<2]) is \(result), not \(special[2...])")
        }
      }
    }
  }

  @Test(arguments: ComplexFunction.all)
  func doublePrecision(_ function: ComplexFunction) throws {
    let points = try ComplexPoint.all().filter { $0.function == function.name }
    try #require(points.count >= 50)
    let results = try apply(
      function, (0..<function.arity).map { place in points.map { $0.arguments[place] } }, .complex128)
    var largest = LargestError<Double>()
    for (point, result) in zip(points, results) {
      for (part, exact) in zip([result.0, result.1], point.parts) {
        largest.include(
          exact.error(of: part), arguments: point.arguments.flatMap { [$0.0, $0.1] }, result: part,
          exact: exact.nearest)
      }
    }
    #expect(largest.units <= function.double, "\(largest)")
  }

  /// What is computed of complex64 is what complex128 gives, rounded once; products and powers have their own ways.
  @Test(arguments: ComplexFunction.all.filter { $0.arity == 1 })
  func singlePrecisionIsDoublePrecisionRounded(_ function: ComplexFunction) throws {
    let x = everyExponent(2, seed: 31).map { Double($0) }.filter(\.isFinite)
    let y = x.reversed() + uniform(200, in: -4...4 as ClosedRange<Float>, seed: 32).map { Double($0) }
    let arguments = Array(
      zip(x + uniform(200, in: -4...4 as ClosedRange<Float>, seed: 33).map { Double($0) }, y))
    let single = try apply(function, [arguments], .complex64)
    let double = try apply(function, [arguments], .complex128)
    for ((argument, single), double) in zip(zip(arguments, single), double) {
      for (part, wide) in [(single.0, double.0), (single.1, double.1)] {
        let units = unitsInTheLastPlace(Float(part), from: Double(Float(wide)))
        #expect(units <= 1, "\(function.name)\(argument) is \(part), not \(wide)")
      }
    }
  }

  /// Of two arguments, too, but by other ways.
  @Test(arguments: ComplexFunction.all.filter { $0.arity == 2 })
  func singlePrecisionIsNearDoublePrecision(_ function: ComplexFunction) throws {
    let numbers = (0..<4).map {
      uniform(500, in: -3...3 as ClosedRange<Float>, seed: 40 + $0).map { Double($0) }
    }
    let arguments = [Array(zip(numbers[0], numbers[1])), Array(zip(numbers[2], numbers[3]))]
    let single = try apply(function, arguments, .complex64)
    let double = try apply(function, arguments, .complex128)
    for (index, (single, double)) in zip(single, double).enumerated() {
      for (part, wide) in [(single.0, double.0), (single.1, double.1)] {
        let units = unitsInTheLastPlace(Float(part), from: wide)
        #expect(units <= 2, "\(function.name)\(arguments.map { $0[index] }) is \(part), not \(wide)")
      }
    }
  }

  /// Conjugates have conjugate values, which puts the two sides of a branch cut where the signs of zeros say.
  @Test(arguments: ComplexFunction.all.filter { $0.arity == 1 && $0.name != "abs" })
  func conjugatesHaveConjugateValues(_ function: ComplexFunction) throws {
    let parts = specialNumbers.filter { !$0.isNaN } + uniform(20, in: -3...3, seed: 50)
    let arguments = parts.flatMap { x in parts.map { (x, $0) } }
    let values = try apply(function, [arguments], .complex128)
    let mirrored = try apply(function, [arguments.map { ($0.0, -$0.1) }], .complex128)
    for ((argument, value), other) in zip(zip(arguments, values), mirrored) {
      func same(_ a: Double, _ b: Double) -> Bool { a.isNaN ? b.isNaN : a == b && a.sign == b.sign }
      let isMirrored = same(value.0, other.0) && same(value.1, -other.1)
      #expect(isMirrored, "\(function.name)\(argument) is \(value), of the conjugate \(other)")
    }
  }

  /// Results of the primitive, those that are not complex with imaginary part 0.
  private func apply(
    _ function: ComplexFunction, _ arguments: [[ComplexFunction.Number]], _ dtype: DType
  ) throws -> [ComplexFunction.Number] {
    let type = TensorType(dtype, arguments[0].count)
    let literals = arguments.map { numbers in
      Literal.make(type, numbers.flatMap { [$0.0, $0.1] }.map { Kernel.Constant(dtype.component, $0) })
    }
    let graph = try graph(of: function.primitive, arguments.map { _ in type })
    let numbers = try compileAndRun(graph, literals, LoweringOptions())[0].numbers
    guard graph.resultTypes[0].tensor?.dtype.isComplex == true else { return numbers.map { ($0, 0) } }
    return (0..<arguments[0].count).map { (numbers[2 * $0], numbers[2 * $0 + 1]) }
  }
}

/// Arguments in complex128 and the exact value, from `Data/complexpoints.txt`.
struct ComplexPoint {
  let function: String
  let arguments: [ComplexFunction.Number]
  /// The real and the imaginary part of the value.
  let parts: [Part]

  struct Part {
    /// The float64 nearest to the exact value.
    let nearest: Double
    /// What is missing to the exact value, in units in the last place of `nearest`.
    let fraction: Double

    func error(of value: Double) -> Double {
      if nearest.isInfinite || value.isNaN { return value == nearest ? 0 : .infinity }
      return ((value - nearest) / nearest.ulp - fraction).magnitude
    }
  }

  static func all() throws -> [ComplexPoint] {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let text = try String(
      contentsOf: folder.appendingPathComponent("Data/complexpoints.txt"), encoding: .utf8)
    return try text.split(separator: "\n").map { line in
      let fields = line.split(separator: " ")
      func number(_ position: Int) throws -> Double {
        Double(bitPattern: try #require(UInt64(fields[position], radix: 16)))
      }
      let result = fields.count - 4
      return ComplexPoint(
        function: String(fields[0]),
        arguments: try stride(from: 1, to: result, by: 2).map { (try number($0), try number($0 + 1)) },
        parts: try [result, result + 2].map {
          Part(nearest: try number($0), fraction: try #require(Double(fields[$0 + 1])))
        })
    }
  }
}
