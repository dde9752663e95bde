import JAXCompiler
import JAXIR
import JAXPrimitives
import Testing

/// Movement of elements as machine code against the reference evaluation, bit for bit, at extents around every lane
/// and remainder boundary.
struct CompiledMovementTests {
  static let extents = [0, 1, 2, 3, 15, 16, 17, 31, 33, 64, 97]
  static let ways: [LoweringOptions] = [
    LoweringOptions(), LoweringOptions(vectors: VectorTarget(lanes: 4, interleave: 2)),
    LoweringOptions(fuses: false, vectors: VectorTarget(lanes: 8, interleave: 1)),
  ]

  @Test(arguments: extents)
  func structural(_ extent: Int) throws { try check(Sample.movements(extent)) }

  /// Each inside the kernel of a reader.
  @Test(arguments: extents)
  func inlined(_ extent: Int) throws { try check(Sample.movements(extent), isInlined: true) }

  /// All samples in one program, each with operands and a result of its own.
  private func check(_ samples: [Sample], isInlined: Bool = false) throws {
    var random = SplitMix(seed: 17)
    let builder = GraphBuilder()
    var results: [Graph.Value] = []
    var arguments: [Literal] = []
    for sample in samples {
      let parameters = sample.operands.map { builder.parameter(.tensor($0)) }
      let result = try builder.append(sample.primitive, parameters)
      results += isInlined ? try builder.append(Maximum(), result + result) : result
      arguments += sample.operands.map { .ofEveryKind($0, &random) }
    }
    let graph = builder.finish(results: results)
    let expected = try evaluate(graph, arguments)
    for way in Self.ways {
      let actual = try compileAndRun(graph, arguments, way)
      for (sample, (actual, expected)) in zip(samples, zip(actual, expected)) {
        #expect(actual.withOneNaN == expected.withOneNaN, "\(sample.testDescription), \(way)")
      }
    }
  }
}

extension Sample {
  /// Structural primitives whose last or first axis has `n` elements.
  fileprivate static func movements(_ n: Int) -> [Sample] {
    [DType.float32, .float64, .int8, .bool, .bfloat16].flatMap { dtype -> [Sample] in
      let (row, column, scalar) = (TensorType(dtype, 3, n), TensorType(dtype, n, 3), TensorType(dtype))
      return [
        Sample(BroadcastInDim(shape: [n, 3], axes: [1]), [TensorType(dtype, 3)]),
        Sample(BroadcastInDim(shape: [3, n], axes: [0]), [TensorType(dtype, 3)]),
        Sample(Transpose(permutation: [1, 0]), [row]), Sample(Transpose(permutation: [1, 0]), [column]),
        Sample(Reshape(shape: [3 * n]), [row]), Sample(Reshape(shape: [n, 3]), [row]),
        Sample(Reverse(axes: [1]), [row]), Sample(Reverse(axes: [0]), [column]),
        Sample(Slice(starts: [1, n / 3], limits: [3, n], strides: [1, 2]), [row]),
        Sample(Slice(starts: [n / 2, 0], limits: [n, 2], strides: [1, 1]), [column]),
        Sample(Pad(low: [0, 2], high: [1, 1], interior: [0, 1]), [row, scalar]),
        Sample(Pad(low: [1, -1], high: [-n / 2, 4], interior: [0, 0]), [column, scalar]),
        Sample(Concatenate(axis: 1), [row, column.transposed, TensorType(dtype, 3, 2)]),
        Sample(Concatenate(axis: 0), [column, TensorType(dtype, 1, 3), column]),
        Sample(BitcastConvert(dtype), [row]),
      ]
    } + [
      Sample(Iota(.int32, shape: [n], axis: 0), []), Sample(Iota(.bfloat16, shape: [2, n], axis: 1), []),
      Sample(BitcastConvert(.uint8), [TensorType(.float32, n)]),
      Sample(BitcastConvert(.float64), [TensorType(.int16, n, 4)]),
    ]
  }
}

extension TensorType {
  fileprivate var transposed: TensorType { TensorType(dtype, shape[1], shape[0]) }
}

extension Literal {
  /// Elements of every kind: numbers of common sizes, any bits at all, zeros, infinities and NaNs.
  fileprivate static func ofEveryKind(_ type: TensorType, _ random: inout SplitMix) -> Literal {
    let special = [0, -0.0, 1, -1, 0.5, .infinity, -.infinity, .nan]
    return make(
      type,
      (0..<type.shape.count).map { _ in
        let (choice, bits) = (Int.random(in: 0..<4, using: &random), Int(truncatingIfNeeded: random.next()))
        guard type.dtype.isFloat else {
          return Kernel.Constant(
            type.dtype, integer: choice == 0 ? bits : Int.random(in: -9...9, using: &random))
        }
        return switch choice {
        case 0:
          Kernel.Constant(
            type.dtype, bits: UInt64(bitPattern: Int64(bits)) >> UInt64(64 - type.dtype.bitWidth))
        case 1: Kernel.Constant(type.dtype, special.randomElement(using: &random)!)
        default: Kernel.Constant(type.dtype, Double.random(in: -10...10, using: &random))
        }
      })
  }

  /// The literal with all NaNs the same: which one arithmetic makes is not promised.
  fileprivate var withOneNaN: Literal {
    guard type.dtype.isFloat else { return self }
    return .make(type, elements.map { $0.number.isNaN ? Kernel.Constant(type.dtype, .nan) : $0 })
  }
}
