import CJAXRuntime
import JAXIR
import JAXPrimitives

/// Prints a line with the elements of tensors when the program runs: inside `jit` each time, not when it is traced.
///
/// ```swift
/// debugPrint("x = {x:8.3f} and {}", x: x, y)
/// debugPrint("step {}", i, ordered: true, limit: 10)
/// ```
///
/// A place is `{` name `:` width `.` precision style `}`, all of it optional; one without a name takes the next value
/// without one. Styles are `f`, `e` and `g`, as C has them; `{{` and `}}` print braces. After the format come tensors or
/// numbers, and perhaps
///
/// - `ordered`: whether the lines of the program come in its order, which `vmap` cannot keep;
/// - `limit`: how many elements of a tensor are printed, 1,000 by default.
///
/// Derivatives print what the function itself does; `vmap` prints a line for each of the batch. A place without a value,
/// or a value without a place, is an error at the call.
public let debugPrint = DebugPrinting()

// Without these Swift would take its own `debugPrint` for calls without labels.

/// Prints a line when the program runs, as `debugPrint` does.
public func debugPrint(_ format: String) { debugPrint.dynamicallyCall(withKeywordArguments: ["": format]) }

/// Prints a line with the elements of tensors when the program runs, as `debugPrint` does.
public func debugPrint(
  _ format: String, _ first: Tensor, _ rest: Tensor..., ordered: Bool = false, limit: Int = 1_000,
  file: String = #fileID, line: Int = #line
) {
  let location = Location.source(file: file, line: line, column: nil)
  PrintCall.run(at: location) { () throws(JAXError) in
    try PrintCall(format, positional: [first] + rest, named: [:], ordered: ordered, limit: limit)
  }
}

/// What `debugPrint` is: call it like a function.
@dynamicCallable
public struct DebugPrinting: Sendable {
  @inline(never) @_optimize(none)
  public func dynamicallyCall(withKeywordArguments arguments: KeyValuePairs<String, any DebugPrintable>) {
    let location = Location.call(returningTo: JAXReturnAddress())
    PrintCall.run(at: location) { () throws(JAXError) in try PrintCall(arguments) }
  }
}

/// What `debugPrint` takes: a format, values, and settings.
public protocol DebugPrintable {}

extension Tensor: DebugPrintable {}
extension String: DebugPrintable {}
extension Bool: DebugPrintable {}
extension Int: DebugPrintable {}
extension Float: DebugPrintable {}
extension Double: DebugPrintable {}

/// The arguments of one call, told apart.
private struct PrintCall {
  private let primitive: DebugPrint
  private let tensors: [Tensor]

  init(_ arguments: KeyValuePairs<String, any DebugPrintable>) throws(JAXError) {
    guard let first = arguments.first, first.key.isEmpty, let text = first.value as? String else {
      throw JAXError(.invalidArgument, "the first argument is not a format")
    }
    var (isOrdered, limit) = (false, 1_000)
    var positional: [Tensor] = []
    var named: [String: Tensor] = [:]
    for (name, value) in arguments.dropFirst() {
      switch (name, value) {
      case ("ordered", let flag as Bool): isOrdered = flag
      case ("limit", let count as Int): limit = count
      case ("", _): positional.append(try PrintCall.tensor(value, name))
      default: named[name] = try PrintCall.tensor(value, name)
      }
    }
    try self.init(text, positional: positional, named: named, ordered: isOrdered, limit: limit)
  }

  init(
    _ text: String, positional: [Tensor], named: [String: Tensor], ordered isOrdered: Bool, limit: Int
  ) throws(JAXError) {
    let format = try PrintFormat(text)
    var (tensors, left, used): ([Tensor], [Tensor].SubSequence, Set<String>) = ([], positional[...], [])
    for place in format.places {
      if place.name.isEmpty, let next = left.popFirst() {
        tensors.append(next)
      } else if let value = named[place.name] {
        tensors.append(value)
        used.insert(place.name)
      } else {
        throw JAXError(
          .invalidArgument,
          place.name.isEmpty
            ? "the format has a place too many: \(positional.count) values have no name"
            : "there is no value '\(place.name)', only \(PrintCall.list(named.keys.sorted()))",
          hint: "pass it as an argument of that name: debugPrint(\"{x}\", x: x)")
      }
    }
    let unused = named.keys.filter { !used.contains($0) }.sorted()
    guard left.isEmpty, unused.isEmpty else {
      throw JAXError(
        .invalidArgument,
        "the format has no place for \(unused.isEmpty ? "\(left.count) of the values" : PrintCall.list(unused))",
        hint: "write {} where a value is to be printed")
    }
    primitive = DebugPrint(format.unnamed, isOrdered: isOrdered, limit: limit)
    self.tensors = tensors
  }

  private static func tensor(_ value: any DebugPrintable, _ name: String) throws(JAXError) -> Tensor {
    switch value {
    case let tensor as Tensor: return tensor
    case let number as Int: return Tensor(weak: number)
    case let number as Double: return Tensor(number)
    case let number as Float: return Tensor(number)
    case let flag as Bool: return Tensor(flag)
    default:
      throw JAXError(
        .invalidArgument, "\(name.isEmpty ? "a value" : "'\(name)'") is a text, not a tensor or a number",
        hint: "write what is known beforehand into the format")
    }
  }

  private static func list(_ names: [String]) -> String {
    names.isEmpty ? "none with a name" : names.map { "'\($0)'" }.joined(separator: ", ")
  }

  /// Prints what `make` makes, at once or when the program runs.
  static func run(at location: Location, _ make: () throws(JAXError) -> PrintCall) {
    do throws(JAXError) {
      let call = try make()
      _ = try Tensor.results(
        of: call.primitive, call.tensors,
        token: call.primitive.isOrdered ? call.primitive.tokenOperand : nil, at: location)
    } catch {
      _ = Tensor.fail(error.located(at: location, in: "debugPrint"))
    }
  }
}
