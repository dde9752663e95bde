import JAXIR
import JAXRuntime

extension Tensor: CustomStringConvertible {
  /// The type and the elements, `f32[2,2] [[1.0, 2.0], [3.0, 4.0]]`, the middle of long axes left out; of a
  /// donated tensor the type, of one whose computation failed the error.
  ///
  /// A tensor in a function that is being traced has no elements yet: its type, and where it was made. That is noted on
  /// standard error, once for each line that asks for it; `debugPrint` prints elements when the function runs.
  public var description: String {
    switch storage {
    case .concrete(let tensor) where tensor.memory.isDonated: "donated \(tensor.type)"
    case .concrete(let tensor): "\(tensor.type) \(TensorText(tensor).text)"
    case .number(.integer(let value)): "\(value)"
    case .number(.float(let value)): "\(value)"
    case .traced(let traced): traced.description
    case .poisoned(let error): "failed (\(error))"
    }
  }
}

/// The elements of a tensor as nested lists.
struct TensorText {
  private let tensor: ConcreteTensor
  private let strides: [Int]
  /// Axes longer than this show their ends only, in tensors of more than a thousand elements.
  private static let longAxis = 6

  init(_ tensor: ConcreteTensor) {
    self.tensor = tensor
    strides = tensor.type.shape.strides
  }

  var text: String {
    withExtendedLifetime(tensor) { list(axis: 0, offset: 0) }
  }

  private func list(axis: Int, offset: Int) -> String {
    let shape = tensor.type.shape
    if axis == shape.rank { return element(offset) }
    func item(_ index: Int) -> String { list(axis: axis + 1, offset: offset + index * strides[axis]) }
    let extent = shape[axis]
    let isCut = shape.count > 1_000 && extent > Self.longAxis
    let items =
      isCut ? [0, 1, 2].map(item) + ["…"] + [3, 2, 1].map { item(extent - $0) } : (0..<extent).map(item)
    let separator = axis == shape.rank - 1 ? ", " : ",\n" + String(repeating: " ", count: axis + 1)
    return "[" + items.joined(separator: separator) + "]"
  }

  /// Element `index` in row-major order.
  func element(_ index: Int) -> String {
    func load<Value: BitwiseCopyable>(_: Value.Type, _ index: Int) -> Value {
      tensor.bytes.load(fromByteOffset: index * MemoryLayout<Value>.size, as: Value.self)
    }
    switch tensor.type.dtype {
    case .bool: return load(UInt8.self, index) == 0 ? "false" : "true"
    case .int8: return "\(load(Int8.self, index))"
    case .int16: return "\(load(Int16.self, index))"
    case .int32: return "\(load(Int32.self, index))"
    case .int64: return "\(load(Int64.self, index))"
    case .uint8: return "\(load(UInt8.self, index))"
    case .uint16: return "\(load(UInt16.self, index))"
    case .uint32: return "\(load(UInt32.self, index))"
    case .uint64: return "\(load(UInt64.self, index))"
    case .float16: return "\(load(Float16.self, index))"
    case .bfloat16: return "\(BFloat16Bits.widen(load(UInt16.self, index)))"
    case .float32: return "\(load(Float.self, index))"
    case .float64: return "\(load(Double.self, index))"
    case .complex64: return load(Complex<Float>.self, index).description
    case .complex128: return load(Complex<Double>.self, index).description
    }
  }
}
