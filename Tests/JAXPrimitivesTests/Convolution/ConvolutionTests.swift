import JAXCompiler
import JAXIR
import JAXPrimitives
import Testing

/// Convolutions against plain loops over the specification's definition.
struct ConvolutionTests {
  /// Integers of a shape, read by the roles of axes: batch, places, feature.
  private struct Array3 {
    var extents: [Int]
    var axes: ConvolutionAxes
    var elements: [Int]

    init(_ extents: [Int], _ axes: ConvolutionAxes) {
      (self.extents, self.axes) = (extents, axes)
      elements = [Int](repeating: 0, count: extents.reduce(1, *))
    }

    subscript(batch: Int, feature: Int, spatial: [Int]) -> Int {
      get { elements[place(batch, feature, spatial)] }
      set { elements[place(batch, feature, spatial)] = newValue }
    }

    private func place(_ batch: Int, _ feature: Int, _ spatial: [Int]) -> Int {
      var index = extents.map { _ in 0 }
      (index[axes.batch], index[axes.feature]) = (batch, feature)
      for (axis, place) in zip(axes.spatial, spatial) { index[axis] = place }
      return position(index, in: extents)
    }

    func literal(_ dtype: DType) throws -> Literal {
      .make(try TensorType(dtype, extents), elements.map { Kernel.Constant(number: $0, dtype) })
    }
  }

  /// The sum of every pair of an element of the left side and one of the kernel that meet.
  private func reference(_ c: Convolution, _ lhs: Array3, _ kernel: Array3, _ extents: [Int]) -> Array3 {
    var result = Array3(extents, c.result)
    let places = indices(of: c.result.spatial.map { extents[$0] })
    let offsets = indices(of: c.kernel.spatial.map { kernel.extents[$0] })
    let outputs = extents[c.result.feature]
    let inputs = kernel.extents[c.kernel.feature]
    let batch = extents[c.result.batch]
    for b in 0..<batch {
      for o in 0..<outputs {
        let featureGroup = o / (outputs / c.featureGroups)
        let batchGroup = o / (outputs / c.batchGroups)
        for place in places {
          var sum = 0
          for offset in offsets {
            guard let source = source(c, place, offset, lhs, kernel) else { continue }
            let walked = offset.enumerated().map { axis, w in
              c.isReversed[axis] ? kernel.extents[c.kernel.spatial[axis]] - 1 - w : w
            }
            for i in 0..<inputs {
              sum += lhs[batchGroup * batch + b, featureGroup * inputs + i, source] * kernel[o, i, walked]
            }
          }
          result[b, o, place] = sum
        }
      }
    }
    return result
  }

  /// Where the element of the kernel at `offset` lies on the left side; nil where that has no element.
  private func source(
    _ c: Convolution, _ place: [Int], _ offset: [Int], _ lhs: Array3, _ kernel: Array3
  ) -> [Int]? {
    var source: [Int] = []
    for axis in place.indices {
      let own = place[axis] * c.strides[axis] + offset[axis] * c.kernelDilation[axis] - c.low[axis]
      let index = own / c.lhsDilation[axis]
      guard own >= 0, own % c.lhsDilation[axis] == 0, index < lhs.extents[c.lhs.spatial[axis]] else {
        return nil
      }
      source.append(index)
    }
    return source
  }

  private struct Case {
    var convolution: Convolution
    var lhs: Array3
    var kernel: Array3

