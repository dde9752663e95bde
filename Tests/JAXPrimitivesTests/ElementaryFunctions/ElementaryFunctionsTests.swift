import Foundation
import JAXCodegen
import JAXIR
import Testing

/// The elementary functions as machine code: special values, error in units in the last place, and the bits of the
/// interpreter.
struct ElementaryFunctionsTests {
  static let scale = CodegenOptions.isDebugBuild ? 1 : 20

  @Test(arguments: ElementaryFunction.all.filter { $0.arity == 1 })
  func specialValues(_ function: ElementaryFunction) throws {
    func check<Element: BinaryFloatingPoint & BitwiseCopyable>(_ type: Element.Type) throws {
      let arguments = function.specials.map { Element($0.0) }
      let results = try FunctionKernel<Element>(function, count: arguments.count).compile()([arguments])
      for ((argument, expected), result) in zip(function.specials, results) {
        let expected = Element(expected)
        let same = expected.isNaN ? result.isNaN : result == expected && result.sign == expected.sign
        #expect(same, "\(function.name)(\(argument)) is \(result), not \(expected)")
      }
    }
    try check(Float.self)
    try check(Double.self)
  }

  /// All pairs of special numbers, by C's functions, whose special cases are those of C99.
  @Test(arguments: ElementaryFunction.all.filter { $0.arity == 2 && $0.reference != nil })
  func specialPairs(_ function: ElementaryFunction) throws {
    let reference = try #require(function.reference)
    func check<Element: BinaryFloatingPoint & BitwiseCopyable>(_ type: Element.Type) throws {
      let numbers = specialNumbers.map { Element($0) }
      let first = numbers.flatMap { x in numbers.map { _ in x } }
      let second = numbers.flatMap { _ in numbers }
      let results = try FunctionKernel<Element>(function, count: first.count).compile()([first, second])
      for ((x, y), result) in zip(zip(first, second), results) {
        let exact = reference(Double(x), Double(y))
        let units = unitsInTheLastPlace(result, from: exact)
        #expect(units <= 1.5, "\(function.name)(\(x), \(y)) is \(result), not \(exact)")
      }
    }
    try check(Float.self)
    try check(Double.self)
  }

  @Test(arguments: ElementaryFunction.all.filter { $0.reference != nil })
  func singlePrecision(_ function: ElementaryFunction) throws {
    let reference = try #require(function.reference)
    let seed: UInt64 = 7
    var x = everyExponent(20 * Self.scale, seed: seed)
    x += uniform(10_000 * Self.scale, in: -2...2, seed: seed + 1)
    x += uniform(10_000 * Self.scale, in: -110...110, seed: seed + 2)
    var random = SplitMix(seed: seed + 3)
    var y = x.shuffled(using: &random)
    for index in y.indices where index % 2 == 0 {
      // A power in range, a quotient near 1.
      y[index] =
        function.name == "pow" ? y[index].remainder(dividingBy: 160) / log2(abs(x[index])) : x[index] * 1.37
    }
    let arguments = Array([x, y].prefix(function.arity))
    let results = try FunctionKernel<Float>(function, count: x.count).compile()(arguments)
    var largest = LargestError<Float>()
    for index in x.indices {
      let exact = reference(Double(x[index]), Double(y[index]))
      // Near the zeros of negative arguments only the absolute error is small.
      if function.name == "lgamma", x[index] < 0, exact.magnitude < 0.1 { continue }
      largest.include(
        unitsInTheLastPlace(results[index], from: exact), arguments: arguments.map { $0[index] },
        result: results[index], exact: exact)
    }
    #expect(largest.units <= function.single, "\(largest), seed \(seed)")
  }

  @Test(arguments: ElementaryFunction.all.filter { $0.reference == nil })
  func singlePrecisionAtHardPoints(_ function: ElementaryFunction) throws {
    let points = try HardPoint.all().filter { point in
      point.function == function.name && point.arguments.allSatisfy { Double(Float($0)) == $0 }
    }
    try #require(points.count >= 50)
    let arguments = (0..<function.arity).map { place in points.map { Float($0.arguments[place]) } }
    let results = try FunctionKernel<Float>(function, count: points.count).compile()(arguments)
    var largest = LargestError<Float>()
    for (point, result) in zip(points, results) {
      largest.include(
        unitsInTheLastPlace(result, from: point.nearest), arguments: point.arguments.map { Float($0) },
        result: result, exact: point.nearest)
    }
    #expect(largest.units <= function.single, "\(largest)")
  }

  @Test(arguments: ElementaryFunction.all)
  func doublePrecision(_ function: ElementaryFunction) throws {
    let points = try HardPoint.all().filter { $0.function == function.name }
    try #require(points.count >= 100)
    let arguments = (0..<function.arity).map { place in points.map { $0.arguments[place] } }
    let results = try FunctionKernel<Double>(function, count: points.count).compile()(arguments)
    var largest = LargestError<Double>()
    for (point, result) in zip(points, results) {
      largest.include(
        point.error(of: result), arguments: point.arguments, result: result, exact: point.nearest)
    }
    #expect(largest.units <= function.double, "\(largest)")
  }

  @Test(arguments: ElementaryFunction.all)
  func bitsOfTheInterpreter(_ function: ElementaryFunction) throws {
    func check<Element: BinaryFloatingPoint & BitwiseCopyable>(_ x: [Element]) throws {
      let y = Array(x.reversed())
      let arguments = Array([x, y].prefix(function.arity))
      let kernel = FunctionKernel<Element>(function, count: x.count)
      let expected = try kernel.interpret(arguments)
      for (lanes, interleave) in [(4, 1), (8, 2), (16, 1)] {
        let native = FunctionKernel<Element>(
          function, count: x.count, schedule: .vector(lanes: lanes, interleave: interleave))
        for (index, (result, expected)) in zip(try native.compile()(arguments), expected).enumerated() {
          let same = expected.isNaN ? result.isNaN : result == expected && result.sign == expected.sign
          #expect(same, "\(function.name)(\(arguments.map { $0[index] })): \(result), not \(expected)")
        }
      }
    }
    let x =
      everyExponent(Self.scale, seed: 3) + specialNumbers.map { Float($0) }
      + uniform(201, in: -9...9, seed: 5)
    try check(x)
    try check(x.map { Double($0) * 0x1.0123456789ABCp0 } + specialNumbers)
  }
}

/// An argument in float64 and the exact value, from `Data/hardpoints.txt`.
struct HardPoint {
  let function: String
  let arguments: [Double]
  /// The float64 nearest to the exact value.
  let nearest: Double
  /// What is missing to the exact value, in units in the last place of `nearest`.
  let fraction: Double

  func error(of value: Double) -> Double {
    if nearest.isInfinite || value.isNaN { return value == nearest ? 0 : .infinity }
    return ((value - nearest) / nearest.ulp - fraction).magnitude
  }

  static func all() throws -> [HardPoint] {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let text = try String(contentsOf: folder.appendingPathComponent("Data/hardpoints.txt"), encoding: .utf8)
    return try text.split(separator: "\n").map { line in
      let fields = line.split(separator: " ")
      let numbers = try fields[1..<fields.count - 1].map {
        Double(bitPattern: try #require(UInt64($0, radix: 16)))
      }
      return HardPoint(
        function: String(fields[0]), arguments: numbers.dropLast(), nearest: numbers.last!,
        fraction: try #require(Double(fields.last!)))
    }
  }
}
