import Synchronization

/// A small number that stands for a dtype, weakness and shape: comparing arguments compares numbers.
package struct TypeID: Hashable, Sendable {
  package let rawValue: UInt32

  package init(rawValue: UInt32) { self.rawValue = rawValue }
}

/// Gives equal types equal ids, for the life of one engine.
package final class TypeInterner: Sendable {
  private struct Key: Hashable, Sendable {
    let dtype: UInt8
    let isWeak: Bool
    let extents: [Int]
  }

  private struct State {
    var ids: [Key: TypeID] = [:]
    var keys: [Key] = []
  }

  private let state = Mutex(State())
  private let dtypeName: @Sendable (UInt8) -> String

  /// - Parameter dtypeName: the printed name of a dtype code, for `description(of:)`.
  package init(dtypeName: @escaping @Sendable (UInt8) -> String) {
    self.dtypeName = dtypeName
  }

  package func id(dtype: UInt8, isWeak: Bool, extents: [Int]) -> TypeID {
    let key = Key(dtype: dtype, isWeak: isWeak, extents: extents)
    return state.withLock { state in
      if let id = state.ids[key] { return id }
      let id = TypeID(rawValue: UInt32(state.keys.count))
      state.ids[key] = id
      state.keys.append(key)
      return id
    }
  }

  /// `f32[2,3]`, with ` weak` where it applies; `id` came from this interner.
  package func description(of id: TypeID) -> String {
    let key = state.withLock { $0.keys[Int(id.rawValue)] }
    let extents = key.extents.map(String.init).joined(separator: ",")
    return "\(dtypeName(key.dtype))[\(extents)]" + (key.isWeak ? " weak" : "")
  }
}
