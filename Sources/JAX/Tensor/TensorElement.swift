public import JAXIR
import JAXRuntime

/// A Swift type whose values are elements of tensors of one dtype.
public protocol TensorElement: Hashable, Sendable, BitwiseCopyable {
  static var dtype: DType { get }
}

extension Bool: TensorElement { public static var dtype: DType { .bool } }
extension Int8: TensorElement { public static var dtype: DType { .int8 } }
extension Int16: TensorElement { public static var dtype: DType { .int16 } }
extension Int32: TensorElement { public static var dtype: DType { .int32 } }
extension Int64: TensorElement { public static var dtype: DType { .int64 } }
extension Int: TensorElement { public static var dtype: DType { .int64 } }
extension UInt8: TensorElement { public static var dtype: DType { .uint8 } }
extension UInt16: TensorElement { public static var dtype: DType { .uint16 } }
extension UInt32: TensorElement { public static var dtype: DType { .uint32 } }
extension UInt64: TensorElement { public static var dtype: DType { .uint64 } }
extension Float: TensorElement { public static var dtype: DType { .float32 } }
extension Double: TensorElement { public static var dtype: DType { .float64 } }

extension Tensor {
  /// A tensor of `shape` with `elements` in row-major order; without `shape`, of one axis.
  ///
  /// Fails when the shape does not hold as many elements as there are.
  public init<Element: TensorElement>(
    _ elements: [Element], shape: [Int]? = nil, file: String = #fileID, line: Int = #line
  ) {
    self = Tensor.attempt(at: .source(file: file, line: line, column: nil), in: "Tensor") {
      () throws(JAXError) in
      let shape = try Shape(shape ?? [elements.count])
      guard shape.count == elements.count else {
        throw JAXError(.shapeMismatch, "\(elements.count) elements do not fill shape \(shape)")
      }
      let type = TensorType(Element.dtype, shape)
      let tensor = try JAXError.wrapping {
        try elements.withUnsafeBytes { try Engine.shared.tensor(type, copying: $0) }
      }
      return Tensor(.concrete(tensor))
    }
  }

  /// A scalar.
  public init<Element: TensorElement>(
    _ value: Element, file: String = #fileID, line: Int = #line
  ) {
    self.init([value], shape: [], file: file, line: line)
  }

  /// A tensor whose elements, in memory order, are `bytes`.
  /// - Throws: `outOfMemory`.
  package init(_ type: TensorType, bytes: [UInt8]) throws(JAXError) {
    self.init(.concrete(try Engine.shared.tensor(type, copying: bytes)))
  }

  /// The elements in row-major order.
  ///
  /// - Throws: `concretization` for a tensor inside a traced function, whose elements do not exist yet;
  ///   `dtypeMismatch` when `Element` is another dtype's.
  public func elements<Element: TensorElement>(
    as: Element.Type = Element.self, file: String = #fileID, line: Int = #line
  ) throws(JAXError) -> [Element] {
    try read(Element.self, in: "elements", at: .source(file: file, line: line, column: nil))
  }

  /// The only element of a tensor of one element, as `elements` gives it.
  public func item<Element: TensorElement>(
    as: Element.Type = Element.self, file: String = #fileID, line: Int = #line
  ) throws(JAXError) -> Element {
    let location = Location.source(file: file, line: line, column: nil)
    let elements = try read(Element.self, in: "item", at: location)
    guard elements.count == 1 else {
      throw JAXError(
        .invalidArgument, "a tensor of type \(type) has \(elements.count) elements, not one",
        operation: "item", location: location)
    }
    return elements[0]
  }

  private func read<Element: TensorElement>(
    _: Element.Type, in operation: String, at location: Location
  ) throws(JAXError) -> [Element] {
    let tensor = try concrete(reading: operation, at: location)
    guard tensor.type.dtype == Element.dtype else {
      throw JAXError(
        .dtypeMismatch, "a tensor of \(tensor.type.dtype) has no elements of type \(Element.self)",
        operation: operation, location: location, hint: "convert it first: x.asType(\(Element.self).dtype)")
    }
    return withExtendedLifetime(tensor) { Array(tensor.bytes.bindMemory(to: Element.self)) }
  }
}
