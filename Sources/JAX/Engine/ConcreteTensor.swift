package import JAXIR
package import JAXRuntime
import Synchronization

/// A tensor that exists: a type and a buffer that never changes. What a `Tensor` outside a trace refers to, and what
/// captures of a trace are compared by.
package final class ConcreteTensor: Sendable {
  package let type: TensorType
  package let buffer: Buffer
  /// One more than the id of the type, strong and weak; 0 until somebody asks, for most tensors are no arguments.
  private let strongID: Atomic<UInt32>
  private let weakID = Atomic<UInt32>(0)

  /// - Parameter id: the id of `type`, where it is known already.
  /// - Precondition: `buffer` holds the bytes of a tensor of `type`.
  package init(_ type: TensorType, _ buffer: Buffer, id: TypeID? = nil) {
    precondition(buffer.byteCount == type.byteCount, "a buffer of the type's size")
    self.type = type
    self.buffer = buffer
    strongID = Atomic(id.map { $0.rawValue + 1 } ?? 0)
  }

  /// The id of the type in the shared engine.
  package func typeID(isWeak: Bool) -> TypeID {
    let known = isWeak ? weakID.load(ordering: .relaxed) : strongID.load(ordering: .relaxed)
    if known > 0 { return TypeID(rawValue: known - 1) }
    let id = Engine.shared.typeID(of: type, isWeak: isWeak)
    if isWeak {
      weakID.store(id.rawValue + 1, ordering: .relaxed)
    } else {
      strongID.store(id.rawValue + 1, ordering: .relaxed)
    }
    return id
  }

  /// A tensor that holds a literal's elements.
  /// - Throws: `outOfMemory`.
  package convenience init(_ literal: Literal, pool: BufferPool) throws {
    let bytes = literal.expandedBytes
    self.init(literal.type, try bytes.withUnsafeBytes { try Buffer(copying: $0, pool: pool) })
  }

  /// The elements as a literal.
  package var literal: Literal {
    do throws(JAXError) {
      return try Literal(type, bytes: buffer.copiedBytes)
    } catch {
      preconditionFailure("the buffer has the type's size")
    }
  }
}
