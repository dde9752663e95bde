import JAXIR
import JAXPrimitives
import Testing

/// The constraints of slices at computed places, of gathers and scatters, each broken once.
struct IndexingConstraintTests {
  private static let f = TensorType(.float32, 2, 3)
  private static let rows = IndexedAxes(window: [1], collapsed: [0], indexed: [0], vector: 1)

  private static func gather(
    _ change: (inout IndexedAxes) -> Void, sizes: [Int] = [1, 3], indices: TensorType = TensorType(.int32, 4)
  ) -> (any Primitive, [TensorType]) {
    var axes = rows
    change(&axes)
    return (Gather(axes, sizes: sizes), [f, indices])
  }

  private static let violations: [(application: (any Primitive, [TensorType]), says: String)] = [
    ((DynamicSlice(sizes: [1, 1]), [f, TensorType(.int32)]), "a start for each of the 2 axes, not 1"),
    (
      (DynamicSlice(sizes: [1, 1]), [f, TensorType(.int32), TensorType(.float32)]), "is an integer, not f32[]"
    ),
    ((DynamicSlice(sizes: [1, 1]), [f, TensorType(.int32), TensorType(.int8)]), "i32 and i8 do not mix"),
    ((DynamicSlice(sizes: [1]), [f, TensorType(.int32), TensorType(.int32)]), "one size for each"),
    (
      (DynamicSlice(sizes: [1, 4]), [f, TensorType(.int32), TensorType(.int32)]),
      "size 4 is not within axis 1"
    ),
    (
      (DynamicUpdateSlice(), [f, TensorType(.int32, 1, 1), TensorType(.int32), TensorType(.int32)]), "of i32"
    ),
    (
      (DynamicUpdateSlice(), [f, TensorType(.float32, 3, 3), TensorType(.int32), TensorType(.int32)]),
      "does not fit into f32[2,3]"
    ),
    (gather({ _ in }, indices: TensorType(.float32, 4)), "integers, not f32"),
    (gather { $0.vector = 2 }, "axis 2 of the index vectors"),
    (gather { $0.collapsed = [2] }, "axis 2 is not one of the 2"),
    (gather { $0.collapsed = [0, 0] }, "named twice"),
    (gather { ($0.collapsed, $0.window) = ([1, 0], []) }, "not in ascending order"),
    (gather { $0.operandBatch = [1] }, "do not go with"),
    (gather { ($0.operandBatch, $0.indexBatch) = ([1], [0]) }, "differ"),
    (gather { $0.indexed = [0, 1] }, "index vectors of 1"),
    (gather { $0.indexed = [] }, "index vectors of 1"),
    (gather { $0.window = [] }, "are walked by windows"),
    (gather { $0.window = [2] }, "axis 2 is not one of the 2"),
    (gather({ _ in }, sizes: [1]), "one size for each"),
    (gather({ _ in }, sizes: [1, 4]), "a window of 4 does not fit into axis 1"),
    (gather({ _ in }, sizes: [2, 3]), "a window of 2 along axis 0, which the result lacks"),
  ]

  @Test(arguments: violations.indices)
  func aBrokenConstraintIsRejected(_ number: Int) throws {
    let ((primitive, types), says) = Self.violations[number]
    let error = try #require(throws: JAXError.self) {
      try primitive.resultTypes(of: types.map(ValueType.tensor), regions: [])
    }
    #expect(error.message.contains(says), "\(error.message)")
  }

  private static let scatters: [(types: [TensorType], region: Region?, says: String)] = [
    ([f, TensorType(.int32, 4)], nil, "not 2 operands"),
    ([f, TensorType(.int32, 4), TensorType(.int32, 4, 3)], nil, "updates of i32 do not go into"),
    ([f, TensorType(.int32, 4), TensorType(.float32, 5, 3)], nil, "not one window for each of i32[4]"),
    ([f, TensorType(.int32, 4), TensorType(.float32, 4, 4)], nil, "does not fit axis 1"),
    ([f, TensorType(.int32, 4), TensorType(.float32, 4, 3)], nil, "the body takes"),
    ([f, TensorType(.int32, 4), TensorType(.float32, 4, 3)], .binary(.int32) { $1 }, "the body takes"),
    (
      [
        f, TensorType(.float32, 2, 4), TensorType(.int32, 4), TensorType(.float32, 4, 3),
        TensorType(.float32, 4, 3),
      ],
      nil, "differ in shape"
    ),
  ]

  @Test(arguments: scatters.indices)
  func aScatterThatDoesNotFitIsRejected(_ number: Int) throws {
    let (types, region, says) = Self.scatters[number]
    let error = try #require(throws: JAXError.self) {
      try Scatter(Self.rows).resultTypes(
        of: types.map(ValueType.tensor), regions: region.map { [$0] } ?? [])
    }
    #expect(error.message.contains(says), "\(error.message)")
  }
}
