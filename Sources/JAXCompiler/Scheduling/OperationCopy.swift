import JAXIR

/// Copies operations without blocks: their results get names of their own, and indices may stand for other places.
struct OperationCopy {
  private let places: [Kernel.Value: AffineIndex]
  private var names: [Kernel.Value: Kernel.Value] = [:]

  /// - Parameter places: What the indices of loops around the operations are replaced by.
  init(places: [Kernel.Value: AffineIndex]) { self.places = places }

  /// What a value is called in the copy.
  func name(of value: Kernel.Value) -> Kernel.Value { names[value] ?? value }

  func place(_ index: AffineIndex) -> AffineIndex {
    index.values.reduce(index) { place, value in
      if let name = names[value], places[value] == nil {
        place.replacing(value, with: AffineIndex(name))
      } else {
        places[value].map { place.replacing(value, with: $0) } ?? place
      }
    }
  }

  /// The copy of an operation in `kernel`, and before it the indices that it reads as numbers.
  mutating func callAsFunction(
    _ operation: Kernel.Operation, in kernel: inout Kernel
  ) -> [Kernel.Operation] {
    var copies: [Kernel.Operation] = []
    for value in operation.directOperands where names[value] == nil {
      guard let place = places[value] else { continue }
      let index = kernel.newValue(.int64)
      copies.append(Kernel.Operation(.index(place), results: [index]))
      names[value] = index
    }
    var copy = operation.mappingIndex(place)
    switch copy.kind {
    case .scalar(let scalar, let operands): copy.kind = .scalar(scalar, operands.map(name(of:)))
    case .load(let buffer, let index, let mask, let otherwise):
      copy.kind = .load(buffer, index, mask: mask.map(name(of:)), otherwise: otherwise.map(name(of:)))
    case .store(let value, let buffer, let index, let mask):
      copy.kind = .store(name(of: value), buffer, index, mask: mask.map(name(of:)))
    case .constant, .index: break
    case .loop, .reduce, .conditional, .whileLoop:
      preconditionFailure("operations with blocks are not copied")
    }
    copy.results = operation.results.map { newName(of: $0, in: &kernel) }
    return copies + [copy]
  }

  /// A new name for a value, from here on.
  mutating func newName(of value: Kernel.Value, in kernel: inout Kernel) -> Kernel.Value {
    let name = kernel.newValue(kernel[type: value])
    names[value] = name
    return name
  }
}

extension Kernel {
  /// A value that nothing defines yet.
  mutating func newValue(_ dtype: DType) -> Value {
    types.append(dtype)
    return Value(types.count - 1)
  }

  /// A local buffer more.
  mutating func newLocal(_ dtype: DType, count: Int) -> Buffer {
    locals.append(BufferDeclaration(dtype, count: count, access: .readWrite))
    return Buffer(parameters.count + locals.count - 1)
  }
}
