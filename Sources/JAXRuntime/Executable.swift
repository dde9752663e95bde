package import CJAXRuntime

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
  private nonisolated(unsafe) let constantPointers: [UnsafeRawPointer?]
  /// Owns the pages that `entry` points into.
  private let code: any AnyObject & Sendable
  /// Where arenas come from.
  package let pool: BufferPool

  package init(
    entry: JAXEntry, code: any AnyObject & Sendable, codeByteCount: Int, inputCount: Int,
    outputByteCounts: [Int], arenaByteCount: Int, constants: [Buffer], pool: BufferPool
  ) {
    self.entry = entry
    self.code = code
    self.codeByteCount = codeByteCount
    self.inputCount = inputCount
    self.outputByteCounts = outputByteCounts
    self.arenaByteCount = arenaByteCount
    self.constants = constants
    self.constantPointers = constants.map { UnsafeRawPointer($0.address) }
    self.pool = pool
  }

  /// Runs the program on buffers that the caller keeps alive: as many inputs and outputs as it was compiled for.
  ///
  /// - Throws: `outOfMemory` before anything ran, the error of the host function that failed, or `cancelled`.
  ///   After an error the contents of the outputs are unspecified.
  package func run(
    inputs: UnsafePointer<UnsafeRawPointer?>, outputs: UnsafePointer<UnsafeMutableRawPointer?>,
    extents: UnsafePointer<Int64>? = nil, callbacks: [HostCallback] = [],
    cancelled: UnsafePointer<Int32>? = nil
  ) throws {
    let arena = arenaByteCount == 0 ? nil : try Buffer(byteCount: arenaByteCount, pool: pool)
    var calls = HostCalls(functions: callbacks)
    let status = constantPointers.withUnsafeBufferPointer { constants in
      withUnsafeMutablePointer(to: &calls) { calls in
        withNeverCancelled(or: cancelled) { cancelled in
          var call = JAXCall()
          call.inputs = inputs
          call.outputs = outputs
          call.constants = constants.baseAddress
          call.arena = arena?.address
          call.extents = extents
          call.parallelFor = JAXSerialFor
          call.callback = callHost
          call.callbackContext = UnsafeMutableRawPointer(calls)
          call.cancelled = cancelled
          return entry(&call)
        }
      }
    }
    withExtendedLifetime((arena, self)) {}
    if let error = calls.error { throw error }
    switch status {
    case Int32(JAXStatusSuccess.rawValue): return
    case Int32(JAXStatusCancelled.rawValue): throw RuntimeError.cancelled
    default: throw RuntimeError.unknownStatus(status)
    }
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
}

/// What machine code calls; it stops the program at the first error, which `run` throws.
private let callHost: JAXCallback = { context, index, operands, results in
  let calls = context!.assumingMemoryBound(to: HostCalls.self)
  do {
    try calls.pointee.functions[Int(index)](operands!, results!)
    return Int32(JAXStatusSuccess.rawValue)
  } catch {
    calls.pointee.error = error
    return Int32(JAXStatusCallbackFailed.rawValue)
  }
}

private func withNeverCancelled<Result>(
  or flag: UnsafePointer<Int32>?, _ body: (UnsafePointer<Int32>) throws -> Result
) rethrows -> Result {
  if let flag { return try body(flag) }
  var never: Int32 = 0
  return try body(&never)
}
