/// Prints a kernel in the grammar that `KernelParser` reads:
///
///     kernel softplus(@0: read f32[8], @1: write f32[?], extent %0) {
///       local @2: f32[16]
///       %1: f32 = constant 1.0
///       loop %2 in 0 ..< %0 step 1 vector(16 x 2) {
///         %3: f32 = load @0[%2*4 + 7] where %9 else %1
///         %4: f32 = add %3, %1
///         store %4, @1[%2] where %9
///       }
///       %5: f32 = loop %6 in 0 ..< 8 unrolled carrying (%7: f32 = %1) { … yield %8 }
///       %10: f32 = reduce %11 in 0 ..< 4, %12 in 0 ..< %0 lanes(8) vector(4) from (%1) {
///         yield %13
///       } combine (%14: f32, %15: f32) {
///         yield %16
///       }
///       %17: f32 = if %9 { yield %1 } else { yield %4 }
///       %18: f32 = while (%19: f32 = %1) { yield %20 } do (%21: f32) { yield %22 }
///       %23: i64 = index [%0*-2 + 1]
///     }
///
/// Values and buffers print with their numbers; the types stand where values are defined, index values of loops
/// and reductions have none because they are always `i64`. A malformed kernel prints too.
struct KernelPrinter {
  let kernel: Kernel
  private(set) var writer: TextWriter

  init(_ kernel: Kernel, into writer: TextWriter = TextWriter()) {
    self.kernel = kernel
    self.writer = writer
  }

  mutating func printKernel() {
    let buffers = kernel.parameters.enumerated().map { position, declaration in
      "@\(position): \(declaration.access.rawValue) \(array(declaration))"
    }
    let extents = kernel.extents.map { "extent \($0)" }
    writer.write("kernel \(TextWriter.name(kernel.name))\(TextWriter.list("(", buffers + extents, ")"))")
    braces { printer in
      for (position, declaration) in printer.kernel.locals.enumerated() {
        printer.writer.line(
          "local @\(printer.kernel.parameters.count + position): \(printer.array(declaration))")
      }
      printer.printContents(printer.kernel.body)
    }
  }

  private func array(_ declaration: Kernel.BufferDeclaration) -> String {
    "\(declaration.dtype)[\(declaration.count?.description ?? "?")]"
  }

  // MARK: Blocks

  private mutating func braces(_ body: (inout KernelPrinter) -> Void) {
    writer.block { inner in
      var printer = KernelPrinter(kernel, into: inner)
      body(&printer)
      inner = printer.writer
    }
  }

  private mutating func printBlock(_ block: Kernel.Block) {
    braces { $0.printContents(block) }
  }

  private mutating func printContents(_ block: Kernel.Block) {
    for operation in block.operations {
      writer.write(definitions(operation.results) + heading(operation.kind))
      printBlocks(operation.kind)
      writer.endLine()
    }
    if !block.results.isEmpty { writer.line("yield \(TextWriter.joined(block.results))") }
  }

  private mutating func printBlocks(_ kind: Kernel.Operation.Kind) {
    switch kind {
    case .constant, .scalar, .index, .load, .store: break
    case .loop(let loop): printBlock(loop.body)
    case .reduce(let reduction):
      printBlock(reduction.body)
      writer.write(" combine \(arguments(reduction.combine.arguments))")
      printBlock(reduction.combine)
    case .conditional(_, let then, let otherwise):
      printBlock(then)
      if otherwise != Kernel.Block() {
        writer.write(" else")
        printBlock(otherwise)
      }
    case .whileLoop(let loop):
      printBlock(loop.condition)
      writer.write(" do \(arguments(loop.body.arguments))")
      printBlock(loop.body)
    }
  }

  // MARK: One operation

