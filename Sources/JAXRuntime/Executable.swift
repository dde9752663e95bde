package import CJAXRuntime
import Synchronization

/// Host code that one call of a program reaches: reads its operands, fills its results.
package typealias HostCallback =
  @Sendable (
    _ operands: UnsafePointer<UnsafeRawPointer?>, _ results: UnsafePointer<UnsafeMutableRawPointer?>
  ) throws -> Void

/// A compiled program, ready to run; any number of threads may run it at once.
///
/// It keeps its machine code loaded as long as it lives.
package final class Executable: Sendable {
  package let entry: JAXEntry
  /// The bytes of each output; the caller provides them.
  package let outputByteCounts: [Int]
  package let inputCount: Int
  package let arenaByteCount: Int
  /// What the machine code weighs, for caches.
  package let codeByteCount: Int
  private let constants: [Buffer]
  private nonisolated(unsafe) let constantPointers: UnsafeMutablePointer<UnsafeRawPointer?>
  /// What is the same in every call: constants, threads. A call copies it and fills in the rest.
  private nonisolated(unsafe) let template: JAXCall
  /// Owns the pages that `entry` points into.
  package let code: any AnyObject & Sendable
  /// Where arenas come from.
  package let pool: BufferPool
  /// The names of the kernels, in code that looks at its accesses; nil elsewhere.
  private let checkedKernels: [String]?
  /// Keeps alive what the template points to.
  private let threads: ThreadPool

  /// - Parameter checkedKernels: The names of the kernels, if the code looks at its accesses.
  package init(
    entry: JAXEntry, code: any AnyObject & Sendable, codeByteCount: Int, inputCount: Int,
    outputByteCounts: [Int], arenaByteCount: Int, constants: [Buffer], pool: BufferPool,
    threads: ThreadPool = .shared, checkedKernels: [String]? = nil
  ) {
    self.entry = entry
    self.code = code
    self.codeByteCount = codeByteCount
    self.inputCount = inputCount
    self.outputByteCounts = outputByteCounts
    self.arenaByteCount = arenaByteCount
    self.constants = constants
    self.pool = pool
    self.checkedKernels = checkedKernels
    constantPointers = .allocate(capacity: max(constants.count, 1))
    for (index, constant) in constants.enumerated() {
      (constantPointers + index).initialize(to: UnsafeRawPointer(constant.address))
    }
    var template = JAXCall()
    template.constants = UnsafePointer(constantPointers)
    template.parallelFor = threads.parallelFor
    template.pool = UnsafeMutableRawPointer(threads.handle)
    template.cancelled = neverCancelled
    self.template = template
    self.threads = threads
  }

  deinit { constantPointers.deallocate() }

  /// Whether the code looks at its accesses; then it is not to be run by `runClosed`.
  package var isChecked: Bool { checkedKernels != nil }

  /// Runs the program on buffers that the caller keeps alive: as many inputs and outputs as it was compiled for.
  ///
  /// - Parameter arena: `arenaByteCount` bytes for what is computed on the way; nil for memory of the pool.
  /// - Throws: `outOfMemory` before anything ran, the error of the host function that failed, `cancelled`, or
  ///   `outOfBounds`.
  ///   After an error the contents of the outputs are unspecified.
  package func run(
    inputs: UnsafePointer<UnsafeRawPointer?>, outputs: UnsafePointer<UnsafeMutableRawPointer?>,
    extents: UnsafePointer<Int64>? = nil, callbacks: [HostCallback] = [],
    cancelled: UnsafePointer<Int32>? = nil, arena: UnsafeMutableRawPointer? = nil
  ) throws {
    var calls = HostCalls(functions: callbacks)
    let status = try withUnsafeMutablePointer(to: &calls) { calls in
      var call = template
      call.extents = extents
      call.callback = callHost
      call.callbackContext = UnsafeMutableRawPointer(calls)
      if let cancelled { call.cancelled = cancelled }
      call.arena = arena
      return try run(&call, inputs, outputs)
    }
    if let error = calls.error { throw error }
    if let access = calls.badAccess, let names = checkedKernels {
      throw RuntimeError.outOfBounds(
        BadAccess(
          kernel: names[access[0]], buffer: access[1], index: access[2], count: access[3],
          isStore: access[4] != 0))
    }
    try Self.check(status)
  }

  /// The same for a program that calls no host function.
  ///
  /// - Throws: `outOfMemory` before anything ran.
  package func runClosed(
    inputs: UnsafePointer<UnsafeRawPointer?>, outputs: UnsafePointer<UnsafeMutableRawPointer?>,
    extents: UnsafePointer<Int64>? = nil
  ) throws(RuntimeError) {
    var call = template
    call.extents = extents
    try Self.check(try run(&call, inputs, outputs))
  }

  @inline(__always)
  private func run(
    _ call: inout JAXCall, _ inputs: UnsafePointer<UnsafeRawPointer?>,
    _ outputs: UnsafePointer<UnsafeMutableRawPointer?>
  ) throws(RuntimeError) -> Int32 {
    call.inputs = inputs
    call.outputs = outputs
    guard arenaByteCount > 0, call.arena == nil else { return entry(&call) }
    let arena = try arenaBlock()
    defer { pool.recycle(arena) }
    call.arena = arena.address
    return entry(&call)
  }

  private func arenaBlock() throws(RuntimeError) -> Block {
    do throws(RuntimeError) {
      return try pool.block(byteCount: arenaByteCount)
    } catch {
      throw .outOfMemoryOnTheWay(byteCount: arenaByteCount)
    }
  }

  @inline(__always)
  private static func check(_ status: Int32) throws(RuntimeError) {
    if status == Int32(JAXStatusSuccess.rawValue) { return }
    throw status == Int32(JAXStatusCancelled.rawValue) ? .cancelled : .unknownStatus(status)
  }

  /// The same on buffers; returns new outputs.
  package func run(
    _ inputs: [Buffer], extents: [Int] = [], callbacks: [HostCallback] = []
  ) throws -> [Buffer] {
    precondition(inputs.count == inputCount, "\(inputs.count) inputs for a program of \(inputCount)")
    var outputs: [Buffer] = []
    outputs.reserveCapacity(outputByteCounts.count)
    for byteCount in outputByteCounts { outputs.append(try Buffer(byteCount: byteCount, pool: pool)) }
    let inputPointers: [UnsafeRawPointer?] = inputs.map { UnsafeRawPointer($0.address) }
    let outputPointers: [UnsafeMutableRawPointer?] = outputs.map(\.address)
    let extents64 = extents.map(Int64.init)
    // A program may have no inputs or no outputs, and then `[]` has no address to pass.
    try inputPointers.withUnsafeBufferPointer { inputs in
      try outputPointers.withUnsafeBufferPointer { outputs in
        try extents64.withUnsafeBufferPointer { extents in
          try run(
            inputs: inputs.baseAddress!, outputs: outputs.baseAddress!, extents: extents.baseAddress,
            callbacks: callbacks)
        }
      }
    }
    withExtendedLifetime(inputs) {}
    return outputs
  }
}

