import CJAXRuntime
import JAXCodegen
import JAXIR
import Testing

/// Whole programs: control flow, host calls, the memory plan.
struct ProgramTests {
  /// `out = start; while (out < limit) out = out * 2 + 1`, through an arena buffer.
  private static func doubling() throws -> Program {
    var program = Program(name: "doubling", arenaByteCount: 128)
    program.buffers = [
      .init(.int32, count: 1, place: .input(0)),
      .init(.int32, count: 1, place: .output(0)),
      .init(.bool, count: 1, place: .arena(offset: 64)),
      .init(.int32, count: 1, place: .constant(0)),
      .init(.int32, count: 1, place: .arena(offset: 0)),
    ]
    program.constants = [Literal(splat: Kernel.Constant(.int32, integer: 1000), shape: .scalar)]
    let less = KernelBuilder(name: "less")
    let (a, b) = (
      less.parameter(.int32, count: 1, access: .read), less.parameter(.int32, count: 1, access: .read)
    )
    let bit = less.parameter(.bool, count: 1, access: .write)
    let (x, y) = (less.load(a, at: AffineIndex()), less.load(b, at: AffineIndex()))
    less.store(x.compare(.less, y), to: bit, at: AffineIndex())
    program.kernels = [copy("copy") { $0 }, less.finish(), copy("step") { $0 * 2 + 1 }, copy("again") { $0 }]
    let id = Program.BufferID.init
    program.steps = [
      .launch(kernel: 0, buffers: [id(0), id(1)], extents: []),
      .whileLoop(
        condition: [.launch(kernel: 1, buffers: [id(1), id(3), id(2)], extents: [])], predicate: id(2),
        body: [
          .launch(kernel: 2, buffers: [id(1), id(4)], extents: []),
          .launch(kernel: 3, buffers: [id(4), id(1)], extents: []),
        ]),
    ]
    return program
  }

  /// `out[0] = transform(x[0])`
  private static func copy(_ name: String, _ transform: (Scalar) -> Scalar) -> Kernel {
    let builder = KernelBuilder(name: name)
    let x = builder.parameter(.int32, count: 1, access: .read)
    let out = builder.parameter(.int32, count: 1, access: .write)
    builder.store(transform(builder.load(x, at: AffineIndex())), to: out, at: AffineIndex())
    return builder.finish()
  }

  @Test func whileLoop() throws {
    let native = try NativeProgram(Self.doubling())
    for start: Int32 in [-1, 0, 7, 999, 1000, 5000] {
      var expected = start
      // From -1 it stays there: cancellation is tested with it.
      if start == -1 { continue }
      while expected < 1000 { expected = expected * 2 + 1 }
      let (status, outputs) = try native.run([bytes([start])], outputs: [4])
      #expect(status == JAXStatusSuccess)
      #expect(values(outputs[0]) == [expected])
    }
  }

  @Test func cancellation() throws {
    // -1 * 2 + 1 is -1: it would run for ever.
    let (status, _) = try NativeProgram(Self.doubling()).run([bytes([Int32(-1)])], outputs: [4], cancelled: 1)
    #expect(status == JAXStatusCancelled)
  }

  /// A loop inside one kernel, in a branch or not, looks at the flag, too.
  @Test(arguments: [false, true])
  func cancellationInsideAKernel(isInBranch: Bool) throws {
    let builder = KernelBuilder(name: "count")
    let x = builder.parameter(.int32, count: 1, access: .read)
    let out = builder.parameter(.int32, count: 1, access: .write)
    let start = builder.load(x, at: AffineIndex())
    func count() -> [Scalar] {
      builder.whileLoop(carrying: [start], condition: { $0[0].compare(.less, 1_000) }, body: { [$0[0] + 3] })
    }
    let end =
      isInBranch
      ? builder.conditional(start.compare(.less, 500), then: count, otherwise: { [start] }) : count()
    builder.store(end[0], to: out, at: AffineIndex())
    let id = Program.BufferID.init
    let native = try NativeProgram(
      Program(
        name: "count",
        buffers: [.init(.int32, count: 1, place: .input(0)), .init(.int32, count: 1, place: .output(0))],
        kernels: [builder.finish()], steps: [.launch(kernel: 0, buffers: [id(0), id(1)], extents: [])]))
    let input = bytes([Int32(1)])
    let (stopped, _) = try native.run([input], outputs: [4], cancelled: 1)
    #expect(stopped == JAXStatusCancelled)
    let (status, outputs) = try native.run([input], outputs: [4])
    #expect(status == JAXStatusSuccess && values(outputs[0]) == [Int32(1_000)])
  }

