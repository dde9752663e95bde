/// Prints a program in the grammar that `ProgramParser` reads:
///
///     program main extents 1 arena 4096 {
///       #0: f32[8] = input 0
///       #1: f32[?] = output 0
///       #2: f32[8] = constant 0
///       #3: bool[1] = arena 128
///       constant 0 = f32[8](1.0)
///       kernel add(@0: read f32[8], @1: write f32[?], extent %0) { … }
///       run {
///         launch add(#0, #1) extents (call 0)
///         while { launch test(#0, #3) } #3 do { launch step(#0, #1) extents (8) }
///         branch #2 { … } { … }
///         call "print"(#0, #1) -> (#3)
///         copy #0 to #4
///       }
///     }
///
/// A launch names its kernel, or says its number where several kernels have one name.
struct ProgramPrinter {
  let program: Program
  private let hasUniqueNames: Bool

  init(_ program: Program) {
    self.program = program
    hasUniqueNames = Set(program.kernels.map(\.name)).count == program.kernels.count
  }

  func print(into writer: inout TextWriter) {
    writer.write("program \(TextWriter.name(program.name))")
    if program.extentCount != 0 { writer.write(" extents \(program.extentCount)") }
    if program.arenaByteCount != 0 { writer.write(" arena \(program.arenaByteCount)") }
    writer.block { writer in
      for (number, buffer) in program.buffers.enumerated() {
        writer.line("#\(number): \(buffer)")
      }
      for (number, literal) in program.constants.enumerated() {
        writer.line("constant \(number) = \(literal)")
      }
      for kernel in program.kernels {
        var printer = KernelPrinter(kernel, into: writer)
        printer.printKernel()
        writer = printer.writer
        writer.endLine()
      }
      writer.write("run")
      block(program.steps, into: &writer)
      writer.endLine()
    }
  }

  private func block(_ steps: [Program.Step], into writer: inout TextWriter) {
    writer.block { writer in
      for step in steps {
        writer.write(heading(step))
        blocks(step, into: &writer)
        writer.endLine()
      }
    }
  }

  private func blocks(_ step: Program.Step, into writer: inout TextWriter) {
    switch step {
    case .launch, .call, .copy: break
    case .whileLoop(let condition, let predicate, let body):
      block(condition, into: &writer)
      writer.write(" \(predicate) do")
      block(body, into: &writer)
    case .branch(_, let branches):
      for branch in branches { block(branch, into: &writer) }
    }
  }

  /// The step without its blocks, as errors quote it.
  func heading(_ step: Program.Step) -> String {
    switch step {
    case .launch(let kernel, let buffers, let extents):
      let name =
        hasUniqueNames && program.kernels.indices.contains(kernel)
        ? TextWriter.name(program.kernels[kernel].name) : String(kernel)
      let extents = extents.isEmpty ? "" : " extents " + TextWriter.list("(", extents, ")")
      return "launch \(name)" + TextWriter.list("(", buffers, ")") + extents
    case .whileLoop: return "while"
    case .branch(let index, _): return "branch \(index)"
    case .copy(let source, let destination): return "copy \(source) to \(destination)"
    case .call(let call):
      let operands = TextWriter.list("(", call.operands, ")")
      return "call \(TextWriter.quoted(call.name))\(operands) -> \(TextWriter.list("(", call.results, ")"))"
    }
  }
}

extension Program: CustomStringConvertible {
  /// The text that `Program(parsing:)` reads back.
  package var description: String {
    var writer = TextWriter()
    ProgramPrinter(self).print(into: &writer)
    return writer.text + "\n"
  }
}

extension Program.Buffer: CustomStringConvertible {
  /// `f32[8] = arena 128`
  package var description: String {
    let type = "\(dtype)[\(count?.description ?? "?")]"
    return switch place {
    case .input(let number): "\(type) = input \(number)"
    case .output(let number): "\(type) = output \(number)"
    case .constant(let number): "\(type) = constant \(number)"
    case .arena(let offset): "\(type) = arena \(offset)"
    }
  }
}

extension Program.Extent: CustomStringConvertible {
  package var description: String {
    switch self {
    case .constant(let extent): extent.description
    case .call(let number): "call \(number)"
    }
  }
}
