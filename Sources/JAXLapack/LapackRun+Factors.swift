import JAXIR
import JAXPrimitives

// Factors of matrices and systems with them. The arguments of each routine are in the manual pages of LAPACK 3.

extension LapackRun {
  /// The number of rows as the distance between columns, which may not be zero.
  private func leading(_ rows: Int) -> FortranArgument { .integer(max(rows, 1)) }

  func potrf() throws(JAXError) {
    let (rows, _) = extents(operandTypes[0])
    let a = matrix(0)
    try call(
      .letter(routine["uplo"]), .integer(rows), .memory(a), leading(rows), .memory(output(1)))
    give(a, 0)
  }

  func getrf() throws(JAXError) {
    let (rows, columns) = extents(operandTypes[0])
    let a = matrix(0)
    try call(
      .integer(rows), .integer(columns), .memory(a), leading(rows), .memory(output(1)),
      .memory(output(2)))
    give(a, 0)
  }

  /// Memory for an `info` that no result holds: it only tells of wrong arguments.
  private var unusedInfo: FortranArgument { .memory(memory("info", byteCount: 4)) }

  func geqrf() throws(JAXError) {
    let (rows, columns) = extents(operandTypes[0])
    let a = matrix(0)
    try callWorking { work, count in
      [
        .integer(rows), .integer(columns), .memory(a), leading(rows), .memory(output(1)), work, count,
        unusedInfo,
      ]
    }
    give(a, 0)
  }

  func geqp3() throws(JAXError) {
    let (rows, columns) = extents(operandTypes[0])
    let a = matrix(0)
    let exchanges = vector(1)
    try callWorking { work, count in
      let parts: [FortranArgument] =
        dtype.isComplex ? [.memory(array("real work", 2 * columns, dtype.component))] : []
      return [
        .integer(rows), .integer(columns), .memory(a), leading(rows), .memory(exchanges),
        .memory(output(2)), work, count,
      ] + parts + [unusedInfo]
    }
    give(a, 0)
    output(1).copyMemory(from: exchanges, byteCount: columns * 4)
  }

  func orgqr() throws(JAXError) {
    let (rows, columns) = extents(operandTypes[0])
    let a = matrix(0)
    let reflections = operandTypes[1].shape[operandTypes[1].rank - 1]
    let tau = vector(1)
    try callWorking { work, count in
      [
        .integer(rows), .integer(columns), .integer(reflections), .memory(a), leading(rows), .memory(tau),
        work, count, unusedInfo,
      ]
    }
    give(a, 0)
  }

  func ormqr() throws(JAXError) {
    let (rows, columns) = extents(operandTypes[2])
    let isLeft = routine["left"] == 1
    let letter = routine["transpose"] == 1 ? dtype.isComplex ? "C" : "T" : "N"
    let reflections = operandTypes[1].shape[operandTypes[1].rank - 1]
    let (a, tau, c) = (matrix(0), vector(1), matrix(2))
    try callWorking { work, count in
      [
        .letter(Int(UInt8(ascii: isLeft ? "L" : "R"))), .letter(Int(letter.utf8.first!)), .integer(rows),
        .integer(columns), .integer(reflections), .memory(a), leading(extents(operandTypes[0]).rows),
        .memory(tau), .memory(c), leading(rows), work, count, unusedInfo,
      ]
    }
    give(c, 0)
  }

  func trsm() throws(JAXError) {
    let (rows, columns) = extents(operandTypes[1])
    let (a, b) = (matrix(0), matrix(1))
    let one = array("one", 1)
    if dtype.component == .float32 {
      one.storeBytes(of: SIMD2<Float>(1, 0), as: SIMD2<Float>.self)
    } else {
      one.storeBytes(of: SIMD2<Double>(1, 0), as: SIMD2<Double>.self)
    }
    try call(
      .letter(routine["side"]), .letter(routine["uplo"]), .letter(routine["trans_x"]),
      .letter(routine["diag"]), .integer(rows), .integer(columns), .memory(one), .memory(a),
      leading(extents(operandTypes[0]).rows), .memory(b), leading(rows))
    give(b, 0)
  }

  /// XLA's lower diagonal is as long as the diagonal; its first element stands for nothing.
  func gtsv() throws(JAXError) {
    let (rows, columns) = extents(operandTypes[3])
    let diagonals = (0..<3).map(vector)
    let b = matrix(3)
    if rows > 0 {
      try call(
        .integer(rows), .integer(columns), .memory(diagonals[0] + dtype.byteCount),
        .memory(diagonals[1]), .memory(diagonals[2]), .memory(b), leading(rows), .memory(output(4)))
    } else {
      output(4).storeBytes(of: 0, as: Int32.self)
    }
    for (index, diagonal) in diagonals.enumerated() {
      output(index).copyMemory(from: diagonal, byteCount: rows * dtype.byteCount)
    }
    give(b, 3)
  }
}
