internal import CLLVMShim
import Glibc
import JAXIR

/// Owns the linked machine code of this process; any thread may use it at any time.
struct JITSession: ~Copyable {
  private let handle: CLLVMSession

  init() throws(JAXError) { handle = try Self.start() }

  deinit {
    // A session that cannot end leaks; there is nobody to tell.
    if let message = CLLVMDisposeSession(handle) { CLLVMDisposeMessage(message) }
  }

  /// A session with the functions that code generation calls for operations without an instruction.
  private static func start() throws(JAXError) -> CLLVMSession {
    var session = CLLVMSession()
    try LLVMMessage.check(CLLVMCreateSession(&session), "starting the linker")
    for (name, address) in library {
      try LLVMMessage.check(
        CLLVMDefineSymbol(session, name, UnsafeRawPointer(bitPattern: address)!), "defining \(name)")
    }
    return session
  }

  private static let library: [(name: String, address: UInt)] = {
    let double: @convention(c) (Double, Double) -> Double = fmod
    let single: @convention(c) (Float, Float) -> Float = fmodf
    let copy: @convention(c) (UnsafeMutableRawPointer, UnsafeRawPointer, Int) -> UnsafeMutableRawPointer? =
      memcpy
    let fill: @convention(c) (UnsafeMutableRawPointer, Int32, Int) -> UnsafeMutableRawPointer? = memset
    return [
      ("fmod", unsafeBitCast(double, to: UInt.self)), ("fmodf", unsafeBitCast(single, to: UInt.self)),
      ("memcpy", unsafeBitCast(copy, to: UInt.self)), ("memset", unsafeBitCast(fill, to: UInt.self)),
    ]
  }()

  /// Links `objects`, which may refer to each other, for their entry `symbol`; no other loaded object may define what
  /// they define.
  func load(_ objects: [[UInt8]], symbol: String) throws(JAXError) -> LoadedObjects {
    var loaded = LoadedObjects()
    for object in objects {
      var tracker = CLLVMTracker()
      let buffer = object.withUnsafeBytes { CLLVMCreateBuffer($0.baseAddress!, $0.count, symbol) }
      try LLVMMessage.check(CLLVMAddObject(handle, buffer, &tracker), "loading machine code")
      loaded.trackers.append(tracker)
    }
    var address: UInt64 = 0
    try LLVMMessage.check(CLLVMLookUp(handle, symbol, &address), "linking machine code")
    loaded.entry = UInt(address)
    return loaded
  }
}

/// Owns the objects of one program in a session; unloads them when it goes.
struct LoadedObjects: ~Copyable {
  fileprivate var trackers: [CLLVMTracker] = []
  /// The address of the entry.
  fileprivate(set) var entry: UInt = 0

  fileprivate init() {}

  deinit {
    // The entry first, because it refers to the others.
    for tracker in trackers {
      if let message = CLLVMUnload(tracker) { CLLVMDisposeMessage(message) }
    }
  }
}
