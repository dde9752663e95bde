package import CJAXRuntime
import JAXIR

/// A program in machine code: owns the code and unloads it with the last reference.
///
/// Any number of threads may run it at once.
package final class MachineCode: Sendable {
  /// The entry; valid as long as this object.
  package let entry: @convention(c) (UnsafePointer<JAXCall>?) -> Int32
  /// The object file that was linked.
  package let object: [UInt8]
  /// The name of the entry in `object`.
  package let symbol: String
  package let timings: CodegenTimings
  private let loaded: LoadedCode

  /// Bytes of the linked object: what keeping the code costs.
  package var byteCount: Int { object.count }

  init(_ loaded: LoadedCode, object: [UInt8], symbol: String, timings: CodegenTimings) {
    self.loaded = loaded
    self.object = object
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

  func load(_ object: [UInt8], symbol: String) throws(JAXError) -> LoadedCode {
    LoadedCode(try session.load(object, symbol: symbol), session: self)
  }
}

/// One loaded object with the session that it must not outlive.
final class LoadedCode: @unchecked Sendable {
  let address: UInt
  private var object: LoadedObject?
  private let session: SharedSession

  init(_ object: consuming LoadedObject, session: SharedSession) {
    address = object.entry
    self.object = consume object
    self.session = session
  }

  deinit {
    // Before the session, which stored properties alone would not ensure.
    object = nil
  }
}
