import JAXIR
import JAXRuntime
import Synchronization

/// The signatures for which one function was traced, and what is said when they become many.
final class Retraces: Sendable {
  private let function: String
  private let state = Mutex(State())

  private struct State {
    var count = 0
    /// The last signatures, oldest first.
    var recent: [Signature] = []
    /// What the last of them differed in from those before.
    var differences: [String] = []
  }

  /// As many traces after the first are worth a warning.
  private static let many = 8

  init(of function: String) {
    self.function = function == "main" ? "" : "'\(function)' "
  }

  /// Notes a trace for `signature`; warns, once, when there were many.
  ///
  /// - Parameter paths: By tensor: how it is reached from the tuple of the arguments.
  func note(_ signature: Signature, paths: () -> [String], at location: Location) {
    let count = state.withLock { state in
      state.count += 1
      return state.count
    }
    if count == 1 || count > Self.many + 1 { return remember(signature) }
    let difference = difference(of: signature, paths)
    remember(signature, difference)
    guard count == Self.many + 1 else { return }
    let differences = state.withLock { $0.differences.suffix(3) }
    Note.write(
      "\(location): warning: this function \(function)was traced and compiled \(count) times, because its arguments "
        + "differed: \(differences.joined(separator: "; ")) (each dtype, shape, structure and static value makes "
        + "another program: bring data to a few shapes, for example by padding, and pass numbers that change as "
        + "tensors, not as `Static`)")
  }

  private func remember(_ signature: Signature, _ difference: String? = nil) {
    state.withLock { state in
      state.recent.append(signature)
      if state.recent.count > Self.many { state.recent.removeFirst() }
      if let difference { state.differences.append(difference) }
    }
  }

  /// How `signature` differs from the most similar one of the last.
  private func difference(of signature: Signature, _ paths: () -> [String]) -> String {
    let names = paths().map(argumentName)
    let recent = state.withLock(\.recent)
    let candidates = recent.reversed().map {
      signature.difference(from: $0, types: Engine.shared.types, names: names)
    }
    guard let nearest = candidates.min(by: { $0.count < $1.count }), !nearest.isEmpty else {
      return "nothing; its compiled form was dropped, or was not made because of an error"
    }
    return nearest.joined(separator: ", ")
  }
}
