import Synchronization

/// A small number that stands for a type and weakness: comparing arguments compares numbers.
///
/// The id of the weak form of a type is one more than that of the strong form, which is even.
package struct TypeID: Hashable, Sendable {
  package let rawValue: UInt32

  package init(rawValue: UInt32) { self.rawValue = rawValue }

  /// The id of the same type, strong or weak; `self` is the id of a strong type.
  package func with(isWeak: Bool) -> TypeID { TypeID(rawValue: rawValue | (isWeak ? 1 : 0)) }
}

/// Gives equal types equal ids, for the life of the process.
///
/// A record is never freed, so that whatever has a type may refer to it without counting references.
package final class TypeInterner<Type: Hashable & Sendable & CustomStringConvertible>: Sendable {
  /// What there is once of each type.
  package final class Record: Sendable {
    package let id: TypeID
    package let type: Type

    init(_ type: Type, _ id: TypeID) {
      self.type = type
      self.id = id
    }
  }

  private struct State {
    var records: [Type: Record] = [:]
    var inOrder: [Unmanaged<Record>] = []
  }

  private let state = Mutex(State())

  package init() {}

  /// The record of `type`, the same one each time.
  package func record(of type: Type) -> Record {
    state.withLock { state in
      if let record = state.records[type] { return record }
      let record = Record(type, TypeID(rawValue: UInt32(2 * state.inOrder.count)))
      state.records[type] = record
      state.inOrder.append(.passRetained(record))
      return record
    }
  }

  /// `f32[2,3]`, with ` weak` where it applies; `id` came from this interner.
  package func description(of id: TypeID) -> String {
    let record = state.withLock { $0.inOrder[Int(id.rawValue / 2)] }
    return record.takeUnretainedValue().type.description + (id.rawValue % 2 == 1 ? " weak" : "")
  }
}
