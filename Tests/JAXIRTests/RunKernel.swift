@testable import JAXIR

/// Runs kernels and programs on Swift arrays.
enum Run {
  /// Runs `kernel` on arrays, one for each parameter, and returns them afterwards.
  static func kernel<each Element>(
    _ kernel: Kernel, _ arrays: repeat [each Element], extents: [Int] = []
  ) throws -> (repeat [each Element]) {
    var memories: [UnsafeMutableRawBufferPointer] = []
    defer { for memory in memories { memory.deallocate() } }
    for array in repeat each arrays {
      let size = array.withUnsafeBytes(\.count)
      let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: size, alignment: 64)
      array.withUnsafeBytes { memory.copyMemory(from: $0) }
      memories.append(memory)
    }
    try KernelInterpreter(kernel).run(buffers: memories, extents: extents)
    var position = 0
    func next<T>(_ array: [T]) -> [T] {
      defer { position += 1 }
      return Array(memories[position].bindMemory(to: T.self))
    }
    return (repeat next(each arrays))
  }
}
