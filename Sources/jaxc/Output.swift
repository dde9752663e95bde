import Glibc

/// Lines on standard output and standard error, written at once: nothing is lost when the process ends.
enum Output {
  static func line(_ text: String = "") { write(text + "\n", to: STDOUT_FILENO) }
  static func error(_ text: String) { write(text + "\n", to: STDERR_FILENO) }

  static func bytes(_ bytes: [UInt8]) { bytes.withUnsafeBytes { write($0, to: STDOUT_FILENO) } }

  private static func write(_ text: String, to file: Int32) {
    var text = text
    text.withUTF8 { write(UnsafeRawBufferPointer($0), to: file) }
  }

  private static func write(_ bytes: UnsafeRawBufferPointer, to file: Int32) {
    var rest = bytes
    while !rest.isEmpty {
      let count = Glibc.write(file, rest.baseAddress, rest.count)
      if count < 0 {
        if errno == EINTR { continue }
        // Nobody reads any more: there is no one to tell.
        exit(1)
      }
      rest = UnsafeRawBufferPointer(rebasing: rest[count...])
    }
  }

  /// `1.2 ms`, `340 µs`.
  static func text(_ duration: Duration) -> String {
    let nanoseconds =
      Double(duration.components.attoseconds) / 1e9 + Double(duration.components.seconds) * 1e9
    let (value, unit) =
      switch nanoseconds {
      case ..<1e3: (nanoseconds, "ns")
      case ..<1e6: (nanoseconds / 1e3, "µs")
      case ..<1e9: (nanoseconds / 1e6, "ms")
      default: (nanoseconds / 1e9, "s")
      }
    let tenths = Int((value * 10).rounded())
    return tenths >= 1_000 ? "\((tenths + 5) / 10) \(unit)" : "\(tenths / 10).\(tenths % 10) \(unit)"
  }
}
