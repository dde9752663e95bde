import JAXIR
import JAXPrimitives

/// One primitive and the types of what it is applied to.
struct Application {
  let primitive: any Primitive
  var operands: [ValueType]
  var regions: [Region] = []

  init(_ primitive: any Primitive, _ operands: [TensorType], regions: [Region] = []) {
    self.primitive = primitive
    self.operands = operands.map(ValueType.tensor)
    self.regions = regions
  }

  /// An effect, which takes a token first.
  init(ordered primitive: any Primitive, _ operands: [TensorType], regions: [Region] = []) {
    self.init(primitive, operands, regions: regions)
    self.operands.insert(.token, at: 0)
  }
}

/// What the test of every primitive applies one to: a function of the dtype and of an extent.
struct PrimitiveSample: Sendable {
  let primitive: any Primitive.Type
  private let make: @Sendable (DType, Int) throws -> Application

  init(_ primitive: any Primitive.Type, _ make: @escaping @Sendable (DType, Int) throws -> Application) {
    self.primitive = primitive
    self.make = make
  }

  static func type(_ dtype: DType, _ extents: Int...) throws -> TensorType {
    try TensorType(dtype, Shape(extents))
  }

  /// An element-wise primitive on `count` operands of one dtype, the first of them `bool` for a choice.
  init(_ primitive: some ElementwisePrimitive, _ count: Int, isChoice: Bool = false) {
    self.init(Swift.type(of: primitive)) { dtype, extent in
      let operand = try TensorType(dtype, Shape([extent]))
      let predicate = isChoice ? [operand.with(dtype: .bool)] : []
      return Application(primitive, predicate + Array(repeating: operand, count: count))
    }
  }

  /// Nil when the primitive does not take the dtype.
  func application(_ dtype: DType, _ extent: Int) -> Application? {
    guard let application = try? make(dtype, extent),
      (try? application.primitive.resultTypes(of: application.operands, regions: application.regions)) != nil
    else { return nil }
    return application
  }
}

extension Region {
  /// A region on scalars of `dtypes` that `body` builds.
  static func scalars(_ dtypes: [DType], _ body: ([Tracer]) throws -> [Tracer]) rethrows -> Region {
    let builder = GraphBuilder()
    let parameters = dtypes.map { Tracer(builder.parameter(.tensor(.scalar($0))), in: builder) }
    return Region(builder.finish(results: try body(parameters).map(\.value)))
  }

  /// The greater of two values and where it is, as argmax has it: the first one of equals.
  static func argumentOfMaximum(_ dtype: DType, _ index: DType) -> Region {
    scalars([dtype, index, dtype, index]) { value in
      let isKept = value[0].compare(.greaterEqual, value[2])
      return [isKept.select(value[0], value[2]), isKept.select(value[1], value[3])]
    }
  }
}