  /// Kernels that differ in name alone are one function.
  @Test func equalKernelsAreEmittedOnce() throws {
    let text = try NativeKernel.engine.llvmText(of: Self.doubling())
    #expect(text.contains("define internal void @kernel0.copy"))
    #expect(!text.contains("again"))
  }

  @Test(arguments: [-5, 0, 1, 2, 3, 100])
  func branch(_ index: Int32) throws {
    var program = Program(name: "branch")
    program.buffers = [
      .init(.int32, count: 1, place: .input(0)), .init(.int32, count: 1, place: .output(0)),
    ]
    program.kernels = (0..<3).map { number in Self.copy("branch\(number)") { $0 * 10 + Double(number) } }
    let id = Program.BufferID.init
    program.steps = [
      .branch(
        index: id(0), branches: (0..<3).map { [.launch(kernel: $0, buffers: [id(0), id(1)], extents: [])] })
    ]
    let (status, outputs) = try NativeProgram(program).run([bytes([index])], outputs: [4])
    #expect(status == JAXStatusSuccess)
    #expect(values(outputs[0]) == [index * 10 + ((0...2).contains(index) ? index : 2)])
  }

  /// A copy of every size, from an input through the arena and from a constant.
  @Test(arguments: [0, 1, 2, 3, 64, 5_000])
  func copies(count: Int) throws {
    var program = Program(name: "copies")
    let size = (count * 4 + 63) / 64 * 64
    program.constants = [Literal(splat: Kernel.Constant(.int32, integer: 7), shape: try Shape([count]))]
    program.buffers = [
      .init(.int32, count: count, place: .input(0)), .init(.int32, count: count, place: .arena(offset: size)),
      .init(.int32, count: count, place: .output(0)), .init(.int32, count: count, place: .constant(0)),
      .init(.int32, count: count, place: .output(1)), .init(.int32, count: count, place: .output(2)),
    ]
    program.arenaByteCount = 2 * size
    let id = Program.BufferID.init
    program.steps = [(0, 1), (1, 2), (3, 4), (0, 5)].map { .copy(from: id($0), to: id($1)) }
    let input = (0..<count).map { Int32($0 * 3 - 5) }
    let (status, outputs) = try NativeProgram(program).run(
      [input.withUnsafeBytes { Array($0) }], outputs: [count * 4, count * 4, count * 4])
    #expect(status == JAXStatusSuccess)
    #expect(values(outputs[0]) == input)
    #expect(values(outputs[1]) == [Int32](repeating: 7, count: count))
    #expect(values(outputs[2]) == input)
  }

  /// Host code receives the number of the call and the addresses of their buffers; a failure ends the run.
  @Test func hostCalls() throws {
    var program = Program(name: "host")
    program.buffers = [
      .init(.int32, count: 1, place: .input(0)), .init(.int32, count: 1, place: .output(0)),
      .init(.int32, count: 1, place: .output(1)),
    ]
    let id = Program.BufferID.init
    program.steps = [
      .call(.init(name: "negate", operands: [id(0)], results: [id(1)])),
      .call(.init(name: "sum", operands: [id(0), id(1), id(0)], results: [id(2)])),
      .call(.init(name: "negate", operands: [id(2)], results: [id(1)])),
    ]
    let native = try NativeProgram(program)
    let callback: JAXCallback = { _, index, operands, results in
      let operands = operands!
      let value = { (position: Int) in operands[position]!.load(as: Int32.self) }
      switch index {
      case 0, 2: results![0]!.storeBytes(of: -value(0), as: Int32.self)
      default: results![0]!.storeBytes(of: value(0) + value(1) + value(2), as: Int32.self)
      }
      return value(0) == 666 ? 1 : 0
    }
    let (status, outputs) = try native.run([bytes([Int32(21)])], outputs: [4, 4], callback: callback)
    #expect(status == JAXStatusSuccess)
    #expect(values(outputs[0]) == [Int32(-21)])
    #expect(values(outputs[1]) == [Int32(21)])
    let (failed, _) = try native.run([bytes([Int32(666)])], outputs: [4, 4], callback: callback)
    #expect(failed == JAXStatusCallbackFailed)
  }

