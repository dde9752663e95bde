package import JAXIR

extension Program {
  /// By output: the inputs in whose memory it may be computed, if the caller has no use for them.
  ///
  /// These have as many bytes, and are read for the last time before the output is written for the first, or by the
  /// kernel that does, which then computes it in place, or by a copy, which then has nothing to do. Pairs of different inputs and outputs may be chosen at once.
  ///
  /// - Parameter mayStore: whether a kernel may be passed, for the first of two parameters, the memory of the second.
  package func donors(
    mayStore: (_ kernel: Int, _ result: Kernel.Buffer, _ operand: Kernel.Buffer) -> Bool
  ) -> [[Int]] {
    var lives = [ClosedRange<Int>?](repeating: nil, count: buffers.count)
    for (position, step) in steps.enumerated() {
      for buffer in step.buffers {
        lives[buffer.index] = (lives[buffer.index]?.lowerBound ?? position)...position
      }
    }
    func isFree(_ input: Int, for output: Int) -> Bool {
      guard let end = lives[input]?.upperBound, let start = lives[output]?.lowerBound else { return true }
      guard end == start else { return end < start }
      if case .copy(let source, let destination) = steps[start] {
        return source.index == input && destination.index == output
      }
      guard case .launch(let kernel, let arguments, _) = steps[start] else { return false }
      let results = arguments.indices.filter { arguments[$0].index == output }
      let operands = arguments.indices.filter { arguments[$0].index == input }
      guard results.count == 1, operands.count == 1 else { return false }
      return mayStore(kernel, Kernel.Buffer(results[0]), Kernel.Buffer(operands[0]))
    }
    var inputs: [(number: Int, buffer: Int)] = []
    var donors = [[Int]](repeating: [], count: outputCount)
    for (index, buffer) in buffers.enumerated() {
      if case .input(let number) = buffer.place { inputs.append((number, index)) }
    }
    for (index, buffer) in buffers.enumerated() {
      guard case .output(let number) = buffer.place, let size = buffer.byteCount else { continue }
      donors[number] = inputs.compactMap { input in
        buffers[input.buffer].byteCount == size && isFree(input.buffer, for: index) ? input.number : nil
      }
    }
    return donors
  }
}

extension Program.Buffer {
  /// Nil when it depends on extents that are known only at the call.
  fileprivate var byteCount: Int? { count.map { $0 * dtype.byteCount } }
}
