import Synchronization

/// One function while it is traced: the graph under construction and what the function took from outside.
///
/// A trace belongs to the thread that opened it and stays there, for the traced function is synchronous. It is passed
/// along as a task-local value, which tasks started inside inherit: whoever reads it must compare `thread` before
/// touching anything that changes. That is what makes it `Sendable`.
package final class Trace: @unchecked Sendable {
  /// The trace inside which this one was opened.
  package let parent: Trace?
  package let builder = GraphBuilder()
  /// Whose function is traced, for messages: `the function given to vmap`.
  package let title: String
  /// How many parameters are the function's own.
  package var argumentCount = 0
  /// What an argument is called in messages, by number; nil where nobody knows.
  package var nameOfArgument: ((Int) -> String)?
  /// Where the traced function was called.
  package let location: Location
  /// The thread that traces, in the numbers of whoever opened the trace.
  package let thread: UInt
  /// The function and what it is traced for, so that recursion is noticed; nil where it cannot be.
  package let key: Key?
  /// What keeps the elements of the values, where operations run as they are recorded; nil where they are only
  /// recorded. The traces around one that remembers remember too.
  package let memory: AnyObject?
  /// The axis of a batch for a member of which the function is traced, if that has a name.
  package var namedAxis: NamedAxis?
  /// The end of the chain of ordered effects; nil before the first.
  package var token: Graph.Value?
  /// Read by other threads too, where a value was taken to one.
  private let isOver = Atomic<Bool>(false)
  package private(set) var captures: [Capture] = []
  private var captured: [CaptureSource: Graph.Value] = [:]

  package init(
    parent: Trace? = Ambient.current.trace, thread: UInt = 0, key: Key? = nil, memory: AnyObject? = nil,
    title: String = "a function", at location: Location
  ) {
    self.parent = parent
    self.title = title
    self.thread = thread
    self.key = key
    self.memory = memory
    self.location = location
    Self.noteOpen()
  }

  deinit { abandon() }

  private static let openCount = Atomic<Int>(0)

  /// Whether any thread of the process is tracing or debugging: a quick way to know that this one is not.
  package static var isAnyOpen: Bool { openCount.load(ordering: .relaxed) != 0 }

  static func noteOpen() { openCount.add(1, ordering: .relaxed) }
  static func noteClosed() { openCount.subtract(1, ordering: .relaxed) }

  /// What tells one traced function with its arguments from others.
  package struct Key: Hashable, Sendable {
    private let value: any Hashable & Sendable
    package init(_ value: some Hashable & Sendable) { self.value = value }
    package static func == (a: Key, b: Key) -> Bool { AnyHashable(a.value) == AnyHashable(b.value) }
    package func hash(into hasher: inout Hasher) { value.hash(into: &hasher) }
  }

  /// A named axis of a batch.
  package struct NamedAxis: Sendable {
    package let name: String
    package let size: Int
    /// Where along the axis the member is: an `i32` scalar.
    package let place: Graph.Value

    package init(_ name: String, size: Int, place: Graph.Value) {
      self.name = name
      self.size = size
      self.place = place
    }
  }

  /// Something from outside that the function reads: it becomes a parameter after the function's own.
  package struct Capture: Sendable {
    package let source: CaptureSource
    package let type: ValueType
  }

  package enum CaptureSource: Hashable, Sendable {
    /// A tensor that exists, by reference.
    case concrete(CapturedObject)
    /// A value of an enclosing trace: of the parent, or, where that one remembers, of any that does.
    case outer(Graph.Value, of: Trace)
  }

  /// An existing tensor as a capture: equal when identical.
  package struct CapturedObject: Hashable, Sendable {
    package let object: any Sendable
    private let id: ObjectIdentifier

    /// - Parameter id: the identity of what `object` keeps alive.
    package init(_ object: any Sendable, id: ObjectIdentifier) {
      self.object = object
      self.id = id
    }
    package static func == (a: CapturedObject, b: CapturedObject) -> Bool { a.id == b.id }
    package func hash(into hasher: inout Hasher) { hasher.combine(id) }
  }

  /// The parameter that stands for `source`, the same one each time.
  package func capture(_ source: CaptureSource, _ type: ValueType) -> Graph.Value {
    if let known = captured[source] { return known }
    let value = builder.parameter(type)
    captured[source] = value
    captures.append(Capture(source: source, type: type))
    return value
  }

  /// `value` of `trace` as a value of this trace, captured through the traces between; nil unless `trace` is this
  /// one or encloses it.
  ///
  /// Traces that remember are passed by: what they enclose runs on values as they are.
  package func resolve(_ value: Graph.Value, of trace: Trace) -> Graph.Value? {
    if trace === self { return value }
    // The path is walked outside in, without recursion: traces may nest deeply.
    var path: [Trace] = []
    var inner: Trace? = self
    while let next = inner, next !== trace {
      if next.memory == nil { path.append(next) }
      inner = next.parent
    }
    guard inner != nil else { return nil }
    var (resolved, home) = (value, trace)
    let type = trace.builder.type(of: value)
    for next in path.reversed() {
      resolved = next.capture(.outer(resolved, of: home), type)
      home = next
    }
    return resolved
  }

  package var isOpen: Bool { !isOver.load(ordering: .relaxed) }

  /// Ends the trace: its values are no longer of use. Parameters are the function's own, then `captures` in order.
  package func close(name: String, results: [Graph.Value]) -> Graph {
    abandon()
    return builder.finish(name: name, results: results)
  }

  /// Ends a trace whose function failed.
  package func abandon() {
    guard !isOver.exchange(true, ordering: .relaxed) else { return }
    nameOfArgument = nil
    Self.noteClosed()
  }
}

extension Trace: Hashable {
  package static func == (a: Trace, b: Trace) -> Bool { a === b }
  package func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}
