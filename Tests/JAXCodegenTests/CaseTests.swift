import Foundation
import JAXCodegen
import JAXIR
import Testing

/// The kernels and programs that are written by hand as text, as machine code: equal to the interpreter.
struct CaseTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("JAXIRTests/Cases")

  static let kernels = try! FileManager.default.contentsOfDirectory(atPath: folder.path)
    .filter { $0.hasSuffix(".kernel") }.sorted()

  @Test(arguments: kernels)
  func kernel(_ name: String) throws {
    let text = try String(contentsOf: Self.folder.appendingPathComponent(name), encoding: .utf8)
    let kernel = try Kernel(parsing: text, file: name)
    var generator = SplitMix(seed: 7)
    for count in [0, 1, 9, 40] {
      let parameters = kernel.parameters.map { parameter in
        randomBytes(parameter.dtype, count: parameter.count ?? max(2, count) * count, &generator)
      }
      let extents = kernel.extents.map { _ in count }
      let expected = try interpret(kernel, parameters, extents: extents)
      let got = try NativeKernel(kernel).run(parameters, extents: extents)
      for (position, parameter) in kernel.parameters.enumerated() {
        #expect(
          canonical(got[position], parameter.dtype) == canonical(expected[position], parameter.dtype),
          "\(name), buffer \(position), \(count) elements")
      }
    }
  }
}

/// Runs `kernel` in the interpreter, on copies.
func interpret(_ kernel: Kernel, _ parameters: [[UInt8]], extents: [Int] = []) throws -> [[UInt8]] {
  let memories = parameters.map { bytes in
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 64)
    memory.copyBytes(from: bytes)
    return memory
  }
  defer { for memory in memories { memory.deallocate() } }
  try KernelInterpreter(kernel).run(buffers: memories, extents: extents)
  return memories.map { Array($0) }
}

/// Small numbers of `dtype`, so that they are valid positions too now and then.
func randomBytes(
  _ dtype: DType, count: Int, _ generator: inout some RandomNumberGenerator
) -> [UInt8] {
  (0..<count).flatMap { _ in
    let number = Int.random(in: -3...40, using: &generator)
    let constant =
      switch dtype.kind {
      case .float: Kernel.Constant(dtype, Double(number) / 8)
      case .bool: Kernel.Constant(dtype, integer: number & 1)
      default: Kernel.Constant(dtype, integer: number)
      }
    return withUnsafeBytes(of: constant.bits.littleEndian) { Array($0.prefix(dtype.byteCount)) }
  }
}

/// `bytes` with all NaNs the same.
func canonical(_ bytes: [UInt8], _ dtype: DType) -> [UInt8] {
  guard dtype.isFloat else { return bytes }
  let size = dtype.byteCount
  let infinity = Kernel.Constant(dtype, .infinity).bits
  let magnitude = UInt64.max >> (65 - UInt64(dtype.bitWidth))
  return stride(from: 0, to: bytes.count, by: size).flatMap { start in
    let element = bytes[start..<start + size]
    let bits = element.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    return bits & magnitude > infinity ? [UInt8](repeating: 0xFF, count: size) : Array(element)
  }
}

/// A small seeded generator (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014).
struct SplitMix: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
