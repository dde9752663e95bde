import JAXIR
import JAXPrimitives

extension Sample {
  static let indexing = slices + gathers + scatters

  private static let dtypes: [DType] = [.float64, .int16]

  private static let slices: [Sample] = dtypes.flatMap { dtype in
    let (matrix, start) = (TensorType(dtype, 4, 5), TensorType(.int32))
    let linear = dtype.isFloat
    return [
      Sample(DynamicSlice(sizes: [2, 3]), [matrix, start, start], linear: linear ? [[0]] : []),
      Sample(
        DynamicSlice(sizes: [4, 0]), [matrix, TensorType(.uint8), TensorType(.uint8)],
        linear: linear ? [[0]] : []),
      Sample(DynamicSlice(sizes: []), [TensorType(dtype)], linear: linear ? [[0]] : []),
      Sample(
        DynamicUpdateSlice(), [matrix, TensorType(dtype, 2, 3), start, start],
        linear: linear ? [[0], [1], [0, 1]] : []),
      Sample(
        DynamicUpdateSlice(), [matrix, TensorType(dtype, 4, 1), TensorType(.int64), TensorType(.int64)],
        linear: linear ? [[0], [1], [0, 1]] : []),
    ]
  }

  /// Rows, windows that may lie beyond the operand, and rows of a batch.
  private static let axes: [(IndexedAxes, sizes: [Int], operand: [Int], indices: [Int], windows: [Int])] = [
    (
      IndexedAxes(window: [1], collapsed: [0], indexed: [0], vector: 1), [1, 3], [6, 3], [4, 1], [4, 3]
    ),
    (IndexedAxes(collapsed: [0, 1], indexed: [1, 0], vector: 0), [1, 1], [4, 3], [2, 6], [6]),
    (IndexedAxes(window: [0, 2], indexed: [1, 0], vector: 1), [2, 2], [5, 4], [3, 2], [2, 3, 2]),
    (
      IndexedAxes(
        window: [0], collapsed: [1], operandBatch: [0], indexBatch: [1], indexed: [1], vector: 2),
      [1, 1, 2], [3, 4, 2], [2, 3], [2, 2, 3]
    ),
  ]

  private static let gathers: [Sample] = dtypes.flatMap { dtype in
    axes.map { axes, sizes, operand, indices, _ in
      Sample(
        Gather(axes, sizes: sizes), [try! TensorType(dtype, operand), try! TensorType(.int32, indices)],
        linear: dtype.isFloat ? [[0]] : [])
    }
  }

  private static let scatters: [Sample] = dtypes.flatMap { dtype in
    axes.flatMap { axes, _, operand, indices, windows in
      let types = [
        try! TensorType(dtype, operand), try! TensorType(.int32, indices), try! TensorType(dtype, windows),
      ]
      func sample(_ linear: [[Int]], _ body: (Tracer, Tracer) -> Tracer) -> Sample {
        Sample(
          Scatter(axes), types, regions: [.binary(dtype, body)], linear: dtype.isFloat ? linear : [])
      }
      return [
        sample([[0], [2], [0, 2]]) { $0 + $1 }, sample([[0], [2], [0, 2]]) { $1 }, sample([[0]]) { $0 * $1 },
        sample([]) { $1.maximum($0) }, sample([]) { .apply(Minimum(), $0, $1) },
        sample([]) { $0 * $1 + $1 },
      ]
    }
  }
}
