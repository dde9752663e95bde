import Glibc

enum Console {
  /// Prints a line at once, also when a program reads it.
  static func line(_ text: some CustomStringConvertible) {
    print(text)
    fflush(nil)
  }
}