/// The host functions of one run, and the error of the one that failed.
private struct HostCalls {
  let functions: [HostCallback]
  var error: (any Error)?
  /// What checked code recorded of an access outside of its buffer.
  var badAccess: [Int]?
}

/// Of threads that meet bad accesses in one run, one tells of its own; they are rare.
private let reporting = Mutex(())

/// What machine code calls; it stops the program at the first error, which `run` throws.
private let callHost: JAXCallback = { context, index, operands, results in
  let calls = context!.assumingMemoryBound(to: HostCalls.self)
  if index == JAXOutOfBounds {
    let record = UnsafeRawPointer(operands!).assumingMemoryBound(to: Int.self)
    reporting.withLock { _ in
      if calls.pointee.badAccess == nil {
        calls.pointee.badAccess = (0..<Int(JAXBoundsRecordCount)).map { record[$0] }
      }
    }
    return Int32(JAXStatusOutOfBounds.rawValue)
  }
  do {
    try calls.pointee.functions[Int(index)](operands!, results!)
    return Int32(JAXStatusSuccess.rawValue)
  } catch {
    calls.pointee.error = error
    return Int32(JAXStatusCallbackFailed.rawValue)
  }
}

/// A flag that nobody raises.
private nonisolated(unsafe) let neverCancelled: UnsafePointer<Int32> = {
  let flag = UnsafeMutablePointer<Int32>.allocate(capacity: 1)
  flag.initialize(to: 0)
  return UnsafePointer(flag)
}()
