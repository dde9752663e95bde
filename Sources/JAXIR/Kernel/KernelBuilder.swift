/// Builds one kernel, block by block.
///
/// Pure operations are numbered as they are made: asking twice for the same operation on the same values, in one
/// block or a block inside it, gives the same value. Loads count as pure only for buffers that are never written.
package final class KernelBuilder {
  package let name: String
  private var parameters: [Kernel.BufferDeclaration] = []
  private var extents: [Kernel.Value] = []
  private var locals: [Kernel.BufferDeclaration] = []
  private var types: [DType] = []
  /// The values that an `int64` index can take, where known.
  private var ranges: [Kernel.Value: ClosedRange<Int>] = [:]
  private var lowerBounds = LowerBounds()
  /// The divisions made by `divide`, by their remainders.
  private var divisions: [Kernel.Value: Division] = [:]
  private var scopes: [Scope] = [Scope()]

  /// The block under construction and the pure values made in it.
  private struct Scope {
    var operations: [Kernel.Operation] = []
    var numbered: [Kernel.Operation.Kind: Kernel.Value] = [:]
  }

  private struct Division {
    let dividend: AffineIndex
    let divisor: Int
    let quotient: Kernel.Value
  }

  package init(name: String) { self.name = name }

  // MARK: Declarations

  package func parameter(_ dtype: DType, count: Int?, access: Kernel.Access) -> Kernel.Buffer {
    parameters.append(.init(dtype, count: count, access: access))
    return Kernel.Buffer(parameters.count - 1)
  }

  /// Lets a parameter that is written be read, too.
  package func allowReading(_ buffer: Kernel.Buffer) {
    guard buffer.index < Self.firstLocal, parameters[buffer.index].access == .write else { return }
    parameters[buffer.index].access = .readWrite
  }

  package func local(_ dtype: DType, count: Int) -> Kernel.Buffer {
    locals.append(.init(dtype, count: count, access: .readWrite))
    return Kernel.Buffer(Self.firstLocal + locals.count - 1)
  }

  /// Locals are numbered from here until all parameters are known.
  private static let firstLocal = 1 << 24

  /// Adds an extent that is known only at the call.
  package func extent() -> Scalar {
    let value = value(.int64)
    extents.append(value)
    ranges[value] = 0...Int.max
    return Scalar(builder: self, value: value, dtype: .int64)
  }

  package func dtype(of buffer: Kernel.Buffer) -> DType { declaration(of: buffer).dtype }

  private func declaration(of buffer: Kernel.Buffer) -> Kernel.BufferDeclaration {
    buffer.index < Self.firstLocal ? parameters[buffer.index] : locals[buffer.index - Self.firstLocal]
  }

  package func finish() -> Kernel {
    precondition(scopes.count == 1, "finish inside a block")
    return Kernel(
      name: name, parameters: parameters, extents: extents, locals: locals,
      body: Kernel.Block(operations: scopes[0].operations).removingDeadOperations().mappingBuffers { buffer in
        buffer.index < Self.firstLocal
          ? buffer : Kernel.Buffer(parameters.count + buffer.index - Self.firstLocal)
      }, types: types
    ).renumbered
  }

  // MARK: Values

  private func value(_ dtype: DType) -> Kernel.Value {
    types.append(dtype)
    return Kernel.Value(types.count - 1)
  }

  private func scalar(_ value: Kernel.Value) -> Scalar {
    Scalar(builder: self, value: value, dtype: types[value.index])
  }

  private func append(_ kind: Kernel.Operation.Kind, results: [Kernel.Value] = []) {
    scopes[scopes.count - 1].operations.append(Kernel.Operation(kind, results: results))
  }

  private func pure(_ kind: Kernel.Operation.Kind, _ dtype: DType) -> Scalar {
    for scope in scopes.reversed() {
      if let known = scope.numbered[kind] { return scalar(known) }
    }
    let result = value(dtype)
    append(kind, results: [result])
    scopes[scopes.count - 1].numbered[kind] = result
    lowerBounds.note(kind, result, dtype)
    return scalar(result)
  }

  package func constant(_ constant: Kernel.Constant) -> Scalar { pure(.constant(constant), constant.dtype) }

  /// The result of `operation`, whose operands must be of the dtypes that it takes.
  package func apply(_ operation: ScalarOperation, _ operands: Scalar...) -> Scalar {
    apply(operation, operands)
  }

  package func apply(_ operation: ScalarOperation, _ operands: [Scalar]) -> Scalar {
    guard let dtype = operation.resultType(of: operands.map(\.dtype)) else {
      preconditionFailure("\(operation.name) does not take \(operands.map(\.dtype))")
    }
    switch lowerBounds.known(operation, operands.map(\.value)) {
    case .operand(let position): return operands[position]
    case .isFalse: return constant(Kernel.Constant(.bool, integer: 0))
    case nil: return pure(.scalar(operation, operands.map(\.value)), dtype)
    }
  }

  // MARK: Memory

  package func load(
    _ buffer: Kernel.Buffer, at index: AffineIndex, mask: Scalar? = nil, otherwise: Scalar? = nil
  ) -> Scalar {
    precondition((mask == nil) == (otherwise == nil), "a masked load says what it gives elsewhere")
    let declaration = declaration(of: buffer)
    let index = rejoined(index)
    let kind = Kernel.Operation.Kind.load(buffer, index, mask: mask?.value, otherwise: otherwise?.value)
    if declaration.access == .read { return pure(kind, declaration.dtype) }
    let result = value(declaration.dtype)
    append(kind, results: [result])
    return scalar(result)
  }

  /// Where `scalar` was loaded from, in a block under construction; nil when it is computed, or under a mask.
  package func source(of scalar: Scalar) -> AffineIndex? {
    for scope in scopes.reversed() {
      for operation in scope.operations.reversed() where operation.results == [scalar.value] {
        if case .load(_, let index, mask: nil, otherwise: nil) = operation.kind { return index }
        return nil
      }
    }
    return nil
  }

  package func store(
    _ value: Scalar, to buffer: Kernel.Buffer, at index: AffineIndex, mask: Scalar? = nil
  ) {
    precondition(value.dtype == dtype(of: buffer), "store of \(value.dtype) to \(dtype(of: buffer))")
    append(.store(value.value, buffer, rejoined(index), mask: mask?.value))
  }

  // MARK: Control

  private func block(
    _ argumentTypes: [DType], _ body: ([Scalar]) -> [Scalar]
  ) -> Kernel.Block {
    scopes.append(Scope())
    let arguments = argumentTypes.map(value)
    let results = body(arguments.map(scalar)).map(\.value)
    let scope = scopes.removeLast()
    return Kernel.Block(arguments: arguments, operations: scope.operations, results: results)
  }

  /// `for i in lower..<upper by step`; returns the carried values after the last iteration.
  @discardableResult
  package func loop(
    _ schedule: Kernel.Schedule = .serial, from lower: Kernel.Bound = .constant(0), to upper: Kernel.Bound,
    by step: Int = 1, carrying initial: [Scalar] = [], _ body: (Scalar, [Scalar]) -> [Scalar]
  ) -> [Scalar] {
    let block = block([.int64] + initial.map(\.dtype)) { arguments in
      note(arguments[0], from: lower, to: upper)
      return body(arguments[0], Array(arguments.dropFirst()))
    }
    let results = initial.map { value($0.dtype) }
    let loop = Kernel.Loop(
      schedule: schedule, lower: lower, upper: upper, step: step, initial: initial.map(\.value), body: block)
    append(.loop(loop), results: results)
    return results.map(scalar)
  }

  /// A loop that carries nothing.
  package func loop(
    _ schedule: Kernel.Schedule = .serial, from lower: Int = 0, to upper: Int, by step: Int = 1,
    _ body: (Scalar) -> Void
  ) {
    loop(schedule, from: .constant(lower), to: .constant(upper), by: step) { index, _ in
      body(index)
      return []
    }
  }

  package func reduce(
    over domain: [Kernel.Bound], lanes: Int, vector: Int = 1, from initial: [Scalar],
    elements: ([Scalar]) -> [Scalar], combine: ([Scalar], [Scalar]) -> [Scalar]
  ) -> [Scalar] {
    let body = block(domain.map { _ in .int64 }) { indices in
      for (index, bound) in zip(indices, domain) { note(index, from: .constant(0), to: bound) }
      return elements(indices)
    }
    let dtypes = initial.map(\.dtype)
    let combine = block(dtypes + dtypes) { arguments in
      combine(Array(arguments.prefix(dtypes.count)), Array(arguments.suffix(dtypes.count)))
    }
    let results = dtypes.map(value)
    let reduction = Kernel.Reduction(
      domain: domain, lanes: lanes, vector: vector, initial: initial.map(\.value), body: body,
      combine: combine)
    append(.reduce(reduction), results: results)
    lowerBounds.note(reduction, results)
    return results.map(scalar)
  }

  package func conditional(
    _ condition: Scalar, then: () -> [Scalar], otherwise: () -> [Scalar]
  ) -> [Scalar] {
    let then = block([]) { _ in then() }
    let otherwise = block([]) { _ in otherwise() }
    let results = then.results.map { value(types[$0.index]) }
    append(.conditional(condition.value, then: then, otherwise: otherwise), results: results)
    return results.map(scalar)
  }

  package func whileLoop(
    carrying initial: [Scalar], condition: ([Scalar]) -> Scalar, body: ([Scalar]) -> [Scalar]
  ) -> [Scalar] {
    let dtypes = initial.map(\.dtype)
    let condition = block(dtypes) { [condition($0)] }
    let body = block(dtypes, body)
    let results = dtypes.map(value)
    let loop = Kernel.WhileLoop(initial: initial.map(\.value), condition: condition, body: body)
    append(.whileLoop(loop), results: results)
    return results.map(scalar)
  }

  // MARK: Indices

  private func note(_ index: Scalar, from lower: Kernel.Bound, to upper: Kernel.Bound) {
    guard case .constant(let lower) = lower else { return }
    if case .constant(let upper) = upper {
      ranges[index.value] = lower...max(lower, upper - 1)
    } else if lower >= 0 {
      ranges[index.value] = lower...Int.max
    }
  }

  /// The bounds of an affine index, where those of all its values are known and fit.
  private func range(of index: AffineIndex) -> ClosedRange<Int>? {
    var lower = index.offset
    var upper = index.offset
    for term in index.terms {
      guard let range = ranges[term.value], range.upperBound != Int.max else { return nil }
      let ends = [range.lowerBound * term.stride, range.upperBound * term.stride]
      lower += ends.min()!
      upper += ends.max()!
    }
    return lower...upper
  }

  /// The `int64` value of an affine index.
  package func value(of index: AffineIndex) -> Scalar {
    if index.isConstant {
      return constant(Kernel.Constant(.int64, bits: UInt64(bitPattern: Int64(index.offset))))
    }
    if index.terms.count == 1, index.offset == 0, index.terms[0].stride == 1 {
      return scalar(index.terms[0].value)
    }
    let result = pure(.index(index), .int64)
    if let range = range(of: index) { ranges[result.value] = range }
    return result
  }

  /// Floored quotient and remainder of `index` by `divisor`, kept affine where the terms allow it:
  /// `(d·a + b) / d = a` and `(d·a + b) % d = b` when `0 ≤ b < d`. An index of unknown range is not negative.
  package func divide(_ index: AffineIndex, by divisor: Int) -> (
    quotient: AffineIndex, remainder: AffineIndex
  ) {
    if divisor == 1 { return (index, AffineIndex()) }
    let index = rejoined(index)
    var (multiples, rest) = splitMultiples(of: divisor, in: index)
    if let range = range(of: rest) {
      // Whole multiples moved between the two parts make the rest non-negative, where truncation is floor.
      let shift = (range.lowerBound - (range.lowerBound < 0 ? divisor - 1 : 0)) / divisor
      multiples = multiples + shift
      rest = rest + -shift * divisor
      if range.upperBound - shift * divisor < divisor { return (multiples, rest) }
    } else {
      (multiples, rest) = (AffineIndex(), index)
    }
    let dividend = value(of: rest)
    let by = constant(Kernel.Constant(.int64, bits: UInt64(divisor)))
    let quotient = apply(.divide, dividend, by)
    let remainder = apply(.remainder, dividend, by)
    ranges[remainder.value] = 0...(divisor - 1)
    divisions[remainder.value] = Division(dividend: rest, divisor: divisor, quotient: quotient.value)
    if let range = range(of: rest), range.lowerBound >= 0 {
      ranges[quotient.value] = 0...(range.upperBound / divisor)
    }
    return (multiples + AffineIndex(quotient.value), AffineIndex(remainder.value))
  }

  /// `index = divisor · multiples + rest`, with the terms in `multiples` whose stride is a multiple.
  private func splitMultiples(of divisor: Int, in index: AffineIndex) -> (AffineIndex, AffineIndex) {
    var multiples = AffineIndex(offset: index.offset / divisor)
    var rest = AffineIndex(offset: index.offset % divisor)
    for term in index.terms {
      if term.stride % divisor == 0 {
        multiples = multiples + AffineIndex(term.value, stride: term.stride / divisor)
      } else {
        rest = rest + AffineIndex(term.value, stride: term.stride)
      }
    }
    return (multiples, rest)
  }

  /// The nearest of `bounds` to `index`.
  package func clamp(_ index: AffineIndex, to bounds: ClosedRange<Int>) -> AffineIndex {
    let range = range(of: index)
    if let range, bounds.contains(range.lowerBound), bounds.contains(range.upperBound) { return index }
    func bound(_ value: Int) -> Scalar { constant(Kernel.Constant(.int64, integer: value)) }
    var result = value(of: index)
    if range.map({ $0.lowerBound < bounds.lowerBound }) ?? true {
      result = apply(.maximum, result, bound(bounds.lowerBound))
    }
    if range.map({ $0.upperBound > bounds.upperBound }) ?? true {
      result = apply(.minimum, result, bound(bounds.upperBound))
    }
    ranges[result.value] = bounds
    return AffineIndex(result.value)
  }

  /// The index along each axis of `extents` of the element at `index` in row-major order; `rejoined` undoes it.
  package func unflatten(_ index: AffineIndex, _ extents: some BidirectionalCollection<Int>) -> [AffineIndex]
  {
    var rest = index
    var indices: [AffineIndex] = []
    for extent in extents.dropFirst().reversed() {
      let (quotient, remainder) = divide(rest, by: max(extent, 1))
      indices.append(remainder)
      rest = quotient
    }
    return extents.isEmpty ? [] : [rest] + indices.reversed()
  }

  /// The index with quotients and remainders put together again: `s·d·(i / d) + s·(i % d)` is `s·i`.
  ///
  /// So memory that is contiguous along a flattened axis is seen to be.
  private func rejoined(_ index: AffineIndex) -> AffineIndex {
    var index = index
    // Each replacement trades a value for ones that were made before it, so this ends.
    while let (term, division) = rejoinableTerm(of: index) {
      index = index.replacing(term.value, with: division.dividend)
        .replacing(division.quotient, with: AffineIndex())
    }
    return index
  }

  private func rejoinableTerm(of index: AffineIndex) -> (AffineIndex.Term, Division)? {
    if divisions.isEmpty { return nil }
    for term in index.terms {
      guard let division = divisions[term.value] else { continue }
      let (stride, overflow) = term.stride.multipliedReportingOverflow(by: division.divisor)
      if !overflow, index.stride(of: division.quotient) == stride { return (term, division) }
    }
    return nil
  }
}
