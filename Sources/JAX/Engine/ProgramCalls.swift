import JAXIR
import JAXLapack
import JAXRuntime

/// What a program calls out of itself, by its place among the program's host calls.
struct ProgramCalls: Sendable {
  private let sites: [Site]

  /// One call: what is called, and the bytes of what it is given.
  private struct Site: Sendable {
    let name: String
    /// The routine of a library that it is; nil where it is none.
    let routine: HostFunction?
    /// What the program brings along; nil where the caller of the program supplies the function.
    let closure: HostFunction?
    let operandByteCounts: [Int]
    let resultByteCounts: [Int]
  }

  init(_ program: Program) {
    func byteCount(_ buffer: Program.BufferID) -> Int {
      (program[buffer].count ?? 0) * program[buffer].dtype.byteCount
    }
    sites = program.hostCalls.map { call in
      Site(
        name: call.name, routine: lapackFunction(named: call.name), closure: call.closure?.body,
        operandByteCounts: call.operands.map(byteCount), resultByteCounts: call.results.map(byteCount))
    }
  }

  var isEmpty: Bool { sites.isEmpty }

  /// The routines of libraries, by name.
  var routines: [String: HostFunction] {
    var table: [String: HostFunction] = [:]
    for site in sites { table[site.name] = site.routine }
    return table
  }

  /// What machine code calls: routines of libraries, the functions of `table`, and what the program brings along.
  ///
  /// - Throws: `unsupported` for one that nobody supplies.
  func callbacks(_ table: [String: HostFunction] = [:]) throws(JAXError) -> [HostCallback] {
    try sites.map { (site) throws(JAXError) -> HostCallback in
      guard let function = site.routine ?? table[site.name] ?? site.closure else {
        throw JAXError(.unsupported, "the program calls \(site.name), which nobody supplies here")
      }
      return { operands, results in
        try function(
          site.operandByteCounts.enumerated().map { UnsafeRawBufferPointer(start: operands[$0], count: $1) },
          site.resultByteCounts.enumerated().map {
            UnsafeMutableRawBufferPointer(start: results[$0], count: $1)
          })
      }
    }
  }
}
