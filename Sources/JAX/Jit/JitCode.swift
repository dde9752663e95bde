import JAXIR
import JAXRuntime

/// What a compiled function runs for one signature. Not generic, because it is on the path of every call.
final class JitCode: Sendable {
  let signature: Signature
  let compiled: CompiledGraph
  /// `@Sendable ([Tensor]) -> Output`, how the results are put together; the cache that holds this knows `Output`.
  let rebuild: any AnyObject & Sendable
  /// The signature in one word per argument, where these are at most four tensors and the result is one.
  let key: PlainKey
  /// The numbers of `signature.leaves` and the parts of its structure, where no array is in between.
  private nonisolated(unsafe) let ids: UnsafeMutableBufferPointer<UInt32>
  private nonisolated(unsafe) let parts: UnsafeMutableBufferPointer<Signature.Structure>
  private let captured: [ConcreteTensor]
  private let isWeak: [Bool]

  init(
    _ signature: Signature, _ compiled: CompiledGraph, captured: [ConcreteTensor], isWeak: [Bool],
    rebuild: any AnyObject & Sendable
  ) {
    self.signature = signature
    self.compiled = compiled
    self.captured = captured
    self.isWeak = isWeak
    self.rebuild = rebuild
    ids = .allocate(capacity: max(signature.leaves.count, 1))
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

  /// The results; an error is for the caller to place.
  func run(_ arguments: [ConcreteTensor]) throws(JAXError) -> [Tensor] {
    let results = try JAXError.wrapping { try compiled(arguments + captured) }
    return zip(results, isWeak).map { Tensor(.concrete($0), isWeak: $1) }
  }

  /// The only result, for the addresses of up to four arguments of signature `key`; nil when the run fails.
  @inline(__always)
  func runPlain(
    _ a: UnsafeRawPointer, _ b: UnsafeRawPointer?, _ c: UnsafeRawPointer?, _ d: UnsafeRawPointer?
  ) -> Tensor? {
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

  /// The results where what `flatten` appends is of this signature; nil otherwise, and when the run fails.
  @inline(__always)
  func runMatching(_ flatten: (inout TreeFlattener) -> Void) -> [Tensor]? {
    guard compiled.isClosed else { return nil }
    let count = signature.leaves.count
    return withUnsafeTemporaryAllocation(
      of: CompiledGraph.Argument.self, capacity: max(count + captured.count, 1)
    ) { arguments in
      var match = TreeMatch(
        ids: UnsafeBufferPointer(rebasing: ids[..<count]), parts: UnsafeBufferPointer(parts),
        arguments.baseAddress!)
      defer { match.release() }
      withUnsafeMutablePointer(to: &match) { match in
        var leaves = TreeFlattener(match)
        flatten(&leaves)
      }
      guard match.isComplete else { return nil }
      for index in captured.indices { arguments[count + index] = .passUnretained(captured[index].memory) }
      let all = UnsafeBufferPointer(rebasing: arguments[..<(count + captured.count)])
      return try? compiled.run(all) { Tensor(.concrete($1), isWeak: isWeak[$0]) }
    }
  }
}
