import CJAXRuntime
import JAXIR
import JAXRuntime

extension Location {
  /// Where an operator or a property was called, which `returnAddress` goes back to.
  static func call(returningTo returnAddress: UInt) -> Location {
    _ = CallSite.isInstalled
    return .address(returnAddress)
  }
}

/// How return addresses are described: like `#fileID:#line`, with the column, for one line may have many operators.
enum CallSite {
  /// True once locations resolve addresses; reading it makes them do so.
  static let isInstalled: Bool = {
    Symbolizer.install(describe)
    return true
  }()

  /// The line of the user's that is being run: the innermost one on the stack outside of this package and of what has no
  /// lines, such as the standard library; nil where there is none.
  @inline(never)
  static func ofUser() -> Location? {
    let addresses = withUnsafeTemporaryAllocation(of: UInt.self, capacity: 64) { buffer in
      Array(buffer.prefix(Int(JAXReturnAddresses(buffer.baseAddress!, Int32(buffer.count)))))
    }
    for address in addresses {
      guard case .line(let path, let line, _) = SourceLines.place(of: address), line > 0 else { continue }
      let file = fileID(of: path)
      if !file.hasPrefix("JAX/"), file.hasSuffix(".swift") { return .call(returningTo: address) }
    }
    return nil
  }

  @Sendable static func describe(_ returnAddress: UInt) -> String {
    switch SourceLines.place(of: returnAddress) {
    case .line(let path, let line, let column):
      column > 0 ? "\(fileID(of: path)):\(line):\(column)" : "\(fileID(of: path)):\(line)"
    case .noDebugInformation(let path):
      "\(path.isEmpty ? "this program" : fileID(of: path)) (no debug information, build with -g)"
    case .unknown: "unknown line"
    }
  }

  /// `Module/File.swift`, the module being the folder below `Sources` or `Tests`, as packages have it, or else the
  /// folder of the file.
  static func fileID(of path: String) -> String {
    let parts = path.split(separator: "/")
    guard let file = parts.last else { return path }
    let folders = parts.dropLast()
    let root = folders.lastIndex { $0 == "Sources" || $0 == "Tests" }
    let module = root.map { folders.index(after: $0) }.flatMap {
      folders.indices.contains($0) ? folders[$0] : nil
    }
    guard let module = module ?? folders.last else { return String(file) }
    return "\(module)/\(file)"
  }
}
