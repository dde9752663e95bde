import JAXIR
import JAXPrimitives

/// One call of a routine: a batch of matrices, one after the other.
///
/// LAPACK wants the columns of a matrix one after the other in memory, and overwrites its operands: matrices are copied
/// into memory of the run and back. Vectors and numbers are filled where they lie.
final class LapackRun {
  let routine: LapackRoutine
  let dtype: DType
  let operandTypes: [TensorType]
  let resultTypes: [TensorType]
  private let library: LapackLibrary
  private let operands: [UnsafeRawBufferPointer]
  private let results: [UnsafeMutableRawBufferPointer]
  /// Which matrix of the batch.
  private var item = 0
  private var blocks: [String: UnsafeMutableRawBufferPointer] = [:]
  private var workCount: Int?

  init(
    _ call: LapackHostCall, _ library: LapackLibrary, _ operands: [UnsafeRawBufferPointer],
    _ results: [UnsafeMutableRawBufferPointer]
  ) throws(JAXError) {
    routine = call.routine
    operandTypes = call.operandTypes
    resultTypes = try call.resultTypes()
    dtype = operandTypes[routine.matrixOperand].dtype
    self.library = library
    self.operands = operands
    self.results = results
  }

  deinit {
    for block in blocks.values { block.deallocate() }
  }

  /// Fills the results; what the routine leaves alone is zero.
  func run() throws(JAXError) {
    for result in results { result.initializeMemory(as: UInt8.self, repeating: 0) }
    let matrix = operandTypes[routine.matrixOperand]
    let count = matrix.shape.extents.dropLast(2).reduce(1, *)
    for item in 0..<count {
      self.item = item
      try runItem()
    }
  }

  private func runItem() throws(JAXError) {
    switch routine.name {
    case .potrf: try potrf()
    case .getrf: try getrf()
    case .geqrf: try geqrf()
    case .geqp3: try geqp3()
    case .orgqr: try orgqr()
    case .ormqr: try ormqr()
    case .trsm: try trsm()
    case .gtsv: try gtsv()
    case .syevd: try syevd()
    case .geev: try geev()
    case .gesdd: try gesdd()
    case .gesvd: try gesvd()
    case .gees: try gees()
    case .gehrd: try gehrd()
    case .sytrd: try sytrd()
    }
  }

  // MARK: Memory

  /// Memory of the run, the same for each matrix.
  func memory(_ name: String, byteCount: Int) -> UnsafeMutableRawPointer {
    if let known = blocks[name] { return known.baseAddress! }
    let block = UnsafeMutableRawBufferPointer.allocate(byteCount: max(byteCount, 16), alignment: 64)
    blocks[name] = block
    return block.baseAddress!
  }

  /// An array of `count` numbers of the dtype of the matrices, or of `dtype`.
  func array(_ name: String, _ count: Int, _ dtype: DType? = nil) -> UnsafeMutableRawPointer {
    memory(name, byteCount: count * (dtype ?? self.dtype).byteCount)
  }

  /// The extents of the matrices of `type`.
  func extents(_ type: TensorType) -> (rows: Int, columns: Int) {
    (type.shape[type.rank - 2], type.shape[type.rank - 1])
  }

  /// A copy of the matrix of operand `index`, column after column.
  func matrix(_ index: Int) -> UnsafeMutableRawPointer {
    let (rows, columns) = extents(operandTypes[index])
    let copy = array("matrix \(index)", rows * columns)
    let source = operands[index].baseAddress.map { $0 + item * rows * columns * dtype.byteCount }
    if let source { transpose(source, rows, columns, dtype, into: copy) }
    return copy
  }

  /// A copy of the vector of operand `index`.
  func vector(_ index: Int) -> UnsafeMutableRawPointer {
    let type = operandTypes[index]
    let byteCount = type.shape[type.rank - 1] * type.dtype.byteCount
    let copy = memory("vector \(index)", byteCount: byteCount)
    if byteCount > 0 {
      copy.copyMemory(from: operands[index].baseAddress! + item * byteCount, byteCount: byteCount)
    }
    return copy
  }

  /// Zeros for a matrix of result `index`, column after column, for `give`.
  func columns(_ index: Int) -> UnsafeMutableRawPointer {
    let (rows, columns) = extents(resultTypes[index])
    let byteCount = rows * columns * resultTypes[index].dtype.byteCount
    let zeros = memory("result \(index)", byteCount: byteCount)
    zeros.initializeMemory(as: UInt8.self, repeating: 0, count: byteCount)
    return zeros
  }

  /// Makes a matrix, column after column, the one of result `index`.
  func give(_ matrix: UnsafeMutableRawPointer, _ index: Int) {
    let (rows, columns) = extents(resultTypes[index])
    guard rows * columns > 0 else { return }
    transpose(matrix, columns, rows, resultTypes[index].dtype, into: place(index, count: rows * columns))
  }

  /// Where the vector, or the number, of result `index` is to be.
  func output(_ index: Int) -> UnsafeMutableRawPointer {
    let batchRank = operandTypes[routine.matrixOperand].rank - 2
    return place(index, count: resultTypes[index].shape.extents.dropFirst(batchRank).reduce(1, *))
  }

  /// Result `index`, `count` elements for each matrix; other memory where there are none, so that it has an address.
  func place(_ index: Int, count: Int) -> UnsafeMutableRawPointer {
    guard count > 0, let start = results[index].baseAddress else { return memory("nothing", byteCount: 0) }
    return start + item * count * resultTypes[index].dtype.byteCount
  }

  // MARK: Calls

  /// What the library calls the routine for the dtype at hand.
  private var symbol: String { routine.name.symbol(for: dtype) ?? routine.name.rawValue }

  func call(_ arguments: FortranArgument...) throws(JAXError) { try library.call(symbol, arguments) }

  /// Calls the routine with as much memory to work in as it asks for, which it is asked first.
  func callWorking(
    _ arguments: (_ work: FortranArgument, _ count: FortranArgument) -> [FortranArgument]
  ) throws(JAXError) {
    if workCount == nil {
      let answer = array("work count", 1)
      try library.call(symbol, arguments(.memory(answer), .integer(-1)))
      // A count past 2²⁴ is not exact in `float32`: the next number up is not too little.
      let count =
        dtype.component == .float32
        ? Double(answer.load(as: Float.self).nextUp) : answer.load(as: Double.self)
      guard count < Double(Int32.max) else {
        throw JAXError(
          .unsupported, "matrices of \(operandTypes[0]) need more memory to work in than LAPACK can name")
      }
      workCount = max(Int(count.rounded(.up)), 1)
    }
    try library.call(symbol, arguments(.memory(array("work", workCount!)), .integer(workCount!)))
  }
}

/// `rows` × `columns` elements, row after row, become columns × rows.
private func transpose(
  _ source: UnsafeRawPointer, _ rows: Int, _ columns: Int, _ dtype: DType,
  into destination: UnsafeMutableRawPointer
) {
  func move<Bits: BitwiseCopyable>(_: Bits.Type) {
    let from = source.assumingMemoryBound(to: Bits.self)
    let to = destination.assumingMemoryBound(to: Bits.self)
    for row in 0..<rows {
      for column in 0..<columns { to[column * rows + row] = from[row * columns + column] }
    }
  }
  switch dtype.byteCount {
  case 4: move(UInt32.self)
  case 8: move(UInt64.self)
  default: move(SIMD2<UInt64>.self)
  }
}
