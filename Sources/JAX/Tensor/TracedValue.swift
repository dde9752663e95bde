import JAXIR

// What is said of a value of a trace: what it is, where it was made and in whose function, and how to mend its misuse.

extension Tensor.TracedValue {
  /// Whether the trace goes on, here.
  var isUsable: Bool { trace.thread == Ambient.thread && trace.isOpen }

  /// The elements, where operations run as they are recorded.
  var knownElements: ConcreteTensor? { isUsable ? trace.remembered?[value] : nil }

  /// Whether nothing but the type was ever asked for.
  private var isShape: Bool { trace.title == Trace.titleOfShapes }

  /// The tensor in one line, without elements.
  var text: String {
    if isShape { return "\(type), without elements" }
    return "traced \(type) (\(isArgument == true ? "an argument" : "made at \(location)"))"
  }

  /// Whether it is an argument of the function; nil where that cannot be told, because another thread is tracing it.
  private var isArgument: Bool? {
    guard trace.thread == Ambient.thread || !trace.isOpen else { return nil }
    return trace.builder.definition(of: value) == nil
  }

  /// `this f32[3], made at A in the jitted function 'step' called at B`
  private var origin: String {
    isArgument == true
      ? "this \(type), an argument of \(trace.place)" : "this \(type), made at \(location) in \(trace.place)"
  }

  /// The error of a value that is used where its trace is not.
  func escaped(in operation: String, at location: Location) -> JAXError {
    if isShape {
      return JAXError(
        .escapedTracer,
        "this \(type) is what `evalShape` gave at \(trace.location): a shape and a dtype alone",
        operation: operation, location: location, hint: "call the function itself for elements")
    }
    let (what, hint) =
      if !trace.isOpen {
        (
          "is used after that function was traced: there it stood for a value of every run, and it has no elements",
          "return it from the function and use what the call gives, instead of keeping it in a variable, an array "
            + "or an object outside"
        )
      } else if trace.thread != Ambient.thread {
        (
          "is used on another thread, while that function is being traced",
          "a traced function works with its tensors on one thread: move the task out of it, or what the task does "
            + "with tensors into it"
        )
      } else {
        (
          "is used outside of that function, which is still being traced",
          "use it inside the function, or return it and use what the call gives"
        )
      }
    return JAXError(
      .escapedTracer, "\(origin), \(what)", operation: operation, location: location, hint: hint)
  }

  /// The error of a value whose elements are asked for while its function is being traced.
  func unknown(in operation: String, at location: Location) -> JAXError {
    let arguments = argumentsBehind
    let names = arguments.flatMap { numbers in trace.nameOfArgument.map { numbers.map($0) } } ?? []
    let depends =
      if arguments?.isEmpty == true {
        ", although no argument is behind it: all work on tensors in a traced function is recorded"
      } else if names.isEmpty {
        ""
      } else {
        "; it depends on \(names.prefix(3).joined(separator: ", "))\(names.count > 3 ? " and others" : "")"
      }
    let hint =
      arguments?.isEmpty == true
      ? "compute it outside of the function, or with numbers of Swift"
      : "choose with `select` or `cond`, repeat with `whileLoop` or `foriLoop`; or return it and read it after the "
        + "call; or pass what the function has to know while it is traced as `Static`"
    return JAXError(
      .concretization,
      "the elements of \(origin), are not known yet: that function is being traced, once for all runs\(depends)",
      operation: operation, location: location, hint: hint)
  }

  /// The numbers of the parameters of the function that the value is computed from; nil where one of them is nothing
  /// that the function was given.
  private var argumentsBehind: [Int]? {
    var seen: Set<Graph.Value> = [value]
    var open = [value]
    var parameters: Set<Int> = []
    while let next = open.popLast() {
      guard let instruction = trace.builder.definition(of: next) else {
        parameters.insert(next.index)
        continue
      }
      for operand in instruction.operands where seen.insert(operand).inserted { open.append(operand) }
    }
    // Parameters that are captures have been added after the arguments.
    guard parameters.allSatisfy({ $0 < trace.argumentCount }) else { return nil }
    return parameters.sorted()
  }
}

extension Trace {
  /// The title of a trace that was opened to have tensors without elements.
  static var titleOfShapes: String { "evalShape" }

  /// `the jitted function 'step' called at App/main.swift:12`
  var place: String { "\(title) at \(location)" }
}
