import CJAXRuntime
import JAXCodegen
import JAXIR
import JAXPrimitives
import Testing

/// A kernel that maps an elementary function over arrays.
struct FunctionKernel<Element: BinaryFloatingPoint & BitwiseCopyable> {
  let kernel: Kernel

  static var dtype: DType { Element.self == Float.self ? .float32 : .float64 }

  init(
    _ function: ElementaryFunction, count: Int, schedule: Kernel.Schedule = .vector(lanes: 16, interleave: 1)
  ) {
    let builder = KernelBuilder(name: function.name)
    let inputs = (0..<function.arity).map { _ in
      builder.parameter(Self.dtype, count: count, access: .read)
    }
    let output = builder.parameter(Self.dtype, count: count, access: .write)
    builder.loop(schedule, to: .constant(count)) { index, _ in
      let values = inputs.map { builder.load($0, at: index.index) }
      builder.store(function.build(values), to: output, at: index.index)
      return []
    }
    kernel = builder.finish()
  }

  /// Operations in the loop, those of blocks that seldom run not counted.
  var operationCount: Int {
    guard case .loop(let loop)? = kernel.body.operations.first(where: { !$0.blocks.isEmpty })?.kind else {
      return 0
    }
    return loop.body.operations.count { operation in
      switch operation.kind {
      case .scalar(.bitcast, _): false
      case .scalar: true
      default: false
      }
    }
  }

  /// What the interpreter makes of it.
  func interpret(_ arguments: [[Element]]) throws -> [Element] {
    let kernel = try KernelInterpreter(kernel)
    let count = arguments[0].count
    let size = count * MemoryLayout<Element>.stride
    let memories = (0...arguments.count).map { _ in
      UnsafeMutableRawBufferPointer.allocate(byteCount: size, alignment: 64)
    }
    defer { for memory in memories { memory.deallocate() } }
    for (memory, argument) in zip(memories, arguments) {
      argument.withUnsafeBytes { memory.copyMemory(from: $0) }
    }
    try kernel.run(buffers: memories)
    return Array(memories[arguments.count].bindMemory(to: Element.self))
  }

  /// What machine code makes of it.
  func compile() throws -> ([[Element]]) -> [Element] {
    let code = try sharedEngine.compile(program)
    return { arguments in
      [Element](unsafeUninitializedCapacity: arguments[0].count) { output, count in
        count = arguments[0].count
        let inputs = arguments.map { $0.withUnsafeBytes { copy($0) } }
        defer { for input in inputs { input.deallocate() } }
        let status = inputs.map { UnsafeRawPointer?($0) }.withUnsafeBufferPointer { inputs in
          withUnsafePointer(to: UnsafeMutableRawPointer?(output.baseAddress!)) { output in
            var call = JAXCall()
            call.inputs = inputs.baseAddress
            call.outputs = output
            return code.run(&call)
          }
        }
        #expect(status == Int32(JAXStatusSuccess.rawValue))
      }
    }
  }

  private var program: Program {
    var program = Program(name: kernel.name, extentCount: 0, kernels: [kernel])
    let last = kernel.parameters.count - 1
    for (number, parameter) in kernel.parameters.enumerated() {
      program.buffers.append(
        .init(parameter.dtype, count: parameter.count, place: number == last ? .output(0) : .input(number)))
    }
    program.steps = [
      .launch(kernel: 0, buffers: kernel.parameters.indices.map(Program.BufferID.init), extents: [])
    ]
    return program
  }
}

private let sharedEngine = try! JITEngine()

private func copy(_ bytes: UnsafeRawBufferPointer) -> UnsafeMutableRawPointer {
  let memory = UnsafeMutableRawPointer.allocate(byteCount: max(bytes.count, 64), alignment: 64)
  memory.copyMemory(from: bytes.baseAddress!, byteCount: bytes.count)
  return memory
}
