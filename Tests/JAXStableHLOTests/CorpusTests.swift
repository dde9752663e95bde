import Glibc
import JAXIR
import JAXStableHLO
import Testing

/// Texts that JAX has printed, in the folder beside the package; absent elsewhere, where these tests say so.
enum Corpus {
  static let folder: String = {
    let package = "\(#filePath)".split(separator: "/", omittingEmptySubsequences: false).dropLast(3)
    return package.dropLast().joined(separator: "/") + "/shared"
  }()

  static func contents(_ path: String) -> [UInt8]? {
    guard let file = fopen(path, "rb") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = fread(&chunk, 1, chunk.count, file), count > 0 { bytes += chunk[..<count] }
    return bytes
  }

  static func names(in folder: String) -> [String] {
    guard let directory = opendir(folder) else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names.sorted()
  }

  /// The programs that JAX has exported.
  static let programs: [(name: String, text: [UInt8])] = names(in: folder + "/programs").compactMap { name in
    contents("\(folder)/programs/\(name)/main.mlir").map { (name, $0) }
  }

  static let testdata = folder + "/conformance/stablehlo/testdata"

  /// Every file of the suite; a debug build reads a sample.
  static let suite: [String] = {
    let all = names(in: testdata).filter { $0.hasSuffix(".mlir") }
    #if DEBUG
      return all.enumerated().filter { $0.offset % 12 == 0 }.map(\.element)
    #else
      return all
    #endif
  }()

  /// Whether `folder` is there; prints a line when it is not.
  static func isPresent(_ items: some Collection) -> Bool {
    if items.isEmpty { print("skipped: \(folder) is not there") }
    return !items.isEmpty
  }
}

@Suite struct CorpusTests {
  @Test func programsParse() throws {
    guard Corpus.isPresent(Corpus.programs) else { return }
    for (name, text) in Corpus.programs {
      let module = try MLIR.parseModule(text, file: name)
      #expect(module.functions.contains { $0.name == "main" })
    }
  }

  @Test func suiteParses() throws {
    guard Corpus.isPresent(Corpus.suite) else { return }
    for name in Corpus.suite {
      let text = try #require(Corpus.contents("\(Corpus.testdata)/\(name)"))
      do throws(JAXError) {
        let module = try MLIR.parseModule(text, file: name)
        #expect(module.functions.count >= 3, "\(name)")
      } catch {
        Issue.record("\(error)")
      }
    }
  }

  @Test func truncatedProgramsAreRefused() {
    guard Corpus.isPresent(Corpus.programs) else { return }
    for (name, text) in Corpus.programs {
      let end = text.lastIndex(of: UInt8(ascii: "}")) ?? 0
      for length in stride(from: 0, to: end, by: 97) {
        #expect(throws: JAXError.self, "\(name) cut at \(length)") {
          try MLIR.parseModule(Array(text[..<length]), file: name)
        }
      }
    }
  }

  /// Any bytes give a module or an error.
  @Test func damagedProgramsDoNotCrash() {
    guard Corpus.isPresent(Corpus.programs) else { return }
    var generator = SplitMix(state: UInt64.random(in: 0 ... .max))
    print("seed \(generator.state)")
    for (name, text) in Corpus.programs where text.count < 10_000 {
      for _ in 0..<50 {
        var damaged = text
        for _ in 0..<Int.random(in: 1...4, using: &generator) {
          damaged[Int.random(in: 0..<damaged.count, using: &generator)] = UInt8.random(
            in: 0...255, using: &generator)
        }
        _ = try? MLIR.parseModule(damaged, file: name)
      }
    }
  }
}

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
