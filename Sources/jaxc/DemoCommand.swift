import ArgumentParser
import CDigits
import JAX
import JAXRuntime
import JAXStableHLO

/// `jaxc demo`
struct DemoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: "Classify 360 handwritten digits with a network that JAX trained and exported.",
    discussion: "Network and images are inside the program: the demo runs from any folder.")

  @Option(name: .long, help: "A .npy file of i32[360] to compare with instead of the true labels.")
  var labels: String?

  func run() throws {
    let clock = ContinuousClock()
    let images = try tensor(EmbeddedFile.images)
    let labels = try self.labels.map(readLabels) ?? tensor(EmbeddedFile.labels)
    var graph: Graph?
    let imported = try clock.measure {
      graph = try importStableHLO(EmbeddedFile.program, file: "digits.mlir")
    }
    guard let graph else { return }
    var network: CompiledGraph?
    let compiled = try clock.measure { network = try Engine.shared.compile(graph) }
    guard let network else { return }
    let results = try network([images])
    let predictions = results[1].integers
    let truth = labels.integers

    DigitPicture(images).draw(indices: 0..<5, predictions: predictions)
    let correct = zip(predictions, truth).count { $0 == $1 }
    Output.line("accuracy \(Self.fraction(correct, of: truth.count)) (\(correct) of \(truth.count))")
    Output.line("import \(Output.text(imported)), compile \(Output.text(compiled))")
    Output.line("one call of all \(truth.count) images \(Output.text(try fastestCall(of: network, images)))")
    let again = try clock.measure { _ = try Engine.shared.compile(graph) }
    let cache = Engine.shared.statistics
    Output.line(
      "asked to compile it again: \(Output.text(again)), cache hits \(cache.hits), misses \(cache.misses)")
  }

  private func fastestCall(of network: CompiledGraph, _ images: ConcreteTensor) throws -> Duration {
    let clock = ContinuousClock()
    var fastest = Duration.seconds(1)
    for _ in 0..<50 { fastest = min(fastest, try clock.measure { _ = try network([images]) }) }
    return fastest
  }

  private func readLabels(_ path: String) throws(JAXError) -> ConcreteTensor {
    let labels: ConcreteTensor
    do throws(JAXError) {
      labels = try tensor(try FileIO.read(path))
    } catch {
      throw error.located(at: .source(file: path, line: 1, column: nil))
    }
    guard labels.type.dtype == .int32, labels.type.shape.extents == [360] else {
      throw JAXError(.shapeMismatch, "\(path): the labels are i32[360], but the file holds \(labels.type)")
    }
    return labels
  }

  private func tensor(_ file: [UInt8]) throws(JAXError) -> ConcreteTensor {
    let contents = try NPY.read(file)
    return try Engine.shared.tensor(contents.type, copying: contents.bytes)
  }

  /// Three decimals.
  private static func fraction(_ part: Int, of whole: Int) -> String {
    let thousandths = (part * 1_000 + whole / 2) / max(whole, 1)
    let digits = String(thousandths % 1_000)
    return "\(thousandths / 1_000)." + String(repeating: "0", count: 3 - digits.count) + digits
  }
}

extension ConcreteTensor {
  /// The elements of an `i32` tensor.
  fileprivate var integers: [Int32] {
    withExtendedLifetime(self) { Array(bytes.bindMemory(to: Int32.self)) }
  }
}

/// The files inside the program.
private enum EmbeddedFile {
  static var program: [UInt8] { bytes(of: JAXDigitsProgram()) }
  static var images: [UInt8] { bytes(of: JAXDigitsImages()) }
  static var labels: [UInt8] { bytes(of: JAXDigitsLabels()) }

  private static func bytes(of file: JAXEmbeddedFile) -> [UInt8] {
    Array(UnsafeBufferPointer(start: file.bytes, count: file.size))
  }
}

/// Draws 8 × 8 images side by side in a terminal.
private struct DigitPicture {
  private let pixels: [Float]

  init(_ images: ConcreteTensor) {
    pixels = withExtendedLifetime(images) { Array(images.bytes.bindMemory(to: Float.self)) }
  }

  func draw(indices: Range<Int>, predictions: [Int32]) {
    let shades = Array(" .:-=+*#%@")
    for row in 0..<8 {
      let lines = indices.map { image in
        (0..<8).map { column in
          let shade = shades[min(9, max(0, Int(pixels[image * 64 + row * 8 + column] * 9.99)))]
          return String([shade, shade])
        }.joined()
      }
      Output.line(lines.joined(separator: "  "))
    }
    let captions = indices.map { index in
      let caption = "→ \(predictions[index])"
      return caption + String(repeating: " ", count: 16 - caption.count)
    }
    Output.line(captions.joined(separator: "  "))
  }
}
