import Glibc
import Testing

struct GuardedMemoryTests {
  @Test func memoryIsPoisonedAndHolds() {
    for edge in GuardedMemory.Edge.allCases {
      for count in [0, 1, 7, 4_096, 4_097] {
        let memory = GuardedMemory(byteCount: count, edge: edge)
        #expect(memory.bytes.allSatisfy { [0x7F, 0xF7].contains($0) })
        #expect(GuardedMemory(holding: memory.bytes.reversed(), edge: edge).bytes == memory.bytes.reversed())
        #expect(memory.isIntact)
      }
    }
  }

  @Test func poisonIsNotANumber() {
    let memory = GuardedMemory(byteCount: 8, edge: .end).bytes
    memory.withUnsafeBytes {
      #expect($0.load(as: Double.self).isNaN)
      #expect($0.load(as: Float.self).isNaN)
      #expect($0.load(as: Float16.self).isNaN)
      // The upper half of a float.
      #expect(Float(bitPattern: UInt32($0.load(as: UInt16.self)) << 16).isNaN)
    }
  }

  @Test func writesBesideAreSeen() {
    let memory = GuardedMemory(byteCount: 64, edge: .end)
    (memory.address - 1).storeBytes(of: 0, as: UInt8.self)
    #expect(!memory.isIntact)
    let other = GuardedMemory(byteCount: 64, edge: .start)
    (other.address + 64).storeBytes(of: 0, as: UInt8.self)
    #expect(!other.isIntact)
  }

  @Test func writesPastTheEndFault() async {
    await #expect(processExitsWith: .failure) {
      GuardedMemory(byteCount: 10, edge: .end).address.storeBytes(of: 0, toByteOffset: 10, as: UInt8.self)
    }
  }

  @Test func writesBeforeTheStartFault() async {
    await #expect(processExitsWith: .failure) {
      (GuardedMemory(byteCount: 10, edge: .start).address - 1).storeBytes(of: 0, as: UInt8.self)
    }
  }

  @Test func writesToArgumentsFault() async {
    await #expect(processExitsWith: .failure) {
      GuardedMemory(holding: [1, 2, 3], edge: .end).address.storeBytes(of: 0, as: UInt8.self)
    }
  }

  @Test func crashesNameTheSeed() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      CrashReport.begin(seed: 4_711)
      let memory = GuardedMemory(byteCount: 16, edge: .end)
      memory.guardPages([-4_080..<16])
      memory.address.storeBytes(of: 0, as: UInt8.self)
    }
    let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(text.contains("seeds: 4711"))
  }
}