    init(_ random: inout SplitMix, spatial: Int, longest: Int = 4) {
      func int(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }
      func list(_ range: ClosedRange<Int>) -> [Int] { (0..<spatial).map { _ in int(range) } }
      func axes() -> ConvolutionAxes {
        let axes = Array(0..<spatial + 2).shuffled(using: &random)
        return ConvolutionAxes(batch: axes[0], feature: axes[1], spatial: Array(axes[2...]))
      }
      func array(_ axes: ConvolutionAxes, _ batch: Int, _ feature: Int, _ spatial: [Int]) -> Array3 {
        var extents = [Int](repeating: 0, count: spatial.count + 2)
        (extents[axes.batch], extents[axes.feature]) = (batch, feature)
        for (axis, extent) in zip(axes.spatial, spatial) { extents[axis] = extent }
        var array = Array3(extents, axes)
        for index in array.elements.indices { array.elements[index] = int(-9...9) }
        return array
      }
      let groups = [(1, 1), (int(2...3), 1), (1, int(2...3))][int(0...2)]
      convolution = Convolution(
        lhs: axes(), kernel: axes(), result: axes(), strides: list(1...3), low: list(-2...3),
        high: list(-2...3), lhsDilation: list(1...3), kernelDilation: list(1...3),
        isReversed: list(0...1).map { $0 == 1 }, featureGroups: groups.0, batchGroups: groups.1)
      let inputs = int(0...9) == 0 ? 0 : int(1...(groups.0 > 1 ? 2 : 3))
      lhs = array(
        convolution.lhs, int(int(0...9) == 0 ? 0...0 : 1...2) * groups.1, inputs * groups.0, list(0...7))
      let outputs = int(1...3) * groups.0 * groups.1
      kernel = array(convolution.kernel, outputs, inputs, list(int(0...9) == 0 ? 0...1 : 1...longest))
    }
  }

  private func check(_ test: Case, _ dtype: DType, compiles: Bool, _ seed: UInt64) throws {
    let (lhs, kernel) = (try test.lhs.literal(dtype), try test.kernel.literal(dtype))
    let type = try test.convolution.resultType(lhs.type, kernel.type, dtype)
    let expected = reference(test.convolution, test.lhs, test.kernel, type.shape.extents)
    let graph = try graph([lhs.type, kernel.type]) {
      [try $0[0].convolution($0[1], test.convolution, dtype: dtype)]
    }
    #expect(graph.resultTypes == [.tensor(type)])
    let result = try evaluateInAllWays(graph, [lhs, kernel], compiles: compiles)[0]
    #expect(result == (try expected.literal(dtype)), "seed \(seed): \(test.convolution)")
  }

  @Test(arguments: 0..<160 as Range<UInt64>)
  func everyElementIsTheSumOfPairsThatMeet(_ seed: UInt64) throws {
    var random = SplitMix(seed: seed)
    try check(Case(&random, spatial: Int(seed % 4)), .int32, compiles: seed % 10 == 0, seed)
  }

  @Test(arguments: 0..<8 as Range<UInt64>)
  func longKernelsAreLaidByIndices(_ seed: UInt64) throws {
    var random = SplitMix(seed: 900 + seed)
    var test = Case(&random, spatial: 1, longest: 1)
    let size = 33 + Int(seed)
    test.convolution.low = [size * test.convolution.kernelDilation[0]]
    var extents = test.kernel.extents
    extents[test.convolution.kernel.spatial[0]] = size
    test.kernel = Array3(extents, test.convolution.kernel)
    for index in test.kernel.elements.indices {
      test.kernel.elements[index] = Int.random(in: -9...9, using: &random)
    }
    try check(test, .int32, compiles: seed == 0, 900 + seed)
  }

  @Test(arguments: [DType.float16, .bfloat16, .float32, .float64, .int64, .complex64, .complex128])
  func smallIntegersAreExactInEveryDType(_ dtype: DType) throws {
    for seed in 300..<306 as Range<UInt64> {
      var random = SplitMix(seed: seed)
      var test = Case(&random, spatial: 2, longest: 2)
      // Up to 4 · 3 products of at most 9 fit the 8 bits of the shortest mantissa.
      for index in test.lhs.elements.indices { test.lhs.elements[index] %= 4 }
      for index in test.kernel.elements.indices { test.kernel.elements[index] %= 4 }
      if dtype.kind == .complex {
        try checkComplex(test, dtype, seed)
      } else {
        try check(test, dtype, compiles: false, seed)
      }
    }
  }

