package import JAXIR
import JAXRuntime

/// A tensor that exists: a type and elements that never change. What a `Tensor` outside a trace refers to, and what
/// captures of a trace are compared by.
///
/// The elements are written by whoever made the tensor, before it is shared; that is what makes it `Sendable`.
package struct ConcreteTensor: @unchecked Sendable {
  let memory: TensorMemory

  package var type: TensorType { memory.type }
  package var byteCount: Int { memory.byteCount }
  /// The first byte; of a tensor without elements it must not be read.
  package var address: UnsafeMutableRawPointer { memory.address }

  /// The number of the id of the type.
  @inline(__always)
  func id(isWeak: Bool) -> UInt32 { memory.id | (isWeak ? 1 : 0) }

  /// - Throws: `donatedTensor` when the elements are not the tensor's any more.
  func check(reading operation: @autoclosure () -> String?, at location: Location) throws(JAXError) {
    if memory.isDonated, let donation = memory.donation {
      throw donation.error(reading: type, in: operation(), at: location)
    }
  }

  /// The elements; valid while the tensor lives.
  package var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: address, count: byteCount) }

  /// The elements, copied.
  package var copiedBytes: [UInt8] { withExtendedLifetime(self) { Array(bytes) } }

  /// The elements as a literal.
  package var literal: Literal {
    do throws(JAXError) {
      return try Literal(type, bytes: copiedBytes)
    } catch {
      preconditionFailure("a tensor has the bytes of its type")
    }
  }
}

extension Trace.CapturedObject {
  /// The tensor by reference.
  init(_ tensor: ConcreteTensor) { self.init(tensor, id: ObjectIdentifier(tensor.memory)) }
}
