import JAXIR
import JAXPrimitives
import JAXRuntime
import Synchronization

/// Element-wise operations outside traces that ran before, by the types of their operands: what they run, without
/// asking again which dtype the operands meet in, how they broadcast and what the result is.
///
/// Only operations whose operands are taken as they are: numbers, scalars, and tensors of the shape and dtype of each
/// other.
final class ReadyOperations: Sendable {
  /// An operation on operands of some types; primitives of one type may share a key.
  struct Key: Hashable, Sendable {
    private let primitiveType: ObjectIdentifier
    private let primitiveHash: Int
    /// Whether integers become `float32`.
    let isInexact: Bool
    private let a: UInt32
    private let b: UInt32

    /// Nil when an operand is neither a tensor that exists nor a number.
    init?<P: ElementwisePrimitive>(_ primitive: P, _ a: Tensor, _ b: Tensor?, isInexact: Bool) {
      guard let a = Self.code(a) else { return nil }
      primitiveType = ObjectIdentifier(P.self)
      primitiveHash = MemoryLayout<P>.size == 0 ? 0 : primitive.hashValue
      self.isInexact = isInexact
      self.a = a
      guard let b else {
        self.b = .max
        return
      }
      guard let b = Self.code(b) else { return nil }
      self.b = b
    }

    /// The number of the type's id; numbers have codes that ids do not reach.
    private static func code(_ operand: Tensor) -> UInt32? {
      switch operand.storage {
      case .concrete(let tensor): tensor.id(isWeak: operand.isWeak)
      case .number(.integer): .max - 1
      case .number(.float): .max - 2
      case .traced, .poisoned: nil
      }
    }
  }

  private class Operation: @unchecked Sendable {
    let executable: Executable
    let record: TypeInterner<TensorType>.Record
    let byteCount: Int
    let count: Int64
    let isWeak: Bool
    /// The dtype that numbers take.
    let dtype: DType

    init(_ executable: Executable, _ result: TensorType, isWeak: Bool, dtype: DType) {
      self.executable = executable
      record = Engine.shared.types.record(of: result)
      byteCount = result.byteCount
      count = Int64(result.shape.count)
      self.isWeak = isWeak
      self.dtype = dtype
    }
  }

  private final class OperationOf<P: ElementwisePrimitive>: Operation, @unchecked Sendable {
    let primitive: P

    init(_ primitive: P, _ executable: Executable, _ result: TensorType, isWeak: Bool, dtype: DType) {
      self.primitive = primitive
      super.init(executable, result, isWeak: isWeak, dtype: dtype)
    }
  }

  /// A number in a dtype. By its bits: zeros of both signs are equal numbers.
  private struct Scalar: Hashable {
    let isInteger: Bool
    let bits: UInt64
    let dtype: DType

    init(_ number: Tensor.Number, _ dtype: DType) {
      switch number {
      case .integer(let value): (isInteger, bits) = (true, UInt64(bitPattern: Int64(value)))
      case .float(let value): (isInteger, bits) = (false, value.bitPattern)
      }
      self.dtype = dtype
    }
  }

  private static let maximumCount = 1_024
  private let operations = Mutex<[Key: Operation]>([:])
  private let scalars = Mutex<[Scalar: ConcreteTensor]>([:])

  /// The result, when the operation is known; nil otherwise, and when it fails.
  func run<P: ElementwisePrimitive>(_ primitive: P, _ key: Key, _ a: Tensor, _ b: Tensor?) -> Tensor? {
    guard let operation = operations.withLock({ $0[key] }), Self.isEqual(operation, primitive),
      let first = operand(a, operation.dtype)
    else { return nil }
    var second = first
    if let b {
      guard let operand = operand(b, operation.dtype) else { return nil }
      second = operand
    }
    let inputs = (UnsafeRawPointer?(first.address), UnsafeRawPointer?(second.address))
    var count = operation.count
    do throws(RuntimeError) {
      let result = ConcreteTensor(
        memory: try .uninitialised(operation.record, byteCount: operation.byteCount))
      var output: UnsafeMutableRawPointer? = result.address
      try Self.run(operation.executable, inputs, &output, &count)
      withExtendedLifetime((first, second)) {}
      return Tensor(.concrete(result), isWeak: operation.isWeak)
    } catch {
      return nil
    }
  }

  private static func run(
    _ executable: Executable, _ inputs: (UnsafeRawPointer?, UnsafeRawPointer?),
    _ output: UnsafePointer<UnsafeMutableRawPointer?>, _ count: UnsafePointer<Int64>
  ) throws(RuntimeError) {
    try withUnsafePointer(to: inputs) { (pair) throws(RuntimeError) in
      try pair.withMemoryRebound(to: UnsafeRawPointer?.self, capacity: 2) { (inputs) throws(RuntimeError) in
        try executable.runClosed(inputs: inputs, outputs: output, extents: count)
      }
    }
  }

  private static func isEqual<P: ElementwisePrimitive>(_ operation: Operation, _ primitive: P) -> Bool {
    // The key holds the type, so only the parameters are in question.
    MemoryLayout<P>.size == 0 || unsafeDowncast(operation, to: OperationOf<P>.self).primitive == primitive
  }

  /// The tensor, or that of the number in `dtype`; nil for a number that it cannot hold.
  private func operand(_ tensor: Tensor, _ dtype: DType) -> ConcreteTensor? {
    switch tensor.storage {
    case .concrete(let tensor): return tensor
    case .traced, .poisoned: return nil
    case .number(let number):
      let scalar = Scalar(number, dtype)
      if let known = scalars.withLock({ $0[scalar] }) { return known }
      guard (try? number.check(fits: dtype)) != nil,
        let made = try? Engine.shared.tensor(number.literal(dtype))
      else { return nil }
      scalars.withLock { scalars in
        if scalars.count >= Self.maximumCount { scalars = [:] }
        scalars[scalar] = made
      }
      return made
    }
  }

  /// Keeps what the operation ran, if its machine code is there and took the operands as they were.
  func remember<P: ElementwisePrimitive>(
    _ primitive: P, _ key: Key, _ a: Tensor, _ b: Tensor?, result: Tensor
  ) {
    guard case .concrete(let made) = result.storage else { return }
    let tensors = [a, b].compactMap { operand -> TensorType? in
      if case .concrete(let tensor)? = operand?.storage { tensor.type } else { nil }
    }
    let all = [a, b].compactMap { $0 }
    let common = Promotion.common(all.map(\.typed))
    let dtype = key.isInexact ? Promotion.inexact(common).dtype : common.dtype
    guard !tensors.isEmpty,
      tensors.allSatisfy({ $0.dtype == dtype && ($0.rank == 0 || $0.shape == made.type.shape) })
    else { return }
    let operands = all.map { (dtype: dtype, isScalar: $0.rank == 0) }
    guard let executable = Engine.shared.eager.executable(of: primitive, operands) else { return }
    let operation = OperationOf(
      primitive, executable, made.type, isWeak: result.isWeak, dtype: dtype)
    operations.withLock { operations in
      if operations.count >= Self.maximumCount { operations = [:] }
      operations[key] = operation
    }
  }
}
