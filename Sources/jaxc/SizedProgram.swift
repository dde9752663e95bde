import JAX
import JAXCompiler
import JAXStableHLO

/// A program without inputs of its own, whose shapes may be open: run on inputs that are made for it.
enum SizedProgram {
  /// The number of results, which the program and our own StableHLO text of it give alike.
  ///
  /// The first arguments that are scalar integers are taken for sizes, of which open extents are: each takes a value of
  /// `extents`, and the open extents of an argument take these in turn. Other scalar integers are 0.
  /// - Throws: why the program does not run, or `checkFailed` where the two differ.
  static func run(_ path: String, extents: [Int]) throws(JAXError) -> Int {
    let module = try MLIR.parseModule(try FileIO.read(path), file: path)
    guard let main = module.functions.first(where: { $0.name == "main" }) else {
      throw JAXError(.invalidArgument, "\(path): the module has no function @main")
    }
    let sizeCount = main.arguments.prefix { $0.type.isScalarInteger }.count
    let sizes = (0..<max(sizeCount, 1)).map { extents[$0 % extents.count] }
    let literals = try main.arguments.enumerated().map { (index, argument) throws(JAXError) in
      let value = index < sizeCount ? sizes[index] : 0
      return try literal(argument.type, sizeCount > 0 ? sizes : extents, scalar: value, seed: UInt64(index))
    }
    let inputs = literals.map { StableHLOInput(knowing: $0.type, $0.expandedBytes) }
    let graph = try ProgramFile.read(path, for: inputs)
    let results = try results(of: graph, literals)
    let again = try Self.results(of: try graph.throughStableHLO(path), literals)
    guard results == again else {
      let index = zip(results, again).map(==).firstIndex(of: false) ?? results.count
      throw JAXError(.checkFailed, "\(path): result \(index) differs when our text of the program is run")
    }
    return results.count
  }

  private static func results(of graph: Graph, _ inputs: [Literal]) throws(JAXError) -> [[UInt8]] {
    let compiled = try Engine.shared.compile(graph)
    let arguments = try inputs.map { (input) throws(JAXError) in
      try Engine.shared.tensor(input.type, copying: input.expandedBytes)
    }
    return try JAXError.wrapping {
      try compiled(arguments, hostFunctions: HostChecks.table(for: graph)).map(\.copiedBytes)
    }
  }

  /// Small numbers, which are good indices and finite in every dtype; `scalar` for one integer.
  private static func literal(
    _ type: MLIR.TypeSyntax, _ extents: [Int], scalar: Int, seed: UInt64
  ) throws(JAXError) -> Literal {
    guard case .tensor(let shape, let element) = type, case .element(let dtype) = element else {
      return try Literal(try type.tensorType(), bytes: [])
    }
    var open = 0
    let known = shape.map { extent in
      if let extent { return extent }
      open += 1
      return extents[(open - 1) % extents.count]
    }
    let tensor = TensorType(dtype, try Shape(known))
    if tensor.rank == 0, dtype.isInteger {
      return Literal(splat: Kernel.Constant(dtype, integer: scalar), shape: .scalar)
    }
    var state = seed
    let parts = (0..<tensor.shape.count * dtype.partCount).flatMap { _ in
      // The multiplier of Knuth's MMIX generator.
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let number = Int(state >> 60)
      let value =
        dtype.component.isFloat
        ? Kernel.Constant(dtype.component, Double(number) / 8 + 0.0625)
        : Kernel.Constant(dtype, integer: dtype == .bool ? number & 1 : number & 3)
      return (0..<dtype.component.byteCount).map { UInt8(truncatingIfNeeded: value.bits >> UInt64(8 * $0)) }
    }
    return try Literal(tensor, bytes: parts)
  }
}

extension MLIR.TypeSyntax {
  fileprivate var isScalarInteger: Bool {
    guard case .tensor([], .element(let dtype)) = self else { return false }
    return dtype.isInteger
  }
}
