import JAXIR
import Testing

@testable import JAXCompiler

/// Which loops are dealt to threads, and how.
struct ParallelizationTests {
  /// The loops of the scheduled kernel, outermost first, as they print.
  private func headings(
    _ text: String, threads: VectorTarget.ThreadUse = .byCost
  ) throws -> [String] {
    let kernel = try Kernel(parsing: text)
    try kernel.verify()
    let scheduled = kernel.scheduled(for: VectorTarget(threads: threads))
    try scheduled.verify()
    #expect(try Kernel(parsing: scheduled.description) == scheduled)
    return scheduled.description.split(separator: "\n").map { $0.trimmingPrefix { $0 == " " } }
      .filter { $0.hasPrefix("loop") || $0.contains("= loop") || $0.contains("= reduce") }.map(String.init)
  }

  private func sum(_ count: String, extent: String = "") -> String {
    """
    kernel sum(@0: read f32[?], @1: read f32[?], @2: write f32[?]\(extent)) {
      loop %1 in 0 ..< \(count) parallel {
        %2: f32 = load @0[%1]
        %3: f32 = load @1[%1]
        %4: f32 = add %2, %3
        store %4, @2[%1]
      }
    }
    """
  }

  @Test func aSmallLoopStaysOnOneThread() throws {
    #expect(try headings(sum("8")) == ["loop %1 in 0 ..< 8 vector(16 x 1) {"])
    #expect(try headings(sum("16384")) == ["loop %1 in 0 ..< 16384 vector(16 x 4) {"])
  }

  @Test func aLargeVectorLoopIsCutIntoBlocks() throws {
    #expect(
      try headings(sum("16777216")) == [
        "loop %0 in 0 ..< 16777216 step 8192 threads(grain 4) {", "loop %1 in 0 ..< 8192 vector(16 x 4) {",
      ])
  }

  @Test func theLastBlockIsShorter() throws {
    #expect(
      try headings(sum("1000003")) == [
        "loop %0 in 0 ..< 1000003 step 8192 threads(grain 4) {", "loop %4 in %0 ..< %3 vector(16 x 4) {",
      ])
  }

  @Test func anExtentOfTheCallIsLeftToTheCall() throws {
    #expect(
      try headings(sum("%0", extent: ", extent %0")) == [
        "loop %1 in 0 ..< %0 step 8192 threads(grain 4) {", "loop %4 in %1 ..< %3 vector(16 x 4) {",
      ])
  }

  @Test func noneAndForced() throws {
    #expect(try headings(sum("16777216"), threads: .none) == ["loop %1 in 0 ..< 16777216 vector(16 x 4) {"])
    #expect(
      try headings(sum("130"), threads: .grain(2)) == [
        "loop %0 in 0 ..< 130 step 64 threads(grain 2) {", "loop %4 in %0 ..< %3 vector(16 x 4) {",
      ])
  }

  private func rows(_ rows: Int, _ columns: Int) -> String {
    """
    kernel rows(@0: read f32[?], @1: write f32[?]) {
      local @2: f32[\(columns)]
      %0: f32 = constant 0.0
      loop %1 in 0 ..< \(rows) parallel {
        %2: f32 = reduce %3 in 0 ..< \(columns) lanes(64) from (%0) {
          %4: f32 = load @0[%1*\(columns) + %3]
          store %4, @2[%3]
          yield %4
        } combine (%5: f32, %6: f32) {
          %7: f32 = add %5, %6
          yield %7
        }
        loop %8 in 0 ..< \(columns) parallel {
          %9: f32 = load @2[%8]
          %10: f32 = div %9, %2
          store %10, @1[%1*\(columns) + %8]
        }
      }
    }
    """
  }

  @Test func rowsAreDealtWhole() throws {
    #expect(
      try headings(rows(4_096, 1_024)).first?.hasPrefix("loop %1 in 0 ..< 4096 threads(grain 1") == true)
    #expect(try headings(rows(16, 64)).first == "loop %1 in 0 ..< 16 parallel {")
  }

  /// A nest of which the outer loop has too few iterations; the inner one is a tile that is scheduled already.
  private func tiles(_ outer: Int, _ inner: Int) -> String {
    """
    kernel tiles(@0: read f32[?], @1: read f32[?], @2: write f32[?], extent %0) {
      %1: f32 = constant 0.0
      loop %2 in 0 ..< \(outer) parallel {
        %3: i64 = index [%2*14]
        loop %4 in 0 ..< \(inner) parallel {
          loop %5 in 0 ..< 32 vector(16 x 2) {
            %6: f32 = loop %7 in 0 ..< 4096 carrying (%8: f32 = %1) {
              %9: f32 = load @0[%3 + %7]
              %10: f32 = load @1[%4*32 + %5 + %7*512]
              %11: f32 = fma %9, %10, %8
              yield %11
            }
            store %6, @2[%2*512 + %4*32 + %5]
          }
        }
      }
    }
    """
  }

  @Test func fewIterationsAreJoinedWithThoseInside() throws {
    let headings = try headings(tiles(6, 16))
    #expect(headings.first?.hasPrefix("loop %2 in 0 ..< 96 threads(grain ") == true, "\(headings)")
    #expect(headings.count == 3, "\(headings)")
    let many = try self.headings(tiles(600, 16))
    #expect(many.first?.hasPrefix("loop %2 in 0 ..< 600 threads(grain ") == true, "\(many)")
  }

  @Test func blocksOfATileAreJoinedToo() throws {
    let headings = try headings(
      """
      kernel wide(@0: read f32[?], @1: write f32[?], extent %0) {
        loop %1 in 0 ..< 3 parallel {
          loop %2 in 0 ..< 1000001 parallel {
            %3: f32 = load @0[%2 + %1*2000000]
            store %3, @1[%2 + %1*1000001]
          }
        }
      }
      """)
    #expect(headings.count == 2 && headings[0].hasPrefix("loop %1 in 0 ..< "), "\(headings)")
    #expect(headings[0].contains("threads"), "\(headings)")
  }

  /// Two rows, not perfectly nested: the loops inside are worth more.
  @Test func loopsInsideFewIterationsAreDealt() throws {
    let text = """
      kernel inside(@0: read f32[2], @1: write f32[?], @2: write f32[2]) {
        loop %0 in 0 ..< 2 parallel {
          %1: f32 = load @0[%0]
          store %1, @2[%0]
          loop %2 in 0 ..< 1048576 parallel {
            store %1, @1[%2 + %0*1048576]
          }
        }
      }
      """
    let headings = try headings(text)
    #expect(headings[0] == "loop %0 in 0 ..< 2 {", "\(headings)")
    #expect(headings[1].contains("threads"), "\(headings)")
  }

  @Test func everyLoopOfAKernelIsDealt() throws {
    let text = """
      kernel two(@0: read f32[?], @1: write f32[?], @2: write f32[?]) {
        loop %0 in 0 ..< 1048576 parallel {
          %1: f32 = load @0[%0]
          store %1, @1[%0]
        }
        loop %2 in 0 ..< 2097152 parallel {
          %3: f32 = load @0[%2]
          store %3, @2[%2]
        }
        loop %4 in 0 ..< 10 parallel {
          %5: f32 = load @0[%4]
          store %5, @2[%4 + 3000000]
        }
      }
      """
    let headings = try headings(text)
    #expect(headings.filter { $0.contains("threads") }.count == 2, "\(headings)")
    #expect(headings.count == 5, "\(headings)")
  }
}
