import JAXIR
import JAXPrimitives

// Eigenvalues, singular values, and the forms on the way to them. The arguments of each routine, and how much memory
// it works in, are in the manual pages of LAPACK 3.

extension LapackRun {
  private var size: Int { extents(operandTypes[0]).rows }

  private func leading(_ rows: Int) -> FortranArgument { .integer(max(rows, 1)) }

  private func isLetter(_ parameter: String, _ letter: Unicode.Scalar) -> Bool {
    routine[parameter] == Int(letter.value)
  }

  func syevd() throws(JAXError) {
    let n = size
    let a = matrix(0)
    let hasVectors = isLetter("mode", "V")
    let integerCount = hasVectors ? 3 + 5 * n : 1
    let realCount = max(hasVectors ? 1 + 5 * n + 2 * n * n : n, 1)
    try callWorking { work, count in
      let real: [FortranArgument] =
        dtype.isComplex
        ? [.memory(array("real work", realCount, dtype.component)), .integer(realCount)] : []
      return [
        .letter(routine["mode"]), .letter(routine["uplo"]), .integer(n), .memory(a), leading(n),
        .memory(output(1)), work, count,
      ] + real + [
        .memory(array("integers", integerCount, .int32)), .integer(integerCount), .memory(output(2)),
      ]
    }
    give(a, 0)
  }

  /// `info` −4, and NaN for eigenvalues, where an element is not finite: the iteration might not end.
  func geev() throws(JAXError) {
    let n = size
    let a = matrix(0)
    let valueCount = dtype.isComplex ? 1 : 2
    let info = output(valueCount + 2)
    guard isFinite(a, n * n) else {
      info.storeBytes(of: -4, as: Int32.self)
      for index in 0..<valueCount { fillWithNaN(output(index), n) }
      return
    }
    let (left, right) = (array("left", n * n), array("right", n * n))
    try callWorking { work, count in
      let real: [FortranArgument] =
        dtype.isComplex ? [.memory(array("real work", 2 * n, dtype.component))] : []
      return [
        .letter(routine["compute_left"]), .letter(routine["compute_right"]), .integer(n), .memory(a),
        leading(n),
      ]
        + (0..<valueCount).map { .memory(output($0)) }
        + [.memory(left), leading(n), .memory(right), leading(n), work, count] + real + [.memory(info)]
    }
    if isLetter("compute_left", "V") { giveVectors(left, valueCount) }
    if isLetter("compute_right", "V") { giveVectors(right, valueCount + 1) }
  }

  /// The eigenvectors of a real matrix as complex ones: where two eigenvalues are conjugate, the two columns are the
  /// real and the imaginary parts of the vector of the first.
  private func giveVectors(_ columns: UnsafeMutableRawPointer, _ index: Int) {
    let n = size
    if dtype.isComplex { return give(columns, index) }
    func expand<Number: BinaryFloatingPoint & BitwiseCopyable>(_: Number.Type) {
      let imaginary = output(1).assumingMemoryBound(to: Number.self)
      let from = columns.assumingMemoryBound(to: Number.self)
      let to = place(index, count: n * n).assumingMemoryBound(to: Number.self)
      var column = 0
      while column < n {
        let isPair = imaginary[column] != 0 && column + 1 < n
        for row in 0..<n {
          let real = from[column * n + row]
          let other = isPair ? from[(column + 1) * n + row] : 0
          let place = 2 * (row * n + column)
          (to[place], to[place + 1]) = (real, other)
          if isPair { (to[place + 2], to[place + 3]) = (real, -other) }
        }
        column += isPair ? 2 : 1
      }
    }
    dtype == .float32 ? expand(Float.self) : expand(Double.self)
  }

  func gesdd() throws(JAXError) {
    let (m, n) = extents(operandTypes[0])
    let (least, most) = (min(m, n), max(m, n))
    let isBare = isLetter("mode", "N")
    let realCount =
      isBare
      ? 7 * least : max(5 * least * least + 5 * least, 2 * most * least + 2 * least * least + least)
    try singularValues { (job, arguments, work, count, info) in
      let real: [FortranArgument] =
        dtype.isComplex ? [.memory(array("real work", realCount, dtype.component))] : []
      return [job] + arguments + [work, count] + real
        + [.memory(array("integers", 8 * least, .int32)), info]
    }
  }

