package import JAXIR

/// Fails the run unless all elements of a tensor of `bool` are true: `(condition) → ()`.
package struct Assertion: HostPrimitive {
  package var message = ""
  /// Where the user wrote it, part of what it means: the failure says so.
  package var file = ""
  package var line = 0
  /// How many of the first axes of the condition are those of batches.
  package var batchAxes = 0

  package init() {}

  package init(_ message: String, at location: Location = .unknown) {
    self.message = message
    if case .source(let file, let line, _) = location { (self.file, self.line) = (file, line) }
  }

  package static var attributes: [Attribute<Self>] {
    [
      Attribute("message", \.message), Attribute("file", \.file), Attribute("line", \.line),
      Attribute("batch_axes", \.batchAxes),
    ]
  }

  package var publicName: String { "check" }

  package var effects: Effects { .unordered }

  /// A tensor of `bool`, with as many axes as there are batches or more.
  package func resultTypes(of operands: [ValueType], regions: [Region]) throws(JAXError) -> [ValueType] {
    let tensors = try operands.tensors(afterToken: false, of: "a check", regions)
    guard tensors.count == 1, tensors[0].dtype == .bool, (0...tensors[0].rank).contains(batchAxes) else {
      throw JAXError(
        .dtypeMismatch, "what is checked is \(TextWriter.joined(operands)), not a condition of bool")
    }
    return []
  }

  package func jvp(_ rule: JVPRule) throws(JAXError) -> JVPRule.Results { rule.passingBy(self) }

  /// One check of the whole batch, which says which of it failed.
  package func batched(_ rule: BatchingRule) throws(JAXError) -> BatchingRule.Results {
    var batched = self
    batched.batchAxes += 1
    return (Tracer.apply(batched, [rule.operand(0, withBatchAxisAt: 0)]), [])
  }

  package func run(_ operands: [HostOperand], _ results: [HostResult]) throws {
    if let position = operands[0].bytes.firstIndex(of: 0) {
      throw failure(at: position, of: operands[0].type)
    }
  }

  private func failure(at position: Int, of type: TensorType) -> JAXError {
    let index = zip(type.shape.strides, type.shape.extents).map { position / $0 % $1 }
    func text(_ index: some Collection<Int>) -> String {
      index.count == 1 ? "\(index.first!)" : "\(Array(index))"
    }
    var places: [String] = []
    if batchAxes > 0 { places.append("element \(text(index.prefix(batchAxes))) of the batch") }
    if type.rank > batchAxes { places.append("element \(text(index.dropFirst(batchAxes))) of the condition") }
    let place = places.isEmpty ? "" : " (\(places.joined(separator: ", ")))"
    return JAXError(
      .checkFailed, message + place, operation: "check",
      location: file.isEmpty ? .unknown : .source(file: file, line: line, column: nil))
  }
}
