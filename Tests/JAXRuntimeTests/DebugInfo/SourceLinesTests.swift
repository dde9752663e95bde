import CJAXRuntime
import Testing

@testable import JAXRuntime

private struct Probe {
  let address: UInt
  @inline(never) @_optimize(none)
  static prefix func - (probe: Probe) -> Probe {
    Probe(address: JAXReturnAddress())
  }
  @inline(never) @_optimize(none)
  static func + (a: Probe, b: Probe) -> Probe {
    Probe(address: JAXReturnAddress())
  }
  var property: Probe { @inline(never) @_optimize(none) get { Probe(address: JAXReturnAddress()) } }
  subscript(index: Int) -> Probe {
    @inline(never) @_optimize(none) get { Probe(address: JAXReturnAddress()) }
  }
}

@Suite struct SourceLinesTests {
  private func expect(_ probe: Probe, line: Int, sourceLocation: SourceLocation = #_sourceLocation) {
    guard case .line(let path, let found, _) = SourceLines.place(of: probe.address) else {
      Issue.record("\(SourceLines.place(of: probe.address))", sourceLocation: sourceLocation)
      return
    }
    #expect(
      path.hasSuffix("JAXRuntimeTests/DebugInfo/SourceLinesTests.swift"), sourceLocation: sourceLocation)
    #expect(found == line, sourceLocation: sourceLocation)
  }

  @Test func operatorsPropertiesAndSubscriptsKnowTheirLine() {
    let probe = Probe(address: 0)
    let negated = -probe
    expect(negated, line: #line - 1)
    let sum =
      probe
      + probe
    expect(sum, line: #line - 1)
    expect(probe.property, line: #line)
    let element = probe[
      3
    ]
    expect(element, line: #line - 3)
    let closure = { (a: Probe) in a + a }
    expect(closure(probe), line: #line - 1)
  }

  @Test func addressesOutsideEveryFileAreUnknown() {
    #expect(SourceLines.place(of: 0) == .unknown)
    #expect(SourceLines.place(of: 1) == .unknown)
    let local = UnsafeMutablePointer<Int>.allocate(capacity: 1)
    defer { local.deallocate() }
    #expect(SourceLines.place(of: UInt(bitPattern: local)) == .unknown)
  }

  @Test func damagedTablesAreReadWithoutTrapping() {
    var seed = UInt64.random(in: .min ... .max)
    for _ in 0..<500 {
      let bytes = (0..<200).map { _ in
        seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return UInt8(truncatingIfNeeded: seed >> 33)
      }
      // A plausible header, so that the rest is reached.
      let header: [UInt8] = [190, 0, 0, 0, UInt8(2 + seed % 4), 0, 20, 0, 0, 0]
      (header + bytes).withUnsafeBytes { bytes in
        var reader = ByteReader(bytes)
        while !reader.isAtEnd {
          guard let unit = LineUnit(&reader) else { continue }
          let sections = LineSections(lines: bytes, lineStrings: bytes, strings: nil)
          for file in -1..<3 { _ = unit.path(of: file, in: sections) }
        }
        let table = LineTable(LineSections(lines: bytes, lineStrings: bytes, strings: nil))
        for address in [0, 1, 1000, UInt64.max] { _ = table.place(of: address) }
      }
    }
  }
}
