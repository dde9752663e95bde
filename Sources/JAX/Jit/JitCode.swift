import JAXIR
import JAXRuntime

/// What a compiled function runs for one signature. Not generic, because it is on the path of every call.
final class JitCode: Sendable {
  let signature: Signature
  let compiled: CompiledGraph
  private let captured: [ConcreteTensor]
  private let isWeak: [Bool]

  init(_ signature: Signature, _ compiled: CompiledGraph, captured: [ConcreteTensor], isWeak: [Bool]) {
    self.signature = signature
    self.compiled = compiled
    self.captured = captured
    self.isWeak = isWeak
  }

  /// The results; an error is for the caller to place.
  func run(_ arguments: [ConcreteTensor]) throws(JAXError) -> [Tensor] {
    let results = try JAXError.wrapping { try compiled(arguments + captured) }
    return zip(results, isWeak).map { Tensor(.concrete($0), isWeak: $1) }
  }

  /// The results outside traces, for arguments of this signature that exist; nil otherwise, and when the run fails.
  func runIfReady(_ leaves: TreeFlattener) -> [Tensor]? {
    guard matches(leaves) else { return nil }
    let count = leaves.tensors.count
    let results = try? compiled.run(count: count + captured.count) { argument($0, count, leaves) }
    guard let results else { return nil }
    return zip(results, isWeak).map { Tensor(.concrete($0), isWeak: $1) }
  }

  /// The same where the function gives one tensor.
  func runForOneResult(_ leaves: TreeFlattener) -> Tensor? {
    guard compiled.hasOneResult, matches(leaves) else { return nil }
    let count = leaves.tensors.count
    let result = try? compiled.runForOneResult(count: count + captured.count) { argument($0, count, leaves) }
    return result.map { Tensor(.concrete($0), isWeak: isWeak[0]) }
  }

  @inline(__always)
  private func argument(_ index: Int, _ count: Int, _ leaves: TreeFlattener) -> ConcreteTensor {
    guard index < count else { return captured[index - count] }
    guard case .concrete(let tensor) = leaves.tensors[index].storage else {
      preconditionFailure("only tensors that exist match")
    }
    return tensor
  }

  private func matches(_ leaves: TreeFlattener) -> Bool {
    let ids = signature.leaves
    guard Ambient.current.trace == nil, compiled.isClosed, leaves.tensors.count == ids.count else {
      return false
    }
    for index in ids.indices {
      let leaf = leaves.tensors[index]
      guard case .concrete(let tensor) = leaf.storage, tensor.typeID(isWeak: leaf.isWeak) == ids[index] else {
        return false
      }
    }
    if signature.structure.isEmpty, leaves.structure.isEmpty { return true }
    return signature.structure == leaves.structure
  }
}
