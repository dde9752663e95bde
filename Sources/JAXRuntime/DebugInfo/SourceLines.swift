import CJAXRuntime
import Synchronization

/// The source line behind a return address in this process, from the debug information of the file that holds it.
package enum SourceLines {
  /// Where a call was made, or why that is not known.
  package enum Place: Hashable, Sendable {
    case line(path: String, line: Int, column: Int)
    /// The file at `path`, empty for the program itself, has no debug information.
    case noDebugInformation(path: String)
    /// The address is in no file, or in code that no line accounts for.
    case unknown
  }

  private struct Cache: @unchecked Sendable {
    /// By path; nil for a file without debug information. The tables only read mapped memory.
    var tables: [String: LineTable?] = [:]
    var places: [UInt: Place] = [:]
  }

  private static let cache = Mutex(Cache())

  /// The place of the call that returns to `returnAddress`.
  package static func place(of returnAddress: UInt) -> Place {
    cache.withLock { cache in
      if let known = cache.places[returnAddress] { return known }
      let place = find(returnAddress, in: &cache)
      cache.places[returnAddress] = place
      return place
    }
  }

  private static func find(_ returnAddress: UInt, in cache: inout Cache) -> Place {
    guard returnAddress > 0, let (bias, path) = module(of: returnAddress) else { return .unknown }
    let table: LineTable?
    if let known = cache.tables[path] {
      table = known
    } else {
      table = ELFFile(path: path.isEmpty ? "/proc/self/exe" : path).flatMap(LineTable.init)
      cache.tables[path] = .some(table)
    }
    guard let table else { return .noDebugInformation(path: path) }
    // The call is the instruction before the one that it returns to.
    guard let place = table.place(of: UInt64(returnAddress - 1 - bias)) else { return .unknown }
    return .line(path: place.path, line: place.line, column: place.column)
  }

  private static func module(of address: UInt) -> (bias: UInt, path: String)? {
    var bias: UInt = 0
    return withUnsafeTemporaryAllocation(of: CChar.self, capacity: 4096) { buffer in
      guard JAXModuleOfAddress(address, &bias, buffer.baseAddress, UInt64(buffer.count)) == 1 else {
        return nil
      }
      return (bias, String(cString: buffer.baseAddress!))
    }
  }
}
