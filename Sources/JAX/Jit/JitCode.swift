import JAXIR
import JAXRuntime

/// What a compiled function runs for one signature. Not generic, because it is on the path of every call.
final class JitCode: Sendable {
  let signature: Signature
  let compiled: CompiledGraph
  /// How the results are put together; the cache that holds this knows their type.
  let rebuild: any AnyObject & Sendable
  /// Whether the result is one tensor or a tuple of tensors, which needs no putting together.
  let resultsAreTensors: Bool
  /// The signature in one word per argument, where these are at most four tensors and the result is one.
  let key: PlainKey
  /// The numbers of `signature.leaves` and the parts of its structure, where no array is in between.
  nonisolated(unsafe) let ids: UnsafeMutableBufferPointer<UInt32>
  nonisolated(unsafe) let parts: UnsafeMutableBufferPointer<Signature.Structure>
  private let captured: [ConcreteTensor]
  private let isWeak: [Bool]

  init(
    _ signature: Signature, _ compiled: CompiledGraph, captured: [ConcreteTensor], isWeak: [Bool],
    resultsAreTensors: Bool, rebuild: any AnyObject & Sendable
  ) {
    self.signature = signature
    self.compiled = compiled
    self.captured = captured
    self.isWeak = isWeak
    self.resultsAreTensors = resultsAreTensors
    self.rebuild = rebuild
    ids = .allocate(capacity: signature.leaves.count)
    _ = ids.initialize(from: signature.leaves.map(\.rawValue))
    parts = .allocate(capacity: signature.structure.count)
    _ = parts.initialize(from: signature.structure)
    let isPlain =
      signature.structure.isEmpty && (1...4).contains(signature.leaves.count) && compiled.isClosed
      && compiled.hasOneResult
    key = isPlain ? PlainKey(signature.leaves) : PlainKey()
  }

  deinit {
    ids.deallocate()
    parts.deinitialize()
    parts.deallocate()
  }

  /// The ids of one to four tensors.
  struct PlainKey {
    /// The number of no id, where there is no tensor.
    static let none = UInt32.max
    private var ids = SIMD4<UInt32>(repeating: none)

    /// The key of no call.
    init() {}

    init(_ leaves: [TypeID]) {
      for (index, id) in leaves.enumerated() { ids[index] = id.rawValue }
    }

    @inline(__always)
    init(_ a: UInt32, _ b: UInt32 = none, _ c: UInt32 = none, _ d: UInt32 = none) {
      ids = SIMD4(a, b, c, d)
    }

    @inline(__always)
    static func == (a: PlainKey, b: PlainKey) -> Bool { a.ids == b.ids }
  }

  /// The results; an error is for the caller to place. The arguments numbered in `donated` are donated, except those
  /// that are results themselves.
  func run(
    _ arguments: [ConcreteTensor], donating donated: [Int] = [], to donation: @autoclosure () -> Donation
  ) throws(JAXError) -> [Tensor] {
    for tensor in captured { try tensor.check(reading: nil, at: .unknown) }
    let donated = donated.filter { !compiled.returns(input: $0) }
    let results = try JAXError.wrapping {
      if donated.isEmpty { return try compiled(arguments + captured) }
      return try compiled(arguments + captured, donating: donated, to: donation())
    }
    return zip(results, isWeak).map { Tensor(.concrete($0), isWeak: $1) }
  }

  /// The only result, for the addresses of up to four arguments of signature `key`; nil when the run fails.
  @inline(__always)
  func runPlain(
    _ a: UnsafeRawPointer, _ b: UnsafeRawPointer?, _ c: UnsafeRawPointer?, _ d: UnsafeRawPointer?
  ) -> Tensor? {
    if isStale { return nil }
    let count = signature.leaves.count
    let result = withUnsafeTemporaryAllocation(
      of: UnsafeRawPointer?.self, capacity: max(4, count + captured.count)
    ) { inputs in
      inputs[0] = a
      inputs[1] = b
      inputs[2] = c
      inputs[3] = d
      for index in captured.indices { inputs[count + index] = UnsafeRawPointer(captured[index].address) }
      return try? compiled.runForOneResult(inputs.baseAddress!)
    }
    guard let result else { return nil }
    return Tensor(.concrete(result), isWeak: isWeak[0])
  }

  func makeFrame() -> CallFrame { compiled.makeFrame(argumentCount: ids.count + captured.count) }

  /// Whether something that the function took from outside was donated since.
  var isStale: Bool { captured.contains { $0.memory.isDonated } }

  /// Runs on the arguments in `frame`, and leaves the results there for the caller to take.
  func run(_ frame: CallFrame) throws(RuntimeError) {
    for index in captured.indices {
      frame.setArgument(ids.count + index, .passUnretained(captured[index].memory))
    }
    try compiled.makeOutputs(frame)
    do throws(RuntimeError) {
      try compiled.executable.runClosed(inputs: frame.inputs, outputs: frame.outputs)
    } catch {
      compiled.dropOutputs(frame)
      throw error
    }
    compiled.takeResults(frame) { index, result in
      (frame.results + index).initialize(to: Tensor(.concrete(result), isWeak: isWeak[index]))
    }
  }
}
