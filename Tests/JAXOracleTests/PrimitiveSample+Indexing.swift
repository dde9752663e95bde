import JAXIR
import JAXPrimitives

extension PrimitiveSample {
  /// An integer dtype that differs with the dtype of the elements.
  private static func index(_ dtype: DType) -> DType {
    let integers = DType.allCases.filter(\.isInteger)
    return integers[Int(dtype.rawValue) % integers.count]
  }

  static let indexing = slices + gathers + scatters

  private static let slices: [PrimitiveSample] = [
    PrimitiveSample(DynamicSlice.self) {
      Application(DynamicSlice(sizes: [$1 / 2]), [try type($0, $1), try type(index($0))])
    },
    PrimitiveSample(DynamicSlice.self) {
      let start = try type(index($0))
      return Application(DynamicSlice(sizes: [2, $1]), [try type($0, 5, $1), start, start])
    },
    PrimitiveSample(DynamicSlice.self) {
      let start = try type(index($0))
      return Application(DynamicSlice(sizes: [$1, 1]), [try type($0, $1 + 2, 3), start, start])
    },
    PrimitiveSample(DynamicSlice.self) { dtype, _ in Application(DynamicSlice(sizes: []), [try type(dtype)])
    },
    PrimitiveSample(DynamicUpdateSlice.self) {
      Application(DynamicUpdateSlice(), [try type($0, $1), try type($0, $1 / 2), try type(index($0))])
    },
    PrimitiveSample(DynamicUpdateSlice.self) {
      let start = try type(index($0))
      return Application(DynamicUpdateSlice(), [try type($0, 4, $1), try type($0, 3, $1), start, start])
    },
    PrimitiveSample(DynamicUpdateSlice.self) {
      let start = try type(index($0))
      return Application(DynamicUpdateSlice(), [try type($0, 4, $1 + 3), try type($0, 1, $1), start, start])
    },
    PrimitiveSample(DynamicUpdateSlice.self) { dtype, _ in
      Application(DynamicUpdateSlice(), [try type(dtype), try type(dtype)])
    },
  ]

  private static let gathers: [PrimitiveSample] = [
    // Elements by index, rows by index, columns by index, windows of pairs, and one row of a batch each.
    PrimitiveSample(Gather.self) {
      Application(
        Gather(IndexedAxes(collapsed: [0], indexed: [0], vector: 1), sizes: [1]),
        [try type($0, 7), try type(index($0), $1)])
    },
    PrimitiveSample(Gather.self) {
      Application(
        Gather(IndexedAxes(window: [1], collapsed: [0], indexed: [0], vector: 1), sizes: [1, $1]),
        [try type($0, 5, $1), try type(index($0), 4)])
    },
    PrimitiveSample(Gather.self) {
      Application(
        Gather(IndexedAxes(window: [0], collapsed: [1], indexed: [1], vector: 0), sizes: [3, 1]),
        [try type($0, 3, 6), try type(index($0), 1, $1)])
    },
    PrimitiveSample(Gather.self) {
      Application(
        Gather(IndexedAxes(window: [0, 2], indexed: [1, 0], vector: 1), sizes: [2, $1]),
        [try type($0, 4, $1 + 1), try type(index($0), 3, 2)])
    },
    PrimitiveSample(Gather.self) {
      Application(
        Gather(
          IndexedAxes(
            window: [1], collapsed: [1], operandBatch: [0], indexBatch: [0], indexed: [1], vector: 1),
          sizes: [min(1, $1), 1, 3]),
        [try type($0, $1, 4, 3), try type(index($0), $1, 1)])
    },
  ]

  private static func scatter(
    _ axes: IndexedAxes, _ body: @escaping @Sendable (Tracer, Tracer) -> Tracer, isOrdered: Bool = false,
    _ types: @escaping @Sendable (DType, Int) throws -> [TensorType]
  ) -> PrimitiveSample {
    PrimitiveSample(Scatter.self) { dtype, extent in
      guard !isOrdered || !dtype.isComplex else {
        throw JAXError(.dtypeMismatch, "no order of complex numbers")
      }
      let region = Region.scalars([dtype, dtype]) { [body($0[0], $0[1])] }
      return Application(Scatter(axes), try types(dtype, extent), regions: [region])
    }
  }

  private static let scatters: [PrimitiveSample] = [
    scatter(IndexedAxes(collapsed: [0], indexed: [0], vector: 1), { $1 }) {
      [try type($0, 7), try type(index($0), $1), try type($0, $1)]
    },
    scatter(IndexedAxes(collapsed: [0], indexed: [0], vector: 1), { $0 + $1 }) {
      dtype, extent in
      guard dtype != .bool else { throw JAXError(.dtypeMismatch, "no sum of bools") }
      return [try type(dtype, 5), try type(index(dtype), extent), try type(dtype, extent)]
    },
    scatter(
      IndexedAxes(window: [1], collapsed: [0], indexed: [0], vector: 1), { $1.maximum($0) }, isOrdered: true
    ) {
      [try type($0, 5, $1), try type(index($0), 6), try type($0, 6, $1)]
    },
    scatter(
      IndexedAxes(window: [0, 1], indexed: [1, 0], vector: 1), { .apply(Minimum(), $0, $1) }, isOrdered: true
    ) {
      [try type($0, 4, $1 + 1), try type(index($0), 3, 2), try type($0, 2, $1, 3)]
    },
    scatter(
      IndexedAxes(window: [1], collapsed: [1], operandBatch: [0], indexBatch: [0], indexed: [1], vector: 1),
      { $1 }
    ) {
      [try type($0, $1, 4, 3), try type(index($0), $1, 1, 2), try type($0, $1, 3, 2)]
    },
    PrimitiveSample(Scatter.self) { dtype, extent in
      guard !dtype.isComplex else { throw JAXError(.dtypeMismatch, "no order of complex numbers") }
      let (tensor, other) = (try type(dtype, extent), try type(.int32, extent))
      let axes = IndexedAxes(collapsed: [0], indexed: [0], vector: 1)
      let updates = [try type(dtype, 9), try type(.int32, 9)]
      return Application(
        Scatter(axes), [tensor, other, try type(index(dtype), 9, 1)] + updates,
        regions: [.argumentOfMaximum(dtype, .int32)])
    },
  ]
}
