import Foundation

@testable import JAXIR

/// The kernels and programs written by hand in the folder `Cases`.
enum Case {
  /// The kernel in `name`.kernel, verified; its text must be as it prints.
  static func kernel(_ name: String) throws -> Kernel {
    let kernel = try Kernel(parsing: try text("\(name).kernel"), file: "\(name).kernel")
    try kernel.verify()
    return kernel
  }

  static func text(_ name: String) throws -> String {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Cases")
    return try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
  }
}
