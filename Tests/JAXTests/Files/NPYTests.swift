import JAXIR
import Testing

@testable import JAX

/// A version 1 file with this header text and data.
private func file(_ header: String, _ data: [UInt8] = [], version: UInt8 = 1) -> [UInt8] {
  let count = header.utf8.count
  var bytes: [UInt8] = [0x93] + "NUMPY".utf8 + [version, 0]
  for byte in 0..<(version == 1 ? 2 : 4) { bytes.append(UInt8(truncatingIfNeeded: count >> (8 * byte))) }
  return bytes + header.utf8 + data
}

private func header(_ descr: String, _ shape: String, fortran: String = "False") -> String {
  "{'descr': \(descr), 'fortran_order': \(fortran), 'shape': \(shape), }\n"
}

@Suite struct NPYTests {
  @Test(arguments: DType.allCases, [[], [0], [1], [7], [2, 3], [2, 0, 3], [1, 1, 2, 1]])
  func writtenFilesReadBack(dtype: DType, extents: [Int]) throws {
    let type = TensorType(dtype, try Shape(extents))
    let bytes = (0..<type.byteCount).map {
      dtype == .bool ? UInt8($0 & 1) : UInt8(truncatingIfNeeded: $0 * 37)
    }
    let file = NPY.write(type, bytes)
    #expect((file.count - bytes.count) % 64 == 0)
    #expect(file[file.count - bytes.count - 1] == UInt8(ascii: "\n"))
    #expect(try NPY.read(file) == NPY.Contents(type: type, bytes: bytes, trailingByteCount: 0))
  }

  @Test func theHeaderIsThatOfNumPy() throws {
    let file = NPY.write(TensorType(.float32, try Shape([3])), [UInt8](repeating: 0, count: 12))
    let text = String(decoding: file[10..<128], as: UTF8.self)
    #expect(text.hasPrefix("{'descr': '<f4', 'fortran_order': False, 'shape': (3,), }  "))
    #expect(file[8] == 118 && file[9] == 0)
  }

  @Test(arguments: [2, 3] as [UInt8])
  func laterVersionsRead(version: UInt8) throws {
    let contents = try NPY.read(file(header("'<i2'", "(2,)"), [1, 0, 2, 0], version: version))
    #expect(contents.bytes == [1, 0, 2, 0])
  }

  @Test func bigEndianIsConverted() throws {
    #expect(try NPY.read(file(header("'>i4'", "(1,)"), [1, 2, 3, 4])).bytes == [4, 3, 2, 1])
    #expect(
      try NPY.read(file(header("'>c8'", "()"), [1, 2, 3, 4, 5, 6, 7, 8])).bytes == [4, 3, 2, 1, 8, 7, 6, 5])
  }

  @Test func fortranOrderIsConverted() throws {
    // Columns of [[1, 2, 3], [4, 5, 6]].
    let contents = try NPY.read(file(header("'|u1'", "(2, 3)", fortran: "True"), [1, 4, 2, 5, 3, 6]))
    #expect(contents.bytes == [1, 2, 3, 4, 5, 6])
    let cube = try NPY.read(file(header("'|u1'", "(2, 2, 2)", fortran: "True"), [0, 4, 2, 6, 1, 5, 3, 7]))
    #expect(cube.bytes == [0, 1, 2, 3, 4, 5, 6, 7])
  }

  @Test func aVoidOfTwoBytesIsBFloat16() throws {
    let contents = try NPY.read(file(header("'<V2'", "(1,)"), [0x80, 0x3F]))
    #expect(contents.type.dtype == .bfloat16)
  }

  @Test func otherSpellingsOfTheHeaderRead() throws {
    let text = "{\"shape\":(2L,),\"fortran_order\":False,\"descr\":\"|u1\"}"
    #expect(try NPY.read(file(text, [1, 2])).bytes == [1, 2])
    #expect(try NPY.read(file(header("'|u1'", "(1, 2)"), [1, 2, 3])).trailingByteCount == 1)
  }

  @Test(arguments: [
    ("{'descr': '<f4', 'fortran_order': False, }", "header: found no key 'shape'"),
    ("{'descr': '<f4', 'fortran_order': False, 'shape': (), 'x': 1}", "key 'x'"),
    ("{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': ()}", "'descr' twice"),
    (header("'|O'", "()"), "Python objects"),
    (header("'O'", "()"), "Python objects"),
    (header("'<f3'", "()"), "found '<f3'"),
    (header("[('a', '<f4')]", "()"), "structured"),
    (header("'<f4'", "(-1,)"), "an extent of at least 0"),
    (header("'<f4'", "(True,)"), "an extent of at least 0"),
    (header("'<f4'", "(nan,)"), "an extent of at least 0"),
    (header("'<f4'", "(3)"), "',' or ')'"),
    (header("'<f4'", "(99999999999999999999,)"), "below 2^63"),
    (header("'<f4'", "(4294967296, 4294967296)"), "more elements than memory can address"),
    (header("'<f4'", "__import__('os')"), "a tuple"),
    (header("'<f4'", String(repeating: "(", count: 5000)), "shape at byte"),
    (header("'<f4'", "()", fortran: "1"), "True or False"),
    (header("'<f4", "()"), "descr: found '<f4, '"),
    (header("'\u{e9}'", "()"), "printable"),
    ("", "'{'"),
    ("{", "in quotes"),
    (header("'<f4'", "()") + "x", "end of header"),
  ])
  func badHeadersAreRefused(text: String, message: String) throws {
    let error = try #require(throws: JAXError.self) { try NPY.read(file(text, [0, 0, 0, 0])) }
    #expect(error.code == .npyError)
    #expect(error.message.contains(message), "\(error.message)")
    #expect(error.message.count < 300)
  }

  @Test func badFilesAreRefused() throws {
    let whole = NPY.write(TensorType(.float32, try Shape([3])), [UInt8](repeating: 0, count: 12))
    for count in 0..<whole.count {
      let error = try #require(throws: JAXError.self) { try NPY.read(Array(whole.prefix(count))) }
      #expect(error.code == .npyError)
    }
    for (position, field) in [(0, "magic"), (5, "magic"), (6, "version"), (7, "version")] {
      var wrong = whole
      wrong[position] = 9
      let error = try #require(throws: JAXError.self) { try NPY.read(wrong) }
      #expect(error.message.hasPrefix(field))
    }
  }

  @Test func randomDamageNeverTraps() throws {
    let seed = UInt64.random(in: .min ... .max)
    var random = SplitMix(state: seed)
    let whole = NPY.write(TensorType(.int16, try Shape([2, 3])), [UInt8](repeating: 1, count: 12))
    for _ in 0..<2000 {
      var wrong = whole
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        wrong[Int.random(in: 0..<80, using: &random)] = UInt8.random(in: 0...255, using: &random)
      }
      do {
        _ = try NPY.read(wrong)
      } catch {
        #expect(error.code == .npyError, "seed \(seed)")
      }
    }
  }
}

/// Steele, Lea and Flood's generator, for tests that name their seed.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
