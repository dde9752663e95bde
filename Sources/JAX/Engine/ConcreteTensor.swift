package import JAXIR
package import JAXRuntime

/// A tensor that exists: a type and a buffer that never changes. What a `Tensor` outside a trace refers to, and what
/// captures of a trace are compared by.
package final class ConcreteTensor: Sendable {
  package let type: TensorType
  package let buffer: Buffer

  /// - Precondition: `buffer` holds the bytes of a tensor of `type`.
  package init(_ type: TensorType, _ buffer: Buffer) {
    precondition(buffer.byteCount == type.byteCount, "a buffer of the type's size")
    self.type = type
    self.buffer = buffer
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
