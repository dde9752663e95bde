import JAXIR
import JAXPrimitives

extension Sample {
  static let windows: [Sample] = [DType.float64, .int16].flatMap { dtype in
    geometries.flatMap { samples(of: $0.windows, $0.extents, dtype) } + cumulations(dtype)
  }

  private static let geometries: [(windows: Windows, extents: [Int])] = [
    (Windows(sizes: [2, 3]), [4, 5]),
    (Windows(sizes: [3, 1], strides: [2, 1], low: [1, 0], high: [2, 1]), [5, 2]),
    (
      Windows(
        sizes: [2, 2], strides: [3, 1], dilations: [2, 1], baseDilations: [1, 2], low: [0, 1], high: [1, -1]),
      [6, 3]
    ),
  ]

  private static func samples(of windows: Windows, _ extents: [Int], _ dtype: DType) -> [Sample] {
    let operand = try! TensorType(dtype, extents)
    let scalar = TensorType(dtype)
    let isLinear = dtype.isFloat
    let select = Region.binary(dtype) { $0.compare(.greaterEqual, $1) }
    let sum = Region.binary(dtype) { $0 + $1 }
    let gather = SelectAndGather(windows)
    let source = try! gather.resultTypes(of: [.tensor(operand), .tensor(operand)], regions: [select])[0]
      .tensor!
    return [
      Sample(ReduceWindow(windows), [operand, scalar], regions: [sum], linear: isLinear ? [[0]] : []),
      Sample(ReduceWindow(windows), [operand, scalar], regions: [.binary(dtype) { $0 * $1 }]),
      // Padding counts as the initial value, which must not tie with elements.
      Sample(
        ReduceWindow(windows), [operand, scalar], regions: [.binary(dtype) { ($0 * $1) + $1 }]),
      Sample(gather, [operand, operand], regions: [select], linear: isLinear ? [[0]] : []),
      Sample(
        SelectAndScatter(windows), [operand, source, scalar], regions: [select, sum],
        linear: isLinear ? [[1], [2], [1, 2]] : []),
    ]
  }

  private static func cumulations(_ dtype: DType) -> [Sample] {
    let (operand, scalar) = (TensorType(dtype, 2, 5), TensorType(dtype))
    return [false, true].flatMap { isReverse in
      [
        Sample(
          Cumulate(axis: 1, isReverse: isReverse), [operand, scalar], regions: [.binary(dtype) { $0 + $1 }],
          linear: dtype.isFloat ? [[0], [1], [0, 1]] : []),
        Sample(
          Cumulate(axis: 0, isReverse: isReverse), [operand, scalar], regions: [.binary(dtype) { $0 * $1 }]),
        Sample(
          Cumulate(axis: 1, isReverse: isReverse), [operand, scalar],
          regions: [.binary(dtype) { $0 + $1 * 0.5 }].filter { _ in dtype.isFloat }
            + [.binary(dtype) { $0.maximum($1) }].filter { _ in !dtype.isFloat }),
      ]
    }
  }
}
