internal import CLLVMShim
import JAXIR

/// How many iterations run at once: `clones` vectors of `width` lanes each, side by side.
struct LaneShape: Hashable {
  var width: Int
  var clones: Int

  static let scalar = LaneShape(width: 1, clones: 1)
  var count: Int { width * clones }
}

/// What a kernel value is in the code under emission. Lane `l` of clone `u` is iteration `u * width + l`.
enum LaneValue {
  /// The same in every lane: one scalar.
  case uniform(IRValue)
  /// An `i64` that is `base + stride * iteration`: materialised only where something other than an address needs it.
  case ramp(IRValue, stride: Int)
  /// One vector per clone; scalars when the width is 1.
  case varying([IRValue])
}

/// What holds for all code under emission at one place.
struct LaneFrame {
  var shape: LaneShape
  /// The lanes that are active, per clone; nil when all are. At least one lane is active wherever code runs, so
  /// uniform code needs no mask.
  var mask: [IRValue]?
  /// Which kernel values differ between lanes; nil in scalar code.
  var varying: VaryingValues?

  static var scalar: LaneFrame { LaneFrame(shape: .scalar, mask: nil, varying: nil) }
  var isScalar: Bool { shape == .scalar }
}
