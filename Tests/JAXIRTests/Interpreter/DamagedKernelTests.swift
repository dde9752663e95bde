import Testing

@testable import JAXIR

/// Whatever a text says, reading, verifying and running it ends without a trap.
struct DamagedKernelTests {
  private static let numbers = [
    "0", "1", "-1", "2", "7", "1024", "2147483648", "9223372036854775807", "-9223372036854775808",
  ]

  private static func damaged(_ text: String, _ random: inout SplitMix) -> String {
    var words = text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    for _ in 0..<(1 + random.next() % 3) {
      let position = Int(random.next() % UInt64(words.count))
      let other = words[Int(random.next() % UInt64(words.count))]
      switch random.next() % 5 {
      case 0: words[position] = other
      case 1: words.remove(at: position)
      case 2: words.insert(other, at: position)
      case 3: words.swapAt(position, Int(random.next() % UInt64(words.count)))
      default:
        let number = numbers[Int(random.next() % UInt64(numbers.count))]
        let digits = words[position].filter { !$0.isNumber }
        words[position] = words[position].contains(where: \.isNumber) ? digits + number : number
      }
    }
    return words.joined(separator: " ")
  }

  /// Whether the text was read, and whether it could also run.
  private func run(_ text: String) -> (isRead: Bool, isRun: Bool) {
    guard let kernel = try? Kernel(parsing: text) else { return (false, false) }
    // A damaged kernel prints as something that reads back, valid or not.
    _ = kernel.description
    _ = kernel.renumbered
    guard let interpreter = try? KernelInterpreter(kernel) else { return (true, false) }
    let memories = kernel.parameters.map { _ in
      UnsafeMutableRawBufferPointer.allocate(byteCount: 512, alignment: 64)
    }
    defer { for memory in memories { memory.deallocate() } }
    for memory in memories { memory.initializeMemory(as: UInt8.self, repeating: 1) }
    try? interpreter.run(buffers: memories, extents: kernel.extents.map { _ in 7 }, iterationLimit: 2_000)
    return (true, true)
  }

  @Test func damagedKernelsDoNotTrap() throws {
    var random = SplitMix(seed: 41)
    var (read, ran) = (0, 0)
    for name in ["argmax", "merge_sort", "scatter_drop", "window_max", "escape_time", "matmul_local"] {
      let text = try Case.text("\(name).kernel")
      for _ in 0..<300 {
        let outcome = run(Self.damaged(text, &random))
        read += outcome.isRead ? 1 : 0
        ran += outcome.isRun ? 1 : 0
      }
    }
    #expect(read > 100 && ran > 20, "\(read) were read, \(ran) ran")
  }

  @Test func damagedProgramsDoNotTrap() throws {
    var random = SplitMix(seed: 42)
    let text = try Case.text("power.program")
    var (read, made) = (0, 0)
    for _ in 0..<600 {
      guard let program = try? Program(parsing: Self.damaged(text, &random)) else { continue }
      read += 1
      _ = program.description
      guard let interpreter = try? ProgramInterpreter(program), program.arenaByteCount < 1 << 20 else {
        continue
      }
      made += 1
      let memories = (0..<program.inputCount + program.outputCount).map { _ in
        UnsafeMutableRawBufferPointer.allocate(byteCount: 512, alignment: 64)
      }
      defer { for memory in memories { memory.deallocate() } }
      for memory in memories { memory.initializeMemory(as: UInt8.self, repeating: 1) }
      try? interpreter.run(
        inputs: memories.prefix(program.inputCount).map { UnsafeRawBufferPointer($0) },
        outputs: Array(memories.suffix(program.outputCount)),
        extents: Array(repeating: 3, count: program.extentCount),
        hostFunctions: ["tell": { _, _ in }], iterationLimit: 500)
    }
    #expect(read > 50 && made > 20, "\(read) were read, \(made) ran")
  }
}