  /// The operation without its blocks and results, as errors quote it.
  func heading(_ kind: Kernel.Operation.Kind) -> String {
    switch kind {
    case .constant(let constant): "constant \(constant)"
    case .scalar(let operation, let operands): "\(operation.name) \(TextWriter.joined(operands))"
    case .index(let index): "index [\(index)]"
    case .load(let buffer, let index, let mask, let otherwise):
      "load \(buffer)[\(index)]" + (mask.map { " where \($0)" } ?? "")
        + (otherwise.map { " else \($0)" } ?? "")
    case .store(let value, let buffer, let index, let mask):
      "store \(value), \(buffer)[\(index)]" + (mask.map { " where \($0)" } ?? "")
    case .loop(let loop): heading(loop)
    case .reduce(let reduction): heading(reduction)
    case .conditional(let condition, _, _): "if \(condition)"
    case .whileLoop(let loop): "while \(carried(loop.condition.arguments, from: loop.initial))"
    }
  }

  private func heading(_ loop: Kernel.Loop) -> String {
    let index = loop.body.arguments.first?.description ?? "?"
    var text = "loop \(index) in \(loop.lower) ..< \(loop.upper)"
    if loop.step != 1 { text += " step \(loop.step)" }
    switch loop.schedule {
    case .serial: break
    case .parallel: text += " parallel"
    case .threads(let grain): text += " threads(grain \(grain))"
    case .vector(let lanes, let interleave): text += " vector(\(lanes) x \(interleave))"
    case .unrolled: text += " unrolled"
    }
    let carriedArguments = loop.body.arguments.dropFirst()
    if carriedArguments.isEmpty && loop.initial.isEmpty { return text }
    return text + " carrying \(carried(Array(carriedArguments), from: loop.initial))"
  }

  private func heading(_ reduction: Kernel.Reduction) -> String {
    let arguments = reduction.body.arguments
    let domain = reduction.domain.indices.map { axis in
      let index = axis < arguments.count ? arguments[axis].description : "?"
      return "\(index) in 0 ..< \(reduction.domain[axis])"
    }
    let vector = reduction.vector == 1 ? "" : " vector(\(reduction.vector))"
    return "reduce \(TextWriter.joined(domain)) lanes(\(reduction.lanes))\(vector)"
      + " from \(TextWriter.list("(", reduction.initial, ")"))"
  }

  // MARK: Values

  private func typed(_ value: Kernel.Value) -> String {
    "\(value): \(value.index < kernel.types.count ? kernel.types[value.index].description : "?")"
  }

  private func definitions(_ results: [Kernel.Value]) -> String {
    results.isEmpty ? "" : TextWriter.joined(results.map(typed)) + " = "
  }

  private func arguments(_ values: [Kernel.Value]) -> String { TextWriter.list("(", values.map(typed), ")") }

  private func carried(_ arguments: [Kernel.Value], from initial: [Kernel.Value]) -> String {
    let pairs = (0..<max(arguments.count, initial.count)).map { position in
      (position < arguments.count ? typed(arguments[position]) : "?")
        + " = " + (position < initial.count ? initial[position].description : "?")
    }
    return TextWriter.list("(", pairs, ")")
  }
}

extension Kernel: CustomStringConvertible {
  /// The text that `Kernel(parsing:)` reads back.
  package var description: String {
    var printer = KernelPrinter(self)
    printer.printKernel()
    return printer.writer.text + "\n"
  }
}

extension Kernel.Bound: CustomStringConvertible {
  package var description: String {
    switch self {
    case .constant(let constant): constant.description
    case .value(let value): value.description
    }
  }
}

extension AffineIndex: CustomStringConvertible {
  /// `%3*4 + %5 - 7`
  package var description: String {
    let sum = terms.map { $0.stride == 1 ? "\($0.value)" : "\($0.value)*\($0.stride)" }.joined(
      separator: " + ")
    if terms.isEmpty { return offset.description }
    if offset == 0 { return sum }
    return offset < 0 && offset != Int.min ? "\(sum) - \(-offset)" : "\(sum) + \(offset)"
  }
}
