import Glibc
package import JAXIR

extension Target {
  /// What kernels for this machine are scheduled for.
  package var vectors: VectorTarget {
    var vectors = VectorTarget(
      registerByteCount: vectorByteCount, registerCount: isX86 && vectorByteCount < 64 ? 16 : 32)
    let known = VectorTarget.Caches()
    vectors.caches = VectorTarget.Caches(
      level1: Target.cacheByteCount(_SC_LEVEL1_DCACHE_SIZE) ?? known.level1,
      level2: Target.cacheByteCount(_SC_LEVEL2_CACHE_SIZE) ?? known.level2,
      // A virtual machine may report what all sockets of its host have together.
      level3: min(Target.cacheByteCount(_SC_LEVEL3_CACHE_SIZE) ?? known.level3, 64 << 20))
    return vectors
  }

  /// Nil where the system does not say.
  private static func cacheByteCount(_ name: Int) -> Int? {
    let bytes = sysconf(Int32(name))
    return bytes > 0 ? bytes : nil
  }
}
