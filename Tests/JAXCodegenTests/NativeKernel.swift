import CJAXRuntime
import JAXCodegen
import JAXIR
import JAXRuntime
import Testing

/// One kernel as machine code.
struct NativeKernel {
  static let engine = try! JITEngine()
  let kernel: Kernel
  let code: MachineCode

  init(_ kernel: Kernel, options: CodegenOptions = CodegenOptions(economizes: false)) throws {
    self.kernel = kernel
    code = try Self.engine.compile(Self.program(kernel), options: options)
  }

  init(_ kernel: Kernel, code: MachineCode) {
    self.kernel = kernel
    self.code = code
  }

  /// The program that runs `kernel` once: read parameters are inputs, the others outputs.
  static func program(_ kernel: Kernel) -> Program {
    var program = Program(name: kernel.name, extentCount: kernel.extents.count, kernels: [kernel])
    var inputs = 0
    var outputs = 0
    for parameter in kernel.parameters {
      let isInput = parameter.access == .read
      let place = isInput ? Program.Place.input(inputs) : .output(outputs)
      if isInput { inputs += 1 } else { outputs += 1 }
      program.buffers.append(.init(parameter.dtype, count: parameter.count, place: place))
    }
    program.steps = [
      .launch(
        kernel: 0, buffers: kernel.parameters.indices.map(Program.BufferID.init),
        extents: kernel.extents.indices.map(Program.Extent.call))
    ]
    return program
  }

  /// Runs the kernel on the bytes of its parameters, in order; gives their bytes afterwards.
  func run(_ parameters: [[UInt8]], extents: [Int] = [], threads: ThreadPool? = nil) -> [[UInt8]] {
    let buffers = parameters.map(GuardedBuffer.init)
    let pairs = zip(kernel.parameters, buffers)
    let inputs = pairs.filter { $0.0.access == .read }.map { UnsafeRawPointer?($0.1.address) }
    let outputs = pairs.filter { $0.0.access != .read }.map { UnsafeMutableRawPointer?($0.1.address) }
    let counts = extents.map(Int64.init)
    let status = inputs.withUnsafeBufferPointer { inputs in
      outputs.withUnsafeBufferPointer { outputs in
        counts.withUnsafeBufferPointer { counts in
          var call = JAXCall()
          call.inputs = inputs.baseAddress
          call.outputs = outputs.baseAddress
          call.extents = counts.baseAddress
          call.parallelFor = threads?.parallelFor ?? JAXSerialFor
          call.pool = UnsafeMutableRawPointer(threads?.handle)
          return code.run(&call)
        }
      }
    }
    #expect(status == Int32(JAXStatusSuccess.rawValue))
    let intact = buffers.allSatisfy { $0.isIntact }
    #expect(intact, "written before the start of a buffer")
    return buffers.map(\.bytes)
  }
}

/// The bytes of `values`.
func bytes<Element>(_ values: [Element]) -> [UInt8] { values.withUnsafeBytes(Array.init) }

/// The values that `bytes` hold.
func values<Element: BitwiseCopyable>(_ bytes: [UInt8], as type: Element.Type = Element.self) -> [Element] {
  bytes.withUnsafeBytes { raw in
    (0..<raw.count / MemoryLayout<Element>.stride).map {
      raw.loadUnaligned(fromByteOffset: $0 * MemoryLayout<Element>.stride, as: Element.self)
    }
  }
}

/// Extents around every lane and remainder boundary.
let boundaryExtents = [0, 1, 2, 3, 7, 8, 15, 16, 17, 31, 32, 33, 47, 63, 64, 65, 97, 127, 131]

/// How a loop may run.
let vectorSchedules: [Kernel.Schedule] =
  [.serial]
  + [1, 4, 8, 16].flatMap { lanes in
    [1, 2, 3, 4].map { Kernel.Schedule.vector(lanes: lanes, interleave: $0) }
  }

/// Numbers with a pattern that no permutation of lanes leaves alone.
func samples(_ count: Int, seed: Int = 1) -> [Float] {
  (0..<count).map { Float(($0 &* 7919 &+ seed &* 104729) % 1009) / 37 - 11 }
}
