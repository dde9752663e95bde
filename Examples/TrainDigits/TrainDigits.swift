import Glibc
import JAX

/// Trains a network from random weights to read handwritten digits.
///
///     swift run -c release TrainDigits [seed]
@main struct TrainDigits {
  private static let epochs = 30
  private static let batch = 32

  static func main() throws {
    let start = ContinuousClock.now
    let seed = CommandLine.arguments.dropFirst().first.flatMap { UInt64($0) } ?? 1
    let training = try Digits(
      images: "Examples/TrainDigits/Data/images.npy", labels: "Examples/TrainDigits/Data/labels.npy")
    let heldOut = try Digits(
      images: "Sources/CDigits/data/images.npy", labels: "Sources/CDigits/data/labels.npy")

    var generator = SplitMix(seed: seed)
    var network = Network(from: &generator)
    var adam = Adam(network, rate: 0.004)
    let step = jit { (network: Network, adam: Adam<Network>, images: Tensor, labels: Tensor, rows: Tensor) in
      let (loss, gradient) = valueAndGrad(loss)(network, images[rows], labels[rows])
      var adam = adam
      return (adam.step(network, gradient), adam, loss)
    }
    let score = jit(accuracy)

    var curve = LossCurve()
    for epoch in 1...epochs {
      let order = (0..<Int32(training.count)).shuffled(using: &generator)
      var sum = 0.0
      let batches = training.count / batch
      for index in 0..<batches {
        let rows = Tensor(Array(order[index * batch..<(index + 1) * batch]))
        let loss: Tensor
        (network, adam, loss) = step(network, adam, training.images, training.labels, rows)
        let value = Double(try loss.item(as: Float.self))
        curve.append(value)
        sum += value
      }
      adam.rate = adam.rate * 0.9
      let share = try score(network, heldOut.images, heldOut.labels).item(as: Float.self)
      let line =
        "epoch \(epoch) of \(epochs), loss \(LossCurve.text(sum / Double(batches))), held out \(LossCurve.text(Double(share)))"
      print("\r" + line, terminator: "    ")
      fflush(nil)
    }
    print()
    for line in curve.lines() { print(line) }
    print("trained on \(training.count) images in \(ContinuousClock.now - start)")
  }
}

/// Images of handwritten digits, and which they show.
private struct Digits {
  /// `f32[n, 64]`, from 0 to 1.
  let images: Tensor
  /// `i32[n]`
  let labels: Tensor
  var count: Int { images.shape[0] }

  /// Reads files of the package.
  init(images: String, labels: String) throws {
    self.images = try Tensor.load(npy: Self.package + images)
    self.labels = try Tensor.load(npy: Self.package + labels)
  }

  /// The folder of the package, which this file lies two folders deep in.
  private static var package: String {
    #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).map { $0 + "/" }.joined()
  }
}

/// The generator of Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators" (2014).
private struct SplitMix: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
  }
}

/// The natural logarithm.
func logarithm(_ x: Double) -> Double { Glibc.log(x) }
