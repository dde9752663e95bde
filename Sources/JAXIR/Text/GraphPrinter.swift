/// Prints a graph in the grammar that `GraphParser` reads:
///
///     graph main(%0: f32[8,4], %1: token) {
///       %2 = sin %0 : f32[8,4]
///       %3 = reduce_sum %2 {axes = [1], order = lanes(4)} : f32[8] loc("model.swift":3:9)
///       %4, %5 = callback %1, %3 {name = "log"} : token, f32[8]
///       %6 = reduce %5, %0 {axes = [0]} (%0: f32[], %1: f32[]) {
///         %2 = add %0, %1 : f32[]
///         return %2
///       } : f32[]
///       return %4, %6
///     }
///
/// A region numbers its values anew, for nothing is seen through it. Parameters of a primitive stand in braces,
/// results types after the colon. Locations are printed on request. A malformed graph prints too.
struct GraphPrinter {
  let locations: Bool
  var writer = TextWriter()

  mutating func print(_ graph: Graph) {
    writer.write("graph \(TextWriter.name(graph.name))")
    printBody(graph)
    writer.endLine()
  }

  private mutating func printBody(_ graph: Graph) {
    let parameters = graph.parameters.map { "\($0): \(Self.typeText(of: $0, in: graph))" }
    writer.write(TextWriter.list("(", parameters, ")"))
    let locations = locations
    writer.block { inner in
      var printer = GraphPrinter(locations: locations, writer: inner)
      inner = TextWriter()
      for instruction in graph.instructions { printer.print(instruction, in: graph) }
      let results = TextWriter.joined(graph.results)
      printer.writer.line(results.isEmpty ? "return" : "return \(results)")
      inner = printer.writer
    }
  }

  fileprivate mutating func print(_ instruction: Instruction, in graph: Graph) {
    if !instruction.results.isEmpty { writer.write(TextWriter.joined(instruction.results) + " = ") }
    writer.write(type(of: instruction.primitive).name)
    if !instruction.operands.isEmpty { writer.write(" " + TextWriter.joined(instruction.operands)) }
    let attributes = Self.attributes(of: instruction.primitive)
    if !attributes.isEmpty { writer.write(TextWriter.list(" {", attributes, "}")) }
    for region in instruction.regions {
      writer.write(" ")
      printBody(region.graph)
    }
    if !instruction.results.isEmpty {
      writer.write(" : " + TextWriter.joined(instruction.results.map { Self.typeText(of: $0, in: graph) }))
    }
    if locations { writer.write(" " + instruction.location.text) }
    writer.endLine()
  }

  private static func typeText(of value: Graph.Value, in graph: Graph) -> String {
    value.index < graph.types.count ? graph[type: value].description : "?"
  }

  private static func attributes<P: Primitive>(of primitive: P) -> [String] {
    P.attributes.map { "\($0.name) = \($0.write(primitive))" }
  }
}

extension Instruction {
  /// The line of the instruction, an instruction of `graph`, without the bodies of its regions.
  package func text(in graph: Graph) -> String {
    var outline = self
    outline.regions = []
    var printer = GraphPrinter(locations: false)
    printer.print(outline, in: graph)
    return String(printer.writer.text.prefix { $0 != "\n" })
  }
}

extension Graph: CustomStringConvertible {
  /// The text of the graph without locations.
  package var description: String { text() }

  /// The text of the graph, which `Graph.init(parsing:)` reads.
  package func text(locations: Bool = false) -> String {
    var printer = GraphPrinter(locations: locations)
    printer.print(self)
    return printer.writer.text
  }
}

extension Location {
  /// `loc("file":3:4)`; an address is resolved, because it means nothing to who reads the text.
  fileprivate var text: String {
    switch self {
    case .unknown: "loc(unknown)"
    case .source(let file, let line, nil): "loc(\(TextWriter.quoted(file)):\(line))"
    case .source(let file, let line, let column?): "loc(\(TextWriter.quoted(file)):\(line):\(column))"
    case .address: Location.text(resolved: description)
    }
  }

  /// - Parameter resolved: `file:line`, or anything else where the line was not found.
  private static func text(resolved: String) -> String {
    guard let colon = resolved.lastIndex(of: ":"), let line = Int(resolved[resolved.index(after: colon)...])
    else { return "loc(unknown)" }
    return "loc(\(TextWriter.quoted(String(resolved[..<colon]))):\(line))"
  }
}
