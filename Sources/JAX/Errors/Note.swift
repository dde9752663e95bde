import Glibc
import JAXIR
import Synchronization

/// Something that the user is told on standard error, and that is not an error.
enum Note {
  /// Writes `line`, to standard error unless something else takes notes.
  static func write(_ line: String) {
    if let take = Ambient.current.notes { return take(line) }
    var text = line + "\n"
    text.withUTF8 { _ = Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }

  /// Writes a line the first time that `place` is given.
  static func writeOnce(for place: String, _ line: (_ place: String) -> String) {
    guard Engine.shared.notedPlaces.withLock({ $0.insert(place).inserted }) else { return }
    write(line(place))
  }
}

extension Tensor.TracedValue: CustomStringConvertible {
  /// The type and the elements where these are known; else the type and where the tensor was made, with a note to who
  /// may have expected elements.
  package var description: String {
    if let elements = knownElements { return Tensor(.concrete(elements)).description }
    if isUsable {
      let place = CallSite.ofUser() ?? location
      Note.writeOnce(for: place.description) { place in
        "\(place): note: a tensor without elements is printed here: \(trace.place) is being traced, and Swift's "
          + "print runs only then; debugPrint(\"x = {x}\", x: x) prints the elements at each run"
      }
    }
    return text
  }
}
