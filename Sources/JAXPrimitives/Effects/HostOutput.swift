import Glibc
import JAXIR

/// Where programs print to: standard output, or what the task at hand has in its place.
package enum HostOutput {
  /// Writes a line as a whole, after all that was printed before.
  package static func print(_ line: String) {
    if let output = Ambient.current.output { return output(line) }
    flush()
    var text = line + "\n"
    text.withUTF8 { bytes in
      var written = 0
      while written < bytes.count {
        let count = write(STDOUT_FILENO, bytes.baseAddress! + written, bytes.count - written)
        if count < 0 { return }
        written += count
      }
    }
  }

  /// Writes what the C library holds back.
  package static func flush() { fflush(nil) }

  /// Runs `body` with the lines that programs print given to `output`.
  package static func redirected<Result>(
    to output: @escaping @Sendable (String) -> Void, _ body: () throws -> Result
  ) rethrows -> Result {
    var ambient = Ambient.current
    ambient.output = output
    return try Ambient.$current.withValue(ambient, operation: body)
  }
}
