import JAXIR
import JAXRuntime

/// The type of a tensor that exists, and its elements: one allocation.
///
/// Few elements follow the object itself, more are a block of the engine's pool.
package final class TensorMemory: ManagedBuffer<TensorMemory.Header, UInt8> {
  package struct Header {
    /// The number of the type's id, strong.
    var id: UInt32
    /// The first byte; of a tensor without elements it must not be read.
    let address: UnsafeMutableRawPointer
    let byteCount: Int
    /// Never freed, so not counted.
    unowned(unsafe) let record: TypeInterner<TensorType>.Record
    /// Where the elements are; nil when they are behind the object, or are not this tensor's any more.
    var block: Block?
    /// Who has the elements now.
    var donation: Donation?
  }

  /// So many bytes fit behind the object where `malloc` serves it from a cache of the thread.
  static let maximumInlineByteCount = 896
  private static let alignment = 64

  /// Memory for a tensor of the type, which has `byteCount` bytes, with unspecified contents.
  ///
  /// - Throws: `outOfMemory`.
  static func uninitialised(
    _ record: TypeInterner<TensorType>.Record, byteCount: Int
  ) throws(RuntimeError) -> TensorMemory {
    guard byteCount <= maximumInlineByteCount else {
      let block = try Engine.shared.pool.block(byteCount: byteCount)
      return adopting(block, record, byteCount: byteCount)
    }
    // What comes from `malloc` is aligned to 16 bytes only.
    let made = create(minimumCapacity: byteCount + alignment - 1) { object in
      let start = object.withUnsafeMutablePointerToElements { UnsafeMutableRawPointer($0) }
      return Header(
        id: record.id.rawValue, address: start.alignedUp(toMultipleOf: alignment), byteCount: byteCount,
        record: record, block: nil)
    }
    return unsafeDowncast(made, to: TensorMemory.self)
  }

  /// A tensor whose elements are those of `block`, which is no one else's.
  static func adopting(
    _ block: Block, _ record: TypeInterner<TensorType>.Record, byteCount: Int
  ) -> TensorMemory {
    let made = create(minimumCapacity: 0) { _ in
      Header(
        id: record.id.rawValue, address: block.address, byteCount: byteCount, record: record, block: block)
    }
    return unsafeDowncast(made, to: TensorMemory.self)
  }

  /// The id of what was donated: of no type, so that no call takes it for an argument.
  private static let idOfDonated = UInt32.max - 7

  /// Lets `donation` have the elements: gives the block, nil when they are behind the object.
  func surrender(to donation: Donation) -> Block? {
    withUnsafeMutablePointerToHeader { header in
      defer {
        header.pointee.block = nil
        header.pointee.id = Self.idOfDonated
        header.pointee.donation = donation
      }
      return header.pointee.block
    }
  }

  /// Whether the elements are someone else's.
  @inline(__always) var isDonated: Bool { id == Self.idOfDonated }
  /// Who has the elements; nil as long as they are this tensor's.
  var donation: Donation? { read { $0.donation } }

  /// Something in the header. Not through `header`, which is checked for exclusive access at run time, at more than
  /// the price of all the rest; only a donation changes it.
  @inline(__always)
  private func read<Value>(_ member: (Header) -> Value) -> Value {
    withUnsafeMutablePointerToHeader { member($0.pointee) }
  }

  /// The number of the type's id, strong.
  @inline(__always) var id: UInt32 { read { $0.id } }
  /// The first byte; of a tensor without elements it must not be read.
  @inline(__always) var address: UnsafeMutableRawPointer { read { $0.address } }
  var byteCount: Int { read { $0.byteCount } }
  var type: TensorType { read { $0.record.type } }

  deinit {
    if let block = read({ $0.block }) { Engine.shared.pool.recycle(block) }
  }
}
