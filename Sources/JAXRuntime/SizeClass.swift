/// The sizes in which blocks of memory are kept for reuse: 64, 128, 192, 256, then four steps to every doubling.
///
/// A block is at most a quarter larger than what was asked for, and a multiple of 64.
struct SizeClass: Hashable, Sendable {
  let index: Int

  /// One more than the largest index; blocks of that class could not be addressed.
  static let count = 3 + 4 * 54

  init(index: Int) { self.index = index }

  /// The smallest class that holds `byteCount`, or nil when memory cannot.
  init?(holding byteCount: Int) {
    guard byteCount > 256 else {
      index = max((byteCount + 63) / 64, 1) - 1
      return
    }
    // The doubling that contains the size, counted from 256, and the step in it: 1/4 of its lower bound.
    let magnitude = Int.bitWidth - 1 - (byteCount - 1).leadingZeroBitCount
    let lower = 1 << magnitude
    let step = lower >> 2
    let steps = (byteCount - lower + step - 1) / step
    index = 3 + 4 * (magnitude - 8) + steps
    guard index < SizeClass.count else { return nil }
  }

  var byteCount: Int {
    if index < 3 { return 64 * (index + 1) }
    let (doubling, step) = (index - 3).quotientAndRemainder(dividingBy: 4)
    return (4 + step) << (6 + doubling)
  }
}
