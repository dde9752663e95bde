package import CJAXRuntime
import JAXIR

/// A program in machine code: owns the code and unloads it with the last reference.
///
/// Any number of threads may run it at once.
package final class MachineCode: Sendable {
  /// The entry; valid as long as this object.
  package let entry: @convention(c) (UnsafePointer<JAXCall>?) -> Int32
  /// The object files that were linked, the one with the entry first.
  package let objects: [[UInt8]]
  /// The name of the entry.
  package let symbol: String
  package let timings: CodegenTimings
  private let loaded: LoadedCode

  /// Bytes of the linked objects: what keeping the code costs.
  package var byteCount: Int { objects.reduce(0) { $0 + $1.count } }

  init(_ loaded: LoadedCode, objects: [[UInt8]], symbol: String, timings: CodegenTimings) {
    self.loaded = loaded
    self.objects = objects
    self.symbol = symbol
    self.timings = timings
    entry = unsafeBitCast(loaded.address, to: (@convention(c) (UnsafePointer<JAXCall>?) -> Int32).self)
  }

  /// Runs the program; gives a `JAXStatus`.
  package func run(_ call: UnsafePointer<JAXCall>) -> Int32 { entry(call) }
}

/// A session that its engine and all code loaded in it share: it goes after the last of them.
///
/// Unchecked because LLVM's linker locks for itself.
final class SharedSession: @unchecked Sendable {
  private let session: JITSession

  init() throws(JAXError) { session = try JITSession() }

  func load(_ objects: [[UInt8]], symbol: String) throws(JAXError) -> LoadedCode {
    LoadedCode(try session.load(objects, symbol: symbol), session: self)
  }
}

/// Loaded objects with the session that they must not outlive.
final class LoadedCode: @unchecked Sendable {
  let address: UInt
  private var objects: LoadedObjects?
  private let session: SharedSession

  init(_ objects: consuming LoadedObjects, session: SharedSession) {
    address = objects.entry
    self.objects = consume objects
    self.session = session
  }

  deinit {
    // Before the session, which stored properties alone would not ensure.
    objects = nil
  }
}
