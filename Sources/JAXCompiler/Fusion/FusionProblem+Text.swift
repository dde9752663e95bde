extension FusionProblem: CustomStringConvertible {
  package var description: String {
    switch self {
    case .tooLarge:
      "one kernel has at most \(FusionLimits.kernelSize) operations, so that compiling stays fast"
    case .otherIndex: "it is read at other indices than those at which it is computed"
    case .ownLoops(let name, 1): "\(name) walks its operands in loops of its own"
    case .ownLoops(let name, let reads):
      "\(name) reads each element \(reads.grouped) times, so it is computed once into memory"
    case .ownSteps(let name): "\(name) is steps of its own, which work on whole tensors in memory"
    case .elementsOnly(let name):
      "\(name) makes single elements in loops of its own, and this needs many at once"
    case .update(let name): "\(name) changes a tensor in place, where only what it writes is made"
    case .smallRows(let byteCount, let factorByteCount):
      "\(byteCount.bytes) would stay out of memory, but the product's other factor, \(factorByteCount.bytes), would "
        + "be read again for each block of rows"
    case .farFactor(let byteCount):
      "the product's other factor, \(byteCount.bytes), would be read again from afar for each block of rows"
    case .needed: "it is read elsewhere too, so it goes through memory anyway"
    case .bothOwnLoops: "both have loops of their own"
    case .between: "something that reads the one and is read by the other must run between them"
    case .fewShared(let count): "\(count.counted("row")) would be too few for threads and vectors to share"
    case .longRow(let byteCount): "the rows to keep take \(byteCount.bytes), more than stays near"
    case .loopOrder: "one walks memory along rows and the other along columns"
    case .nothingShared: "they have no large tensor in common, so nothing would be saved"
    case .scalarWork: "one number per row would be computed without vectors for longer than the row takes"
    case .effect: "it is called outside of the program, or has an effect"
    }
  }
}

extension Int {
  /// `24.6 kB`
  var bytes: String {
    var value = Double(self)
    for unit in ["B", "kB", "MB", "GB"] {
      if value < 1_000 || unit == "GB" {
        let tenths = Int((value * 10).rounded())
        return value >= 100 || tenths % 10 == 0
          ? "\(Int(value.rounded())) \(unit)" : "\(tenths / 10).\(tenths % 10) \(unit)"
      }
      value /= 1_000
    }
    return "\(self) B"
  }

  /// `1,234,567`
  var grouped: String {
    var text = ""
    for (position, digit) in String(self).reversed().enumerated() {
      if position > 0, position % 3 == 0 { text.append(",") }
      text.append(digit)
    }
    return String(text.reversed())
  }

  /// `1 kernel`, `2 kernels`
  func counted(_ noun: String) -> String { "\(grouped) \(noun)\(self == 1 ? "" : "s")" }
}

extension String {
  func padded(to width: Int) -> String { self + String(repeating: " ", count: Swift.max(0, width - count)) }

  var withoutTrailingSpaces: String {
    var text = self
    while text.last == " " { text.removeLast() }
    return text
  }
}