  /// Real numbers, as complex ones.
  private func checkComplex(_ test: Case, _ dtype: DType, _ seed: UInt64) throws {
    let real = dtype.component
    let (lhs, kernel) = (try test.lhs.literal(real), try test.kernel.literal(real))
    let type = try test.convolution.resultType(lhs.type, kernel.type, real)
    let expected = reference(test.convolution, test.lhs, test.kernel, type.shape.extents)
    let graph = try graph([lhs.type, kernel.type]) { operands in
      // (i·x) * (i·k) = -(x * k).
      let turned = operands.map { Tracer.apply(Complex(), $0.zeros(), $0) }
      let sums = try turned[0].convolution(turned[1], test.convolution, dtype: dtype)
      return [.apply(Negate(), .apply(Real(), sums))]
    }
    let result = try evaluate(graph, [lhs, kernel])[0]
    // The sign of a zero says nothing here.
    let places = expected.elements.indices
    #expect(result.type == type)
    for place in places {
      let wanted = Kernel.Constant(number: expected.elements[place], real)
      let got = result.element(at: place)
      #expect(
        got == wanted || expected.elements[place] == 0 && got.bits << 1 & mask(real) == 0, "seed \(seed)")
    }
  }

  private func mask(_ dtype: DType) -> UInt64 {
    dtype.bitWidth == 64 ? .max : 1 << UInt64(dtype.bitWidth) - 1
  }
}

// MARK: - Errors

extension ConvolutionTests {
  private static let axes = ConvolutionAxes(batch: 0, feature: 2, spatial: [1])
  private static let kernelAxes = ConvolutionAxes(batch: 2, feature: 1, spatial: [0])

  private func error(
    _ lhs: [Int] = [2, 8, 4], _ kernel: [Int] = [3, 4, 6], _ dtype: DType = .float32,
    _ change: (inout Convolution) -> Void = { _ in }
  ) throws -> JAXError? {
    var convolution = Convolution(lhs: Self.axes, kernel: Self.kernelAxes, result: Self.axes)
    change(&convolution)
    let types = [try TensorType(.float32, lhs), try TensorType(.float32, kernel)]
    do throws(JAXError) {
      _ = try convolution.resultType(types[0], types[1], dtype)
      return nil
    } catch {
      return error
    }
  }

  @Test func whatDoesNotFitIsAnError() throws {
    #expect(try error() == nil)
    #expect(try error([2, 8, 4], [3, 4])?.code == .shapeMismatch)
    #expect(try error { $0.lhs.feature = 0 }?.code == .invalidArgument)
    #expect(try error { $0.kernel.spatial = [] }?.code == .invalidArgument)
    #expect(try error { $0.result.batch = 7 }?.code == .invalidArgument)
    #expect(try error { $0.strides = [] }?.code == .invalidArgument)
    #expect(try error { $0.isReversed = [true, true] }?.code == .invalidArgument)
    #expect(try error { $0.strides = [0] }?.code == .invalidArgument)
    #expect(try error { $0.kernelDilation = [-1] }?.code == .invalidArgument)
    #expect(try error { $0.low = [.max] }?.code == .shapeOverflow)
    #expect(try error { $0.lhsDilation = [.max / 16] }?.code == .shapeOverflow)
    #expect(try error { $0.featureGroups = 0 }?.code == .invalidArgument)
    #expect(try error([2, 8, 8]) { ($0.featureGroups, $0.batchGroups) = (2, 2) }?.code == .invalidArgument)
    #expect(try error([2, 8, 5])?.code == .shapeMismatch)
    #expect(try error([2, 8, 8]) { $0.featureGroups = 3 }?.code == .shapeMismatch)
    #expect(try error([3, 8, 4]) { $0.batchGroups = 2 }?.code == .shapeMismatch)
    #expect(try error([2, 8, 16]) { $0.featureGroups = 4 }?.code == .shapeMismatch)
    #expect(try error([2, 8, 4], [3, 4, 6], .int32)?.code == .dtypeMismatch)
  }

  @Test func distancesBetweenNoNeighboursMayBeHuge() throws {
    var convolution = Convolution(lhs: Self.axes, kernel: Self.kernelAxes, result: Self.axes)
    let huge = [Int.max / 16]
    (convolution.strides, convolution.lhsDilation, convolution.kernelDilation) = (huge, huge, huge)
    let types = [TensorType(.int32, 1, 1, 2), TensorType(.int32, 1, 2, 1)]
    let graph = try graph(types) { [try $0[0].convolution($0[1], convolution, dtype: .int32)] }
    let inputs = try types.map { try Literal($0, of: [3, 4] as [Int32]) }
    #expect(try evaluate(graph, inputs)[0].elements(Int32.self) == [25])
  }
}

extension Kernel.Constant {
  /// A small integer as a number of any dtype that is not complex.
  fileprivate init(number: Int, _ dtype: DType) {
    self = dtype.isFloat ? Self(dtype, Double(number)) : Self(dtype, integer: number)
  }
}