  @Test func emptyProgram() throws {
    let (status, _) = try NativeProgram(Program(name: "")).run([], outputs: [])
    #expect(status == JAXStatusSuccess)
  }

  /// Names are data: nothing in them can break the text or the symbols.
  @Test func hostileNames() throws {
    for name in ["", "a b\"c", "run", "llvm.fma", "ä\u{0}\n", "program1"] {
      var program = Program(name: name)
      let kernel = Self.copy(name) { $0 + 1 }
      program.kernels = [kernel]
      program.buffers = [
        .init(.int32, count: 1, place: .input(0)), .init(.int32, count: 1, place: .output(0)),
      ]
      program.steps = [.launch(kernel: 0, buffers: [.init(0), .init(1)], extents: [])]
      let (_, outputs) = try NativeProgram(program).run([bytes([Int32(1)])], outputs: [4])
      #expect(values(outputs[0]) == [Int32(2)])
    }
  }

  @Test func tooManyLocals() throws {
    let builder = KernelBuilder(name: "large")
    _ = builder.local(.float64, count: 1 << 20)
    let error = #expect(throws: JAXError.self) { try NativeKernel(builder.finish()) }
    #expect(error?.code == .compilationFailed)
    #expect(error?.message.contains("8388608 bytes") == true)
  }
}

/// A program as machine code.
struct NativeProgram {
  let program: Program
  let code: MachineCode

  init(_ program: Program, code: MachineCode? = nil) throws {
    self.program = program
    self.code = try code ?? NativeKernel.engine.compile(program, options: CodegenOptions(verify: true))
  }

  /// Runs the program on the bytes of its inputs; gives the bytes of its outputs, of which it is told the number.
  func run(
    _ inputs: [[UInt8]], outputs: [Int], cancelled: Int32 = 0, callback: JAXCallback? = nil
  ) throws -> (JAXStatus, [[UInt8]]) {
    let operands = inputs.map(GuardedBuffer.init)
    let results = outputs.map { GuardedBuffer([UInt8](repeating: 0xEE, count: $0)) }
    let constants = program.constants.map { GuardedBuffer($0.expandedBytes) }
    let arena = GuardedBuffer([UInt8](repeating: 0xCC, count: program.arenaByteCount))
    let pointers = { (buffers: [GuardedBuffer]) in buffers.map { UnsafeRawPointer?($0.address) } }
    var flag = cancelled
    let status = pointers(operands).withUnsafeBufferPointer { inputs in
      results.map { UnsafeMutableRawPointer?($0.address) }.withUnsafeBufferPointer { outputs in
        pointers(constants).withUnsafeBufferPointer { constants in
          withUnsafePointer(to: &flag) { flag in
            var call = JAXCall()
            call.inputs = inputs.baseAddress
            call.outputs = outputs.baseAddress
            call.constants = constants.baseAddress
            call.arena = arena.address
            call.parallelFor = JAXSerialFor
            call.callback = callback
            call.cancelled = flag
            return code.run(&call)
          }
        }
      }
    }
    for buffer in operands + results + constants + [arena] { #expect(buffer.isIntact) }
    for (before, after) in zip(inputs, operands) { #expect(before == after.bytes) }
    return (JAXStatus(rawValue: status), results.map(\.bytes))
  }
}
