/// The registers of one run and the loop that executes steps on them.
struct KernelMachine {
  typealias Register = DecodedKernel.Register

  let registers: UnsafeMutablePointer<UInt64>
  var iterationsLeft: Int

  enum Outcome {
    case finished
    case outOfRange(buffer: Int, index: Int)
    case exhausted
  }

  private subscript(register: Register) -> UInt64 {
    @inline(__always) get { registers[Int(register)] }
    @inline(__always) nonmutating set { registers[Int(register)] = newValue }
  }

  @inline(__always)
  private func integer(_ register: Register) -> Int { Int(truncatingIfNeeded: self[register]) }

  @inline(__always)
  private func set(_ register: Register, _ value: Int) { self[register] = UInt64(bitPattern: Int64(value)) }

  mutating func run(
    _ steps: UnsafeBufferPointer<DecodedKernel.Step>, _ memories: UnsafeBufferPointer<KernelMemory>
  ) -> Outcome {
    guard let first = steps.baseAddress else { return .finished }
    var position = 0
    while position < steps.count {
      switch first[position] {
      case .scalar(let evaluator, let result, let a, let b, let c):
        self[result] = evaluator(self[a], self[b], self[c])
      case .copy(let source, let target): self[target] = self[source]
      case .multiplyAdd(let result, let factor, let stride, let addend):
        set(result, integer(factor) &* stride &+ integer(addend))
      case .load(let element, let result):
        let index = index(of: element)
        let memory = memories[Int(element.buffer)]
        guard UInt(bitPattern: index) < UInt(bitPattern: memory.count), let base = memory.base else {
          return .outOfRange(buffer: Int(element.buffer), index: index)
        }
        self[result] = element.memory.load(base, index)
      case .store(let element, let value):
        let index = index(of: element)
        let memory = memories[Int(element.buffer)]
        guard UInt(bitPattern: index) < UInt(bitPattern: memory.count), let base = memory.base else {
          return .outOfRange(buffer: Int(element.buffer), index: index)
        }
        element.memory.store(self[value], base, index)
      case .jump(let target):
        position = Int(target)
        continue
      case .repeats(let head):
        iterationsLeft &-= 1
        if iterationsLeft < 0 { return .exhausted }
        position = Int(head)
        continue
      case .jumpIfFalse(let condition, let target):
        if self[condition] == 0 {
          position = Int(target)
          continue
        }
      case .enter(let index, let lower, let upper, let exit):
        self[index] = self[lower]
        if integer(lower) >= integer(upper) {
          position = Int(exit)
          continue
        }
      case .next(let index, let step, let upper, let head):
        let (next, overflow) = integer(index).addingReportingOverflow(step)
        if !overflow, next < integer(upper) {
          iterationsLeft &-= 1
          if iterationsLeft < 0 { return .exhausted }
          set(index, next)
          position = Int(head)
          continue
        }
      case .fill(let value, let first, let count, let stride):
        for lane in 0..<count { self[first + lane * stride] = self[value] }
      case .readLane(let lane, let target): self[target] = self[register(lane)]
      case .writeLane(let lane, let source): self[register(lane)] = self[source]
      }
      position += 1
    }
    return .finished
  }

  @inline(__always)
  private func index(of element: DecodedKernel.Element) -> Int {
    integer(element.factor) &* element.stride &+ element.offset
  }

  @inline(__always)
  private func register(_ lane: DecodedKernel.Lane) -> Register {
    lane.first &+ lane.stride &* (Register(truncatingIfNeeded: self[lane.index]) & lane.mask)
  }
}

extension DecodedKernel.MemoryFormat {
  @inline(__always)
  func load(_ base: UnsafeMutableRawPointer, _ index: Int) -> UInt64 {
    switch self {
    case .bool: (base + index).loadUnaligned(as: UInt8.self) != 0 ? 1 : 0
    case .byte: UInt64((base + index).loadUnaligned(as: UInt8.self))
    case .halfWord: UInt64((base + 2 * index).loadUnaligned(as: UInt16.self))
    case .word: UInt64((base + 4 * index).loadUnaligned(as: UInt32.self))
    case .doubleWord: (base + 8 * index).loadUnaligned(as: UInt64.self)
    }
  }

  @inline(__always)
  func store(_ bits: UInt64, _ base: UnsafeMutableRawPointer, _ index: Int) {
    switch self {
    case .bool, .byte: (base + index).storeBytes(of: UInt8(truncatingIfNeeded: bits), as: UInt8.self)
    case .halfWord: (base + 2 * index).storeBytes(of: UInt16(truncatingIfNeeded: bits), as: UInt16.self)
    case .word: (base + 4 * index).storeBytes(of: UInt32(truncatingIfNeeded: bits), as: UInt32.self)
    case .doubleWord: (base + 8 * index).storeBytes(of: bits, as: UInt64.self)
    }
  }
}
