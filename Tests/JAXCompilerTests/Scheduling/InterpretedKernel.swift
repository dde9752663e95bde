import JAXIR

/// The last buffer after the interpreter ran `kernel` on buffers of `int32`, all filled with small numbers that
/// repeat only after hundreds.
func interpreted(_ kernel: Kernel) throws -> [Int32] {
  let buffers = kernel.parameters.map { parameter in
    UnsafeMutableBufferPointer<Int32>.allocate(capacity: parameter.count ?? 0)
  }
  defer { for buffer in buffers { buffer.deallocate() } }
  for buffer in buffers { for place in buffer.indices { buffer[place] = Int32(place * 7 % 1013) } }
  try KernelInterpreter(kernel).run(
    buffers: buffers.map { UnsafeMutableRawBufferPointer($0) }, extents: [])
  return Array(buffers[buffers.count - 1])
}
