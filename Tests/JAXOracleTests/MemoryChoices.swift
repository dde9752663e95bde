import JAXCompiler
import JAXIR

/// Where a program's buffers lie when it runs. Whatever is not written yet is poisoned.
struct MemoryChoices: CustomStringConvertible {
  /// What the plan shares.
  var sharing = Program.MemorySharing.full
  var arena = Arena.planned
  var edge = GuardedMemory.Edge.end

  enum Arena: String, CaseIterable {
    /// As the memory plan says: buffers take the places of others that are not needed any more.
    case planned
    /// Each buffer has a place of its own.
    case separate
    /// Each buffer has pages of its own, and a page that faults beside it; so have the constants.
    case guarded
  }

  init() {}

  init(_ random: inout SplitMix) {
    arena = Arena.allCases.randomElement(using: &random)!
    // A copy that the plan has left out needs the place that both of its sides share.
    sharing = Int.random(in: 0..<4, using: &random) > 0 && arena == .planned ? .full : .none
    edge = GuardedMemory.Edge.allCases.randomElement(using: &random)!
  }

  var description: String { "\(sharing) sharing, arena \(arena.rawValue), guards at the \(edge.rawValue)" }
}

extension Program {
  /// Takes constants as further inputs.
  ///
  /// - Returns: the constants, in order.
  mutating func takingConstants() -> [Literal] {
    let first = inputCount
    for index in buffers.indices {
      if case .constant(let number) = buffers[index].place { buffers[index].place = .input(first + number) }
    }
    defer { constants = [] }
    return constants
  }

  /// The program with its arena laid out as `memory` says, and the ranges of the arena that must fault.
  func placed(by memory: MemoryChoices) -> (program: Program, guards: [Range<Int>]) {
    var program = self
    var guards: [Range<Int>] = []
    guard memory.arena != .planned else { return (program, guards) }
    let page = GuardedMemory.pageByteCount
    var end = 0
    for index in buffers.indices {
      guard case .arena = buffers[index].place else { continue }
      let byteCount = (buffers[index].count ?? 0) * buffers[index].dtype.byteCount
      var offset = end
      if memory.arena == .separate {
        end += max(64, (byteCount + 63) / 64 * 64)
      } else {
        // A page that faults, pages of the buffer, and so on: each has one on either side.
        let pages = (byteCount + page - 1) / page * page
        guards.append(end..<end + page)
        offset = end + page + (memory.edge == .end ? pages - byteCount : 0)
        end += page + pages
      }
      program.buffers[index].place = .arena(offset: offset)
    }
    if !guards.isEmpty {
      guards.append(end..<end + page)
      end += page
    }
    program.arenaByteCount = end
    return (program, guards)
  }
}