  func gesvd() throws(JAXError) {
    let (m, n) = extents(operandTypes[0])
    try singularValues { (job, arguments, work, count, info) in
      let real: [FortranArgument] =
        dtype.isComplex ? [.memory(array("real work", 5 * min(m, n), dtype.component))] : []
      return [job, job] + arguments + [work, count] + real + [info]
    }
  }

  private func singularValues(
    _ arguments: (
      _ job: FortranArgument, _ shared: [FortranArgument], _ work: FortranArgument, _ count: FortranArgument,
      _ info: FortranArgument
    ) -> [FortranArgument]
  ) throws(JAXError) {
    let (m, n) = extents(operandTypes[0])
    let hasVectors = !isLetter("mode", "N")
    let a = matrix(0)
    let (left, right) = hasVectors ? (columns(2), columns(3)) : (array("left", 1), array("right", 1))
    let rightRows = hasVectors ? extents(resultTypes[3]).rows : 1
    let shared: [FortranArgument] = [
      .integer(m), .integer(n), .memory(a), leading(m), .memory(output(1)), .memory(left),
      leading(hasVectors ? m : 1), .memory(right), leading(rightRows),
    ]
    try callWorking { work, count in
      arguments(
        .letter(routine["mode"]), shared, work, count, .memory(output(resultTypes.count - 1)))
    }
    give(a, 0)
    if hasVectors {
      // Of a matrix without elements, LAPACK leaves the vectors alone: any orthogonal ones will do.
      if min(m, n) == 0 {
        fillIdentity(left, extents(resultTypes[2]).columns)
        fillIdentity(right, rightRows)
      }
      give(left, 2)
      give(right, 3)
    }
  }

  func gees() throws(JAXError) {
    let n = size
    let a = matrix(0)
    let vectors = columns(1)
    let valueCount = dtype.isComplex ? 1 : 2
    let (selected, info) = (output(valueCount + 2), output(valueCount + 3))
    try callWorking { work, count in
      let real: [FortranArgument] =
        dtype.isComplex ? [.memory(array("real work", n, dtype.component))] : []
      // Nothing is selected, so there is no function to select by and no memory for its answers.
      return [
        .letter(routine["mode"]), .letter(routine["sort"]), .memory(nil), .integer(n), .memory(a), leading(n),
        .memory(selected),
      ] + (0..<valueCount).map { .memory(output(2 + $0)) } + [.memory(vectors), leading(n), work, count]
        + real
        + [.memory(nil), .memory(info)]
    }
    give(a, 0)
    if isLetter("mode", "V") { give(vectors, 1) }
  }

  func gehrd() throws(JAXError) {
    let n = size
    let a = matrix(0)
    try callWorking { work, count in
      [
        .integer(n), .integer(routine["low"]), .integer(routine["high"]), .memory(a), leading(n),
        .memory(output(1)), work, count, .memory(output(2)),
      ]
    }
    give(a, 0)
  }

  func sytrd() throws(JAXError) {
    let n = size
    let a = matrix(0)
    try callWorking { work, count in
      [
        .letter(routine["uplo"]), .integer(n), .memory(a), leading(n), .memory(output(1)),
        .memory(output(2)), .memory(output(3)), work, count, .memory(output(4)),
      ]
    }
    give(a, 0)
  }

  // MARK: Numbers

  private func isFinite(_ numbers: UnsafeMutableRawPointer, _ count: Int) -> Bool {
    let parts = count * dtype.partCount
    return dtype.component == .float32
      ? (0..<parts).allSatisfy { numbers.assumingMemoryBound(to: Float.self)[$0].isFinite }
      : (0..<parts).allSatisfy { numbers.assumingMemoryBound(to: Double.self)[$0].isFinite }
  }

  private func fillWithNaN(_ numbers: UnsafeMutableRawPointer, _ count: Int) {
    for part in 0..<count * dtype.partCount {
      if dtype.component == .float32 {
        numbers.storeBytes(of: .nan, toByteOffset: 4 * part, as: Float.self)
      } else {
        numbers.storeBytes(of: .nan, toByteOffset: 8 * part, as: Double.self)
      }
    }
  }

  /// Makes zeros an identity matrix.
  private func fillIdentity(_ matrix: UnsafeMutableRawPointer, _ size: Int) {
    for index in 0..<size {
      let offset = index * (size + 1) * dtype.byteCount
      if dtype.component == .float32 {
        matrix.storeBytes(of: 1, toByteOffset: offset, as: Float.self)
      } else {
        matrix.storeBytes(of: 1, toByteOffset: offset, as: Double.self)
      }
    }
  }
}
