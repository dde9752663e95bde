import JAXIR
import JAXPrimitives

/// One call of a function of the host from a function of tensors.
struct CallbackCall {
  private let call: ControlCall
  private let kind: HostCallback.Kind
  private let isOrdered: Bool
  private let isVectorized: Bool

  init(
    _ name: String, _ kind: HostCallback.Kind, _ isOrdered: Bool, _ isVectorized: Bool, _ file: String,
    _ line: Int
  ) {
    call = ControlCall(name, file, line)
    self.kind = kind
    self.isOrdered = isOrdered
    self.isVectorized = isVectorized
  }

  /// The result of `function` on `tensors`, recorded or at once.
  func run<Output: TensorTree>(
    _ tensors: [Tensor], returning example: Output,
    _ function: @escaping @Sendable ([Tensor]) throws -> Output
  ) -> Output {
    call.run(example) { () throws(JAXError) in
      let types = try example.tensors.map { (tensor) throws(JAXError) in try tensor.checkedType() }
      let (name, location) = (call.name, call.location)
      let host = CallbackFunction(name, at: location) { operands, results in
        let arguments = try operands.map { operand in
          Tensor(.concrete(try Engine.shared.tensor(operand.type, copying: operand.bytes)))
        }
        // The function is not part of what may be traced around its caller, and its errors are its own.
        let given = try Ambient.eager { try withErrors { try function(arguments).tensors } }
        try CallbackCall.store(given, results, name, location)
      }
      let primitive = HostCallback(
        host, kind, types: types, isOrdered: isOrdered, isVectorized: isVectorized)
      let results = try Tensor.results(
        of: primitive, tensors, token: isOrdered ? primitive.tokenOperand : nil, at: location)
      return example.with(results)
    }
  }

  /// Copies what the function gave to where the program reads it.
  ///
  /// - Throws: `shapeMismatch` where it is not what was declared.
  private static func store(
    _ given: [Tensor], _ results: [HostResult], _ name: String, _ location: Location
  ) throws(JAXError) {
    func mismatch(_ given: String, _ declared: String) -> JAXError {
      JAXError(
        .shapeMismatch, "the function gives \(given), but \(declared) was declared", operation: name,
        location: location, hint: "what 'returning' is given must have the types that the function gives")
    }
    guard given.count == results.count else {
      throw mismatch("\(given.count) tensors", "a result of \(results.count)")
    }
    for (number, (tensor, result)) in zip(given, results).enumerated() {
      let tensor = tensor.isWeak ? tensor.asType(result.type.dtype) : tensor
      guard tensor.type == result.type else {
        let place = given.count == 1 ? "" : " for tensor \(number)"
        throw mismatch("\(tensor.type)\(place)", "\(result.type)")
      }
      let elements = try tensor.concrete(reading: name, at: location)
      result.bytes.copyMemory(from: elements.bytes)
      withExtendedLifetime(elements) {}
    }
  }
}
