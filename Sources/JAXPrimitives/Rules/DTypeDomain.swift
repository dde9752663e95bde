package import JAXIR

/// The dtypes that an operation takes, with their name in an error message.
package struct DTypeDomain: Sendable {
  private let kinds: [DType.Kind]
  private let noun: String

  package static let all = DTypeDomain(
    kinds: [.bool, .signed, .unsigned, .float, .complex], noun: "any dtype")
  package static let ordered = DTypeDomain(
    kinds: [.bool, .signed, .unsigned, .float], noun: "bools, integers or floats")
  package static let numbers = DTypeDomain(kinds: [.signed, .unsigned, .float, .complex], noun: "numbers")
  package static let realNumbers = DTypeDomain(
    kinds: [.signed, .unsigned, .float], noun: "integers or floats")
  package static let integers = DTypeDomain(kinds: [.signed, .unsigned], noun: "integers")
  package static let boolsAndIntegers = DTypeDomain(
    kinds: [.bool, .signed, .unsigned], noun: "bools or integers")
  package static let floats = DTypeDomain(kinds: [.float], noun: "floats")
  package static let floatsAndComplex = DTypeDomain(
    kinds: [.float, .complex], noun: "floats or complex numbers")

  /// - Throws: `dtypeMismatch` unless `dtype` belongs to the domain.
  package func check(_ dtype: DType) throws(JAXError) {
    guard kinds.contains(dtype.kind) else {
      throw JAXError(.dtypeMismatch, "takes \(noun), not \(dtype)")
    }
  }

  /// - Throws: `dtypeMismatch` unless all of `dtypes` are one dtype of the domain.
  package func common(_ dtypes: [DType]) throws(JAXError) -> DType {
    let first = dtypes[0]
    for dtype in dtypes {
      try check(dtype)
      guard dtype == first else {
        throw JAXError(
          .dtypeMismatch, "operands of \(first) and \(dtype) do not mix",
          hint: "convert one of them first")
      }
    }
    return first
  }
}

extension [ValueType] {
  /// The types of exactly `count` operands, all tensors; of any number of them when `count` is nil.
  /// - Throws: `invalidArgument` when there are more or fewer, or one is a token.
  package func tensors(_ count: Int? = nil) throws(JAXError) -> [TensorType] {
    if let count, self.count != count {
      throw JAXError(
        .invalidArgument, "takes \(count) operand\(count == 1 ? "" : "s"), not \(self.count)")
    }
    var types: [TensorType] = []
    for (position, type) in enumerated() {
      guard let tensor = type.tensor else {
        throw JAXError(.invalidArgument, "operand \(position) is a token, not a tensor")
      }
      types.append(tensor)
    }
    return types
  }
}

extension [Region] {
  /// - Throws: `invalidArgument` when there is one.
  package func checkNone() throws(JAXError) {
    if !isEmpty { throw JAXError(.invalidArgument, "takes no region") }
  }
}
