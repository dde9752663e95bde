import JAXIR
import JAXPrimitives

/// Where a number that is not finite came from: the operation that made it out of others, or who passed it in.
struct Offence {
  /// Offences that come earlier have lower numbers.
  let order: Int
  /// What is said of it.
  let error: JAXError

  static func earliest(_ offences: [Offence?]) -> Offence? {
    offences.compactMap(\.self).min { $0.order < $1.order }
  }
}

/// A result whose element `index` is a number that is not finite, though none of the operands holds one.
struct OffendingResult {
  let primitive: any Primitive
  let operands: [ConcreteTensor]
  let result: ConcreteTensor
  let index: Int
  let modes: Debugging
  let location: Location
  /// Where in the program it was made, innermost first.
  let places: [String]

  var error: JAXError {
    let found = "\(made): \(result.place(index)) of the result, \(result.type), is \(value)\(described)"
    return JAXError(
      .nonFinite, ([found] + places).joined(separator: ", "), operation: primitive.spelling,
      location: location,
      hint: OffenceHint(primitive, value: value, operands: values).text)
  }

  private var made: String {
    let isOne = operands.count == 1
    if operands.isEmpty { return "it is \(kind)" }
    guard modes.isSuperset(of: [.nans, .infinities]) else {
      return "makes \(kind) out of \(isOne ? "an operand" : "operands") without one"
    }
    return "makes \(kind) out of \(isOne ? "a finite operand" : "finite operands")"
  }

  private var value: String { result.text(ofElement: index) }
  private var kind: String { result.isNaN(index) ? "a nan" : "an infinity" }

  /// The elements of the operands that the element of the result is made of; nil where it is made of others.
  private var values: [String]? {
    guard primitive is any ElementwisePrimitive else { return nil }
    return operands.map { $0.text(ofElement: $0.type.rank == 0 ? 0 : index) }
  }

  /// The operands, and what they hold at the place, or what they hold that makes it likely.
  private var described: String {
    if operands.isEmpty { return "" }
    let types = operands.map(\.type.description).joined(separator: " and ")
    let (noun, verb) = operands.count == 1 ? ("operand", "is") : ("operands", "are")
    if let values { return ", where the \(noun), \(types), \(verb) \(values.joined(separator: " and "))" }
    let held = operands.enumerated().compactMap { number, operand in
      operand.firstOffender([.nans, .infinities]).map { index in
        "; operand \(number) is \(operand.text(ofElement: index)) at \(operand.position(index))"
      }
    }
    return ", where the \(noun) \(verb) \(types)" + held.joined()
  }
}

extension ConcreteTensor {
  /// Where element `index` in row-major order is: `[1, 2]`.
  func position(_ index: Int) -> String {
    let shape = type.shape
    let indices = zip(shape.strides, shape.extents).map { stride, extent in index / stride % extent }
    return "[" + indices.map(String.init).joined(separator: ", ") + "]"
  }

  /// What is said of element `index`.
  func place(_ index: Int) -> String { type.rank == 0 ? "the element" : "element \(position(index))" }

  /// Whether element `index` or a part of it is a NaN.
  func isNaN(_ index: Int) -> Bool { text(ofElement: index).contains("nan") }
}

extension Primitive {
  /// The primitive as users write it, where they do.
  var spelling: String { Self.spellings[Self.name] ?? Self.name }

  private static var spellings: [String: String] {
    [
      "add": "+", "subtract": "-", "multiply": "*", "divide": "/", "remainder": "%", "negate": "-",
      "fma": "a * b + c", "logistic": "sigmoid", "convert": "asType", "dot_general": "matmul",
      "reduce_sum": "sum", "reduce_product": "product", "reduce_max": "max", "reduce_min": "min",
      "erf_inv": "erfInv",
    ]
  }
}
