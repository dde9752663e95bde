/// A lowered function: kernels in order, with control flow, host calls, and a memory plan over one arena.
///
/// Every buffer has its place before the first kernel runs; nothing is allocated or dispatched at run time.
package struct Program: Hashable, Sendable {
  package var name: String
  package var buffers: [Buffer]
  /// Extents known only at the call, in the order of the call's table.
  package var extentCount: Int
  /// Literals that live outside code; `Place.constant` indexes them.
  package var constants: [Literal]
  package var kernels: [Kernel]
  package var steps: [Step]
  /// The size of the arena, a multiple of 64.
  package var arenaByteCount: Int

  package init(
    name: String, buffers: [Buffer] = [], extentCount: Int = 0, constants: [Literal] = [],
    kernels: [Kernel] = [], steps: [Step] = [], arenaByteCount: Int = 0
  ) {
    self.name = name
    self.buffers = buffers
    self.extentCount = extentCount
    self.constants = constants
    self.kernels = kernels
    self.steps = steps
    self.arenaByteCount = arenaByteCount
  }

  /// How deep steps may nest: what walks a program is recursive and must fit on the stack of any thread.
  package static let maximumDepth = 100

  package subscript(buffer: BufferID) -> Buffer { buffers[buffer.index] }

  package var inputCount: Int { buffers.count { if case .input = $0.place { true } else { false } } }
  package var outputCount: Int { buffers.count { if case .output = $0.place { true } else { false } } }
}

extension Program {
  /// Prints as `#4`.
  package struct BufferID: Hashable, Sendable, CustomStringConvertible {
    package let id: UInt32
    package init(_ index: Int) { id = UInt32(index) }
    package var index: Int { Int(id) }
    package var description: String { "#\(id)" }
  }

  /// A buffer and where it lives.
  package struct Buffer: Hashable, Sendable {
    /// The element type in memory; complex tensors are buffers of twice as many floats.
    package var dtype: DType
    /// Elements; nil when it depends on extents that are known only at the call.
    package var count: Int?
    package var place: Place

    package init(_ dtype: DType, count: Int?, place: Place) {
      self.dtype = dtype
      self.count = count
      self.place = place
    }
  }

  package enum Place: Hashable, Sendable {
    case input(Int)
    case output(Int)
    case constant(Int)
    /// A byte offset into the arena, a multiple of 64.
    case arena(offset: Int)
  }

  /// What a kernel receives for one of its extents.
  package enum Extent: Hashable, Sendable {
    case constant(Int)
    /// An extent of the call.
    case call(Int)
  }

  package enum Step: Hashable, Sendable {
    /// Runs `kernels[kernel]` on buffers, in the order of its parameters.
    case launch(kernel: Int, buffers: [BufferID], extents: [Extent])
    /// Runs `condition`, reads the `bool` in `predicate`, runs `body`, and so on until it is false.
    case whileLoop(condition: [Step], predicate: BufferID, body: [Step])
    /// Runs the branch that the `int32` in `index` names; out of range means the last.
    case branch(index: BufferID, branches: [[Step]])
    case call(HostCall)
    /// Gives `to` the contents of `from`; nothing is done where both are in one place.
    case copy(from: BufferID, to: BufferID)
  }

  /// A call out of the program: to host code for its effect, or to a library routine.
  package struct HostCall: Hashable, Sendable {
    /// The name under which whoever runs the program supplies the function.
    package var name: String
    package var operands: [BufferID]
    package var results: [BufferID]
    /// The function itself, where it is no one else's to supply.
    package var closure: HostClosure?

    package init(
      name: String, operands: [BufferID], results: [BufferID], closure: HostClosure? = nil
    ) {
      self.name = name
      self.operands = operands
      self.results = results
      self.closure = closure
    }
  }

  /// The host calls of the program, equal ones once, in order of first appearance: the index in this list is what a
  /// callback receives.
  package var hostCalls: [HostCall] {
    var calls: [HostCall] = []
    func visit(_ steps: [Step]) {
      for step in steps {
        switch step {
        case .launch, .copy: break
        case .whileLoop(let condition, _, let body):
          visit(condition)
          visit(body)
        case .branch(_, let branches): branches.forEach(visit)
        case .call(let call): if !calls.contains(call) { calls.append(call) }
        }
      }
    }
    visit(steps)
    return calls
  }
}
