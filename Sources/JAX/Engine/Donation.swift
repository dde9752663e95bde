import JAXIR
import JAXRuntime
import Synchronization

/// The call to which a tensor was given for good.
final class Donation: Sendable {
  let function: String
  let location: Location

  init(to function: String, at location: Location) {
    self.function = function
    self.location = location
  }

  /// What reading `type` afterwards comes to.
  func error(reading type: TensorType, in operation: String?, at location: Location) -> JAXError {
    JAXError(
      .donatedTensor, "the \(type) was donated to \(function) at \(self.location), which used its memory",
      operation: operation, location: location,
      hint: "use the result of that call, or do not donate the argument")
  }
}

extension TensorMemory {
  /// Of two calls to which one tensor is donated at the same time, one gets it.
  private static let donating = Mutex(())

  /// Ends the use of the tensor: from now on it is no argument of anything.
  ///
  /// - Returns: where the elements are, for the caller to recycle; nil when they are in this object, and stay there.
  /// - Throws: `donatedTensor` when that was done before.
  func donate(to donation: Donation) throws(JAXError) -> Block? {
    try Self.donating.withLock { _ throws(JAXError) in
      if let earlier = self.donation {
        throw earlier.error(reading: type, in: donation.function, at: donation.location)
      }
      return surrender(to: donation)
    }
  }
}

extension CompiledGraph {
  /// Runs the program on the tensor parameters, in order, and ends the use of those numbered in `donated`: results take
  /// their memory where the program allows it, and what is left of it is free when the program ends.
  ///
  /// - Throws: `donatedTensor` when one of them was donated before, or is passed twice; as any call, and then they
  ///   may be donated.
  func callAsFunction(
    _ arguments: [ConcreteTensor], donating donated: [Int], to donation: Donation
  ) throws -> [ConcreteTensor] {
    try checkPassedOnce(donated, of: arguments, donation)
    let callbacks = try callbacks()
    let frame = makeFrame(argumentCount: arguments.count)
    defer { frame.deallocate() }
    for index in arguments.indices { frame.setArgument(index, .passUnretained(arguments[index].memory)) }
    var blocks: [Int: Block] = [:]
    defer { for block in blocks.values { Engine.shared.pool.recycle(block) } }
    return try withExtendedLifetime(arguments) {
      for index in donated { blocks[index] = try arguments[index].memory.donate(to: donation) }
      try makeOutputs(frame) { index in
        donors.isEmpty
          ? nil : donors[index].first { blocks[$0] != nil }.flatMap { blocks.removeValue(forKey: $0) }
      }
      return try results(of: frame) {
        try executable.run(inputs: frame.inputs, outputs: frame.outputs, callbacks: callbacks)
      }
    }
  }

  private func checkPassedOnce(
    _ donated: [Int], of arguments: [ConcreteTensor], _ donation: Donation
  ) throws(JAXError) {
    var counts: [ObjectIdentifier: Int] = [:]
    for argument in arguments { counts[ObjectIdentifier(argument.memory), default: 0] += 1 }
    for index in donated where counts[ObjectIdentifier(arguments[index].memory)]! > 1 {
      throw JAXError(
        .donatedTensor, "a donated \(arguments[index].type) is passed twice, or read from outside as well",
        operation: donation.function, location: donation.location)
    }
  }
}
