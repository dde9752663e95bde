import Glibc
package import JAXIR

extension Target {
  /// What kernels for this machine are scheduled for.
  package var vectors: VectorTarget {
    var vectors = VectorTarget(
      registerByteCount: vectorByteCount, registerCount: isX86 && vectorByteCount < 64 ? 16 : 32)
    let known = VectorTarget.Caches()
    vectors.caches = VectorTarget.Caches(
      level1: Target.byteCount(ofCache: 0) ?? known.level1,
      level2: Target.byteCount(ofCache: 2) ?? known.level2,
      level3: Target.byteCount(ofCache: 3) ?? known.level3)
    return vectors
  }

  /// The size of a cache of the first processor; nil where the system does not say.
  ///
  /// `sysconf` would give what all sockets have together.
  ///
  /// - Parameter number: the kernel's: 0 holds data and 1 code at the first level, 2 and 3 are the levels beyond.
  private static func byteCount(ofCache number: Int) -> Int? {
    guard let file = fopen("/sys/devices/system/cpu/cpu0/cache/index\(number)/size", "re") else { return nil }
    defer { fclose(file) }
    var count = 0
    var character = getc(file)
    while isdigit(character) != 0, count < 1 << 40 {
      count = count * 10 + Int(character) - Int(UInt8(ascii: "0"))
      character = getc(file)
    }
    if count == 0 { return nil }
    switch UInt8(truncatingIfNeeded: character) {
    case UInt8(ascii: "K"): return count << 10
    case UInt8(ascii: "M"): return count << 20
    default: return count
    }
  }
}
