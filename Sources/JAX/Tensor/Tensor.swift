@_exported public import JAXIR

/// A multi-dimensional array of numbers, immutable: outside a traced function it holds its elements, inside one it
/// stands for a value of the program being recorded.
///
/// Every operation on tensors gives a new tensor. Outside `jit` it runs at once; inside it is recorded.
public struct Tensor: Sendable {
  // What is rare is indirect, so that a tensor is two words: calls copy them.
  package enum Storage: Sendable {
    /// Elements in memory.
    case concrete(ConcreteTensor)
    /// A Swift literal or number: a scalar that takes the dtype of what it meets.
    case number(Number)
    /// A value of a trace.
    indirect case traced(TracedValue)
    /// What an operation gave that failed inside `withErrors`.
    indirect case poisoned(JAXError)
  }

  package let storage: Storage
  /// Whether the dtype gives way to another operand's, as that of a literal does.
  package let isWeak: Bool

  package init(_ storage: Storage, isWeak: Bool = false) {
    self.storage = storage
    self.isWeak = isWeak
  }

  /// A number without a dtype of its own yet.
  package enum Number: Hashable, Sendable {
    case integer(Int)
    case float(Double)

    /// The dtype where nothing else decides: JAX's defaults.
    package var defaultType: DType {
      switch self {
      case .integer: .int32
      case .float: .float32
      }
    }

    /// The number in `dtype`, rounded or wrapped to it, in every element of a tensor of `shape`.
    package func literal(_ dtype: DType, _ shape: Shape = .scalar) -> Literal {
      let imaginary = dtype.isComplex ? [Kernel.Constant(dtype.component, 0)] : []
      return Literal(splat: [constant(dtype.component)] + imaginary, TensorType(dtype, shape))
    }

    /// The number in `dtype`, which is not complex, rounded or wrapped to it.
    private func constant(_ dtype: DType) -> Kernel.Constant {
      switch (self, dtype.kind) {
      case (.integer(let value), .float): Kernel.Constant(dtype, Double(value))
      case (.integer(let value), .bool): Kernel.Constant(.bool, integer: value == 0 ? 0 : 1)
      case (.integer(let value), _): Kernel.Constant(dtype, integer: value)
      case (.float(let value), .bool): Kernel.Constant(.bool, integer: value == 0 ? 0 : 1)
      case (.float(let value), .float): Kernel.Constant(dtype, value)
      case (.float(let value), _):
        Kernel.Constant(dtype, integer: Int(exactly: value.rounded(.towardZero)) ?? 0)
      }
    }
  }

  /// A value of a trace, and where it was made.
  package struct TracedValue: Sendable {
    package let trace: Trace
    package let value: Graph.Value
    package let type: TensorType
    package let location: Location
  }

  /// Element type and shape.
  public var type: TensorType {
    switch storage {
    case .concrete(let tensor): tensor.type
    case .number(let number): TensorType.scalar(number.defaultType)
    case .traced(let traced): traced.type
    case .poisoned(let error): failReading(error)
    }
  }

  /// The type.
  /// - Throws: the error of a poisoned tensor.
  func checkedType() throws(JAXError) -> TensorType {
    if case .poisoned(let error) = storage { throw error }
    return type
  }

  public var dtype: DType { type.dtype }
  public var shape: [Int] { type.shape.extents }
  /// The number of axes.
  public var rank: Int { type.rank }
  /// The number of elements.
  public var count: Int { type.shape.count }
}

extension Tensor: ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral {
  public init(floatLiteral value: Double) { self.init(.number(.float(value)), isWeak: true) }
  public init(integerLiteral value: Int) { self.init(.number(.integer(value)), isWeak: true) }
}

extension Tensor {
  /// A scalar that takes the dtype of what it meets, as a literal does: `x * Tensor(weak: step)` has the dtype of `x`.
  /// Among themselves such numbers are added, subtracted, multiplied and divided in double precision.
  ///
  /// Inside a traced function it is a constant of the program.
  public init(weak value: Double) { self.init(.number(.float(value)), isWeak: true) }

  /// The same for an integer.
  public init(weak value: Int) { self.init(.number(.integer(value)), isWeak: true) }
}
