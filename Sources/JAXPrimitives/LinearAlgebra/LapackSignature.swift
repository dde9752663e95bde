import JAXIR

extension LapackRoutine {
  package var operandCount: Int {
    switch name {
    case .orgqr, .geqp3, .trsm: 2
    case .ormqr: 3
    case .gtsv: 4
    default: 1
    }
  }

  /// The operand whose matrices say the batch and the dtype.
  package var matrixOperand: Int { name == .gtsv ? 3 : name == .ormqr ? 2 : 0 }
}

/// A routine on operands of certain types: what it gives.
struct LapackSignature {
  private let routine: LapackRoutine
  private let types: [TensorType]
  private let batch: [Int]
  private let dtype: DType
  /// The extents of the matrix.
  private let m: Int
  private let n: Int

  init(_ routine: LapackRoutine, _ types: [TensorType]) throws(JAXError) {
    let matrix = types[routine.matrixOperand]
    guard matrix.rank >= 2 else {
      throw JAXError(.shapeMismatch, "\(routine.name) takes matrices, not \(matrix)")
    }
    guard routine.name.symbol(for: matrix.dtype) != nil else {
      throw JAXError(.dtypeMismatch, "LAPACK does not compute in \(matrix.dtype)")
    }
    guard types.allSatisfy({ $0.shape.extents.allSatisfy { $0 <= Int(Int32.max) } }) else {
      throw JAXError(.shapeOverflow, "an extent of \(matrix) does not fit 32 bits")
    }
    self.routine = routine
    self.types = types
    batch = Array(matrix.shape.extents.dropLast(2))
    dtype = matrix.dtype
    (m, n) = (matrix.shape[matrix.rank - 2], matrix.shape[matrix.rank - 1])
  }

  func resultTypes() throws(JAXError) -> [TensorType] {
    let least = min(m, n)
    let matrix = try tensor(dtype, m, n)
    let info = try tensor(.int32)
    switch routine.name {
    case .potrf:
      try checkSquare()
      return [matrix, info]
    case .getrf: return [matrix, try tensor(.int32, least), info]
    case .geqrf: return [matrix, try tensor(dtype, least)]
    case .geqp3:
      try check(1, .int32, n)
      return [matrix, try tensor(.int32, n), try tensor(dtype, least)]
    case .orgqr:
      let count = try vector(1)
      guard n <= m, count <= n else {
        throw JAXError(.shapeMismatch, "\(count) reflections do not make the columns of a \(matrix)")
      }
      return [matrix]
    case .ormqr: return try product()
    case .trsm: return try solution()
    case .gtsv:
      for operand in 0..<3 { try check(operand, dtype, m) }
      return types + [info]
    case .syevd:
      try checkSquare()
      return [matrix, try tensor(dtype.component, n), info]
    case .gesdd, .gesvd: return try singularValues(least)
    case .geev, .gees: return try spectrum()
    case .gehrd:
      try checkSquare()
      let (low, high) = (routine["low"], routine["high"])
      guard n == 0 ? low == 1 && high == 0 : 1 <= low && low <= high && high <= n else {
        throw JAXError(.invalidArgument, "rows \(low) to \(high) are no part of a \(matrix)")
      }
      return [matrix, try tensor(dtype, max(n - 1, 0)), info]
    case .sytrd:
      try checkSquare()
      let beside = max(n - 1, 0)
      return [
        matrix, try tensor(dtype.component, n), try tensor(dtype.component, beside),
        try tensor(dtype, beside), info,
      ]
    }
  }

  private func product() throws(JAXError) -> [TensorType] {
    let count = try vector(1)
    let rows = routine["left"] == 1 ? m : n
    guard types[0].dtype == dtype, types[0].rank == batch.count + 2,
      types[0].shape.extents.dropLast(2) == batch[...], types[0].shape[batch.count] == rows,
      count <= min(rows, types[0].shape[batch.count + 1])
    else {
      throw JAXError(
        .shapeMismatch, "\(count) reflections in a \(types[0]) do not make a factor of a \(types[2])")
    }
    return [types[2]]
  }

  private func solution() throws(JAXError) -> [TensorType] {
    try checkSquare()
    let side = types[1]
    let axis = routine["side"] == Int(UInt8(ascii: "L")) ? batch.count : batch.count + 1
    guard side.dtype == dtype, side.rank == batch.count + 2, side.shape.extents.dropLast(2) == batch[...],
      side.shape[axis] == m
    else { throw JAXError(.shapeMismatch, "the matrix \(types[0]) does not stand beside a \(side)") }
    return [side]
  }

  /// Of the singular vectors, none without a mode that computes them.
  private func singularValues(_ least: Int) throws(JAXError) -> [TensorType] {
    let head = [try tensor(dtype, m, n), try tensor(dtype.component, least)]
    let info = try tensor(.int32)
    switch UInt8(routine["mode"]) {
    case UInt8(ascii: "N"): return head + [info]
    case UInt8(ascii: "A"): return head + [try tensor(dtype, m, m), try tensor(dtype, n, n), info]
    default: return head + [try tensor(dtype, m, least), try tensor(dtype, least, n), info]
    }
  }

  /// Real matrices have the real parts of their eigenvalues and the imaginary ones as two results.
  private func spectrum() throws(JAXError) -> [TensorType] {
    try checkSquare()
    let values = Array(repeating: try tensor(dtype, n), count: dtype.isComplex ? 1 : 2)
    let (matrix, info) = (try tensor(dtype, m, n), try tensor(.int32))
    if routine.name == .gees { return [matrix, matrix] + values + [info, info] }
    let vectors = try tensor(dtype.component == .float32 ? .complex64 : .complex128, m, n)
    return values + [vectors, vectors, info]
  }

  // MARK: Parts

  private func tensor(_ dtype: DType, _ extents: Int...) throws(JAXError) -> TensorType {
    TensorType(dtype, try Shape(batch + extents))
  }

  private func checkSquare() throws(JAXError) {
    guard types[0].shape[types[0].rank - 2] == types[0].shape[types[0].rank - 1] else {
      throw JAXError(.shapeMismatch, "\(routine.name) takes square matrices, not \(types[0])")
    }
  }

  private func check(_ operand: Int, _ dtype: DType, _ count: Int) throws(JAXError) {
    let expected = try tensor(dtype, count)
    guard types[operand] == expected else {
      throw JAXError(
        .shapeMismatch, "operand \(operand) of \(routine.name) is \(types[operand]), not \(expected)")
    }
  }

  /// The length of an operand of vectors.
  private func vector(_ operand: Int) throws(JAXError) -> Int {
    let type = types[operand]
    guard type.dtype == dtype, type.rank == batch.count + 1, type.shape.extents.dropLast() == batch[...]
    else {
      throw JAXError(.shapeMismatch, "operand \(operand) of \(routine.name) is \(type), not vectors")
    }
    return type.shape[batch.count]
  }
}
