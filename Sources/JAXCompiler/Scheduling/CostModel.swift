package import JAXIR

/// What running parts of a kernel takes on one core, in nanoseconds: a rough guess, good to a factor of two or three,
/// which is enough to tell what is worth a thread. Never changes a bit of a result.
///
/// The weights are of a machine with 16 lanes at about 3.5 GHz: a vector instruction takes `operation`, however many
/// lanes it has; memory that is walked in order takes `streamedByte` whether it comes from the second cache or, read
/// ahead, from memory.
package struct CostModel {
  private let types: [DType]
  private let kernel: Kernel
  /// How the values that stand in bounds and indices are made.
  private var definitions: [Kernel.Value: Kernel.Operation.Kind] = [:]

  private static let operation = 0.3
  private static let iteration = 0.5
  private static let streamedByte = 0.025
  /// An element of a gather or a scatter, or one alone.
  private static let element = 0.6
  /// The iterations of a loop of which nothing is known, and of a `while`.
  private static let unknownTrips = 16
  private static let whileTrips = 4.0

  package init(_ kernel: Kernel) {
    self.kernel = kernel
    types = kernel.types
    define(kernel.body)
  }

  private mutating func define(_ block: Kernel.Block) {
    for operation in block.operations {
      switch operation.kind {
      case .scalar, .index, .load: definitions[operation.results[0]] = operation.kind
      case .constant(let constant) where constant.dtype == .int64:
        let offset = Int(Int64(bitPattern: constant.bits))
        definitions[operation.results[0]] = .index(AffineIndex(offset: offset))
      default: operation.blocks.forEach { define($0) }
      }
    }
  }

  /// How many iterations run at once, and along which index.
  private struct Lanes {
    var count = 1.0
    var index: Kernel.Value?
  }

  /// The time that `block` takes to run once, outside of vectors.
  package func time(of block: Kernel.Block) -> Double { time(of: block, Lanes()) }

  /// The time that one iteration of `loop` takes, of a vector loop its part of the vector.
  package func iterationTime(of loop: Kernel.Loop) -> Double { iterationTime(of: loop, Lanes()) }

  /// The time that `loop` takes to run once, outside of vectors.
  package func time(of loop: Kernel.Loop) -> Double {
    Double(trips(of: loop) ?? CostModel.unknownTrips) * iterationTime(of: loop)
  }

  // MARK: Blocks

  private func time(of block: Kernel.Block, _ lanes: Lanes) -> Double {
    block.operations.reduce(0) { $0 + time(of: $1, lanes) }
  }

  private func time(of operation: Kernel.Operation, _ lanes: Lanes) -> Double {
    switch operation.kind {
    case .constant: return 0
    case .index: return CostModel.operation / lanes.count
    case .scalar(let scalar, let operands): return time(of: scalar, types[operands[0].index], lanes)
    case .load(let buffer, let index, _, _), .store(_, let buffer, let index, _):
      return time(ofAccessTo: buffer, at: index, lanes)
    case .loop(let loop):
      return Double(trips(of: loop) ?? CostModel.unknownTrips) * iterationTime(of: loop, lanes)
    case .reduce(let reduction): return time(of: reduction, lanes)
    case .conditional(_, let then, let otherwise):
      return (time(of: then, lanes) + time(of: otherwise, lanes)) / 2
    case .whileLoop(let loop):
      return CostModel.whileTrips * (time(of: loop.condition, lanes) + time(of: loop.body, lanes))
    }
  }

  private func iterationTime(of loop: Kernel.Loop, _ lanes: Lanes) -> Double {
    var lanes = lanes
    if lanes.index == nil, case .vector(let count, _) = loop.schedule {
      lanes = Lanes(count: Double(count), index: loop.body.arguments[0])
    }
    return CostModel.iteration / lanes.count + time(of: loop.body, lanes)
  }

  private func time(of reduction: Kernel.Reduction, _ lanes: Lanes) -> Double {
    var lanes = lanes
    if lanes.index == nil, reduction.vector > 1 {
      lanes = Lanes(count: Double(reduction.vector), index: reduction.body.arguments.last)
    }
    let elements = reduction.domain.reduce(1.0) { $0 * Double($1.constant ?? CostModel.unknownTrips) }
    let element = CostModel.iteration / lanes.count + time(of: reduction.body, lanes)
    return elements * (element + time(of: reduction.combine, lanes))
  }

  // MARK: Operations

  private func time(of scalar: ScalarOperation, _ dtype: DType, _ lanes: Lanes) -> Double {
    let isHalf = dtype == .float16 || dtype == .bfloat16
    let weight: Double
    switch scalar {
    // Integers are divided lane by lane, and the remainder of floats is a call.
    case .divide where dtype.isInteger, .remainder where dtype.isInteger: return 3
    case .remainder: return 20
    case .divide, .sqrt: weight = 8
    case .bitcast, .select, .and, .or, .xor, .not, .negate, .abs, .copySign, .compare: weight = 1
    case .multiply where dtype.isInteger && dtype.bitWidth == 64: weight = 3
    case .convert(let result):
      weight = isHalf || result == .float16 || result == .bfloat16 ? 4 : 1
    default: weight = isHalf ? 8 : 1
    }
    return CostModel.operation * weight / lanes.count
  }

  private func time(
    ofAccessTo buffer: Kernel.Buffer, at index: AffineIndex, _ lanes: Lanes
  ) -> Double {
    guard let along = lanes.index else { return CostModel.element }
    switch stride(of: index, along: along) {
    case 0: return CostModel.element / lanes.count
    case 1, -1: return CostModel.streamedByte * Double(kernel.declaration(of: buffer).dtype.byteCount)
    default: return CostModel.element
    }
  }

  /// How far a step of `value` moves the index; nil when that is not the same everywhere, or hard to tell.
  private func stride(of index: AffineIndex, along value: Kernel.Value, depth: Int = 0) -> Int? {
    // Values may share what they are made of: looking far back could take forever.
    if depth > 4 { return nil }
    var stride = 0
    for term in index.terms {
      if term.value == value {
        stride += term.stride
      } else {
        switch definitions[term.value] {
        case .index(let inner):
          guard let own = self.stride(of: inner, along: value, depth: depth + 1) else { return nil }
          stride += own * term.stride
        case .scalar(_, let operands):
          let isSame = operands.allSatisfy {
            self.stride(of: AffineIndex($0), along: value, depth: depth + 1) == 0
          }
          if !isSame { return nil }
        case .load(_, let inner, mask: nil, otherwise: nil):
          if self.stride(of: inner, along: value, depth: depth + 1) != 0 { return nil }
        case .load: return nil
        default: break
        }
      }
    }
    return stride
  }

  // MARK: Bounds

  /// The number of iterations where it is known, or at most that many where the last of several loops is shorter.
  package func trips(of loop: Kernel.Loop) -> Int? {
    guard let extent = distance(from: loop.lower, to: loop.upper) else { return nil }
    return max(0, (extent + loop.step - 1) / loop.step)
  }

  private func distance(from lower: Kernel.Bound, to upper: Kernel.Bound) -> Int? {
    if case .value(let value) = upper, case .scalar(.minimum, let operands)? = definitions[value] {
      return operands.compactMap { distance(from: lower, to: .value($0)) }.min()
    }
    let difference = affine(upper) + affine(lower) * -1
    return difference.isConstant ? difference.offset : nil
  }

  private func affine(_ bound: Kernel.Bound) -> AffineIndex {
    switch bound {
    case .constant(let constant): AffineIndex(offset: constant)
    case .value(let value):
      if case .index(let index)? = definitions[value] { index } else { AffineIndex(value) }
    }
  }
}
