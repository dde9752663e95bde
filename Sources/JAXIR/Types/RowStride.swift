extension DType {
  /// How far apart rows of `count` elements are laid: whole lines of a cache, 64 bytes each, and an odd number of them,
  /// so that neighbours do not fall in the same lines of a cache.
  package func rowStride(_ count: Int) -> Int {
    let line = max(1, 64 / byteCount)
    return ((count + line - 1) / line | 1) * line
  }
}
