package import JAXIR

extension JAXError {
  /// What is told where the system does not give so many bytes: how many, what for, and how many tensors have now.
  package static func outOfMemory(_ byteCount: Int, for purpose: String) -> JAXError {
    JAXError(
      .outOfMemory,
      "there is no memory for \(purpose): \(byteCount) bytes\(rounded(byteCount)); "
        + "all tensors together take \(Engine.shared.memoryUse.live) bytes",
      hint: "compute in smaller parts, with a dtype of fewer bytes, or let go of tensors that are not needed")
  }

  /// The bytes in the largest unit that there is a whole one of: ` (4 TiB)`, nothing below a kibibyte.
  private static func rounded(_ byteCount: Int) -> String {
    let units = ["KiB", "MiB", "GiB", "TiB", "PiB", "EiB"]
    guard byteCount >= 1 << 10, byteCount <= Int.max / 10 else { return "" }
    var tenths = byteCount * 10
    var unit = -1
    while tenths >= 10_240 {
      tenths /= 1_024
      unit += 1
    }
    return tenths % 10 == 0
      ? " (\(tenths / 10) \(units[unit]))" : " (\(tenths / 10).\(tenths % 10) \(units[unit]))"
  }
}
