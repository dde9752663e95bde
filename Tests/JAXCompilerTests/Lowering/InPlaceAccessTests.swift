import JAXIR
import Testing

@testable import JAXCompiler

/// Which results may be computed where an operand lies.
struct InPlaceAccessTests {
  private func isInPlace(_ body: String, operand: String = "f32[64]", result: String = "f32[64]") throws
    -> Bool
  {
    let text = "kernel k(@0: read \(operand), @1: write \(result), @2: read f32[64]) {\n\(body)\n}"
    let kernel = try Kernel(parsing: text)
    try kernel.verify()
    return kernel.mayStore(Kernel.Buffer(1), inPlaceOf: Kernel.Buffer(0))
  }

  /// Each element is read where it is written.
  @Test(arguments: ["parallel", "", "vector(16 x 2)", "threads(grain 4)"])
  func elementByElement(_ schedule: String) throws {
    #expect(
      try isInPlace(
        """
        loop %1 in 0 ..< 64 \(schedule) {
          %2: f32 = load @0[%1]
          %3: f32 = add %2, %2
          store %3, @1[%1]
        }
        """))
  }

  /// A row is read, reduced and read again before any of it is written.
  @Test func rowByRow() throws {
    let rows = { (last: String) in
      """
      loop %1 in 0 ..< 8 parallel {
        %2: f32 = constant 0.0
        %3: f32 = reduce %4 in 0 ..< 8 lanes(1) from (%2) {
          %5: f32 = load @0[%1*8 + %4]
          yield %5
        } combine (%6: f32, %7: f32) {
          %8: f32 = add %6, %7
          yield %8
        }
        loop %9 in 0 ..< 8 parallel {
          %10: f32 = load @0[%1*8 + %9]
          %11: f32 = sub %10, %3
          store %11, @1[%1*8 + \(last)]
        }
      }
      """
    }
    #expect(try isInPlace(rows("%9")))
    // The row from its other end: an element is overwritten before it is read.
    #expect(try !isInPlace(rows("%9*-1 + 7")))
  }

  /// Two parts of each element, both read before either is written, or not.
  @Test func interleavedParts() throws {
    #expect(
      try isInPlace(
        """
        loop %1 in 0 ..< 32 parallel {
          %2: f32 = load @0[%1*2]
          %3: f32 = load @0[%1*2 + 1]
          store %3, @1[%1*2]
          store %2, @1[%1*2 + 1]
        }
        """))
    #expect(
      try !isInPlace(
        """
        loop %1 in 0 ..< 32 parallel {
          %2: f32 = load @0[%1*2]
          store %2, @1[%1*2 + 1]
          %3: f32 = load @0[%1*2 + 1]
          store %3, @1[%1*2]
        }
        """))
  }

  /// Iterations that read what others write, whatever the order in which they run.
  @Test(arguments: ["%1 + 1", "%1*-1 + 63", "0", "%1*2"])
  func otherElements(_ index: String) throws {
    let count = index == "%1*2" ? 32 : index == "%1 + 1" ? 63 : 64
    #expect(
      try !isInPlace(
        """
        loop %1 in 0 ..< \(count) parallel {
          %2: f32 = load @0[\(index)]
          store %2, @1[%1]
        }
        """))
  }

  @Test func transposition() throws {
    #expect(
      try !isInPlace(
        """
        loop %1 in 0 ..< 8 parallel {
          loop %2 in 0 ..< 8 parallel {
            %3: f32 = load @0[%2*8 + %1]
            store %3, @1[%1*8 + %2]
          }
        }
        """))
  }

  /// A load before a loop may be done again in each of its iterations, which the stores of others then precede.
  @Test func loadBeforeALoop() throws {
    #expect(
      try !isInPlace(
        """
        loop %1 in 0 ..< 8 parallel {
          %2: f32 = load @0[%1*8]
          loop %3 in 0 ..< 8 parallel {
            store %2, @1[%1*8 + %3]
          }
        }
        """))
  }

  /// All loads in one loop, all stores in the next.
  @Test func oneLoopAfterTheOther() throws {
    #expect(
      try isInPlace(
        """
        %0: f32 = constant 0.0
        %1: f32 = reduce %2 in 0 ..< 64 lanes(1) from (%0) {
          %3: f32 = load @0[%2*-1 + 63]
          yield %3
        } combine (%4: f32, %5: f32) {
          %6: f32 = add %4, %5
          yield %6
        }
        loop %7 in 0 ..< 64 parallel {
          store %1, @1[%7]
        }
        """))
  }

  /// Windows that overlap from one iteration to the next.
  @Test func overlappingWindows() throws {
    let windows = { (stride: Int) in
      """
      loop %1 in 0 ..< 7 parallel {
        loop %2 in 0 ..< 9 parallel {
          %3: f32 = load @0[%1*\(stride) + %2]
          store %3, @1[%1*\(stride) + %2]
        }
      }
      """
    }
    #expect(try isInPlace(windows(9)))
    #expect(try !isInPlace(windows(8)))
  }

  /// Tiles of two rows, the first of which is stored before the second is read, dealt out by one number.
  @Test func tiles() throws {
    let tiles = { (row: Int) in
      """
      loop %1 in 0 ..< 8 threads(grain 1) {
        %2: i64 = constant 4
        %3: i64 = div %1, %2
        %4: i64 = rem %1, %2
        loop %5 in 0 ..< 4 vector(4 x 1) {
          %6: f32 = load @0[%3*32 + %4*4 + %5]
          store %6, @1[%3*32 + %4*4 + %5]
          %7: f32 = load @0[%3*32 + %4*4 + %5 + \(row)]
          store %7, @1[%3*32 + %4*4 + %5 + \(row)]
        }
      }
      """
    }
    #expect(try isInPlace(tiles(16)))
    // The second row is the first one of another column of tiles.
    #expect(try !isInPlace(tiles(8)))
  }

  /// The second loop reads other elements than the first one stores.
  @Test func partByPart() throws {
    let parts = { (first: Int) in
      """
      loop %1 in 0 ..< \(first) parallel {
        %2: f32 = load @0[%1]
        store %2, @1[%1]
      }
      loop %3 in 0 ..< 32 parallel {
        %4: f32 = load @0[%3 + 32]
        store %4, @1[%3 + 32]
      }
      """
    }
    #expect(try isInPlace(parts(32)))
    #expect(try !isInPlace(parts(33)))
  }

  /// Indices that are computed, and repetition whose order is not told by an index.
  @Test func unknownIndices() throws {
    #expect(
      try !isInPlace(
        """
        loop %1 in 0 ..< 64 parallel {
          %2: i64 = constant 7
          %3: i64 = rem %1, %2
          %4: f32 = load @0[%3]
          store %4, @1[%1]
        }
        """))
  }

  /// Buffers of other sizes or kinds.
  @Test func otherTypes() throws {
    let copy = """
      loop %1 in 0 ..< 32 parallel {
        %2: f32 = load @0[%1]
        store %2, @1[%1]
      }
      """
    #expect(try isInPlace(copy))
    #expect(try !isInPlace(copy, result: "f32[32]"))
    #expect(try !isInPlace(copy, operand: "f32[?]", result: "f32[?]"))
    let kernel = try Kernel(
      parsing: """
        kernel k(@0: read f32[64], @1: write f64[64]) {
          loop %1 in 0 ..< 64 parallel {
            %2: f32 = load @0[%1]
            %3: f64 = convert.f64 %2
            store %3, @1[%1]
          }
        }
        """)
    #expect(!kernel.mayStore(Kernel.Buffer(1), inPlaceOf: Kernel.Buffer(0)))
  }
}
