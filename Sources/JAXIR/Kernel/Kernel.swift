/// One loop nest over scalars, in SSA: what a fused group of tensor operations becomes and what is emitted as one
/// native function.
///
/// Loops, branches and reductions are structured operations that own blocks. Memory is reached only through
/// loads and stores at affine indices of declared buffers, counted in elements. A kernel says what each
/// element is, one scalar operation at a time; `vector`, `parallel` and `threads` on a loop say how it may run and never
/// change a bit of the result.
package struct Kernel: Hashable, Sendable {
  /// The name of the native function; not part of what the kernel means, so equal kernels may differ in it.
  package var name: String
  /// Buffers that the caller passes, in order.
  package var parameters: [BufferDeclaration]
  /// Extents that are known only at the call: `int64` values, in order.
  package var extents: [Value]
  /// Scratch buffers that live as long as one run of the kernel; `Buffer` ids go on after the parameters. What they
  /// hold at the start is not defined. A local whose every use is inside one parallel or threads loop is private to
  /// each of its iterations, which must write before they read.
  package var locals: [BufferDeclaration]
  package var body: Block
  /// The type of each value, by id. Compute types: never complex.
  package var types: [DType]

  package init(
    name: String, parameters: [BufferDeclaration], extents: [Value] = [], locals: [BufferDeclaration] = [],
    body: Block, types: [DType]
  ) {
    self.name = name
    self.parameters = parameters
    self.extents = extents
    self.locals = locals
    self.body = body
    self.types = types
  }

  package func declaration(of buffer: Buffer) -> BufferDeclaration {
    buffer.index < parameters.count ? parameters[buffer.index] : locals[buffer.index - parameters.count]
  }

  package subscript(type value: Value) -> DType { types[value.index] }

  /// How deep blocks may nest: what walks a kernel is recursive and must fit on the stack of any thread.
  package static let maximumDepth = 100
}

extension Kernel {
  /// A scalar SSA value; prints as `%3`.
  package struct Value: Hashable, Sendable, CustomStringConvertible {
    package let id: UInt32
    package init(_ index: Int) { id = UInt32(index) }
    package var index: Int { Int(id) }
    package var description: String { "%\(id)" }
  }

  /// A buffer of the kernel: a parameter or a local; prints as `@2`.
  package struct Buffer: Hashable, Sendable, CustomStringConvertible {
    package let id: UInt32
    package init(_ index: Int) { id = UInt32(index) }
    package var index: Int { Int(id) }
    package var description: String { "@\(id)" }
  }

  package enum Access: String, Hashable, Sendable, CaseIterable {
    case read, write, readWrite = "readwrite"
    /// As `write`, of memory that is not worth a place in the caches: stores may go past them.
    case stream

    /// Whether elements may be loaded.
    package var canRead: Bool { self == .read || self == .readWrite }
  }

  package struct BufferDeclaration: Hashable, Sendable {
    /// The type in memory; never complex: a complex tensor is a buffer of twice as many floats.
    package var dtype: DType
    /// Elements; nil when known only at the call. Always known for locals.
    package var count: Int?
    package var access: Access

    package init(_ dtype: DType, count: Int?, access: Access) {
      self.dtype = dtype
      self.count = count
      self.access = access
    }
  }

  /// A sequence of operations that owns its arguments and ends by yielding `results`.
  package struct Block: Hashable, Sendable {
    package var arguments: [Value]
    package var operations: [Operation]
    package var results: [Value]

    package init(arguments: [Value] = [], operations: [Operation] = [], results: [Value] = []) {
      self.arguments = arguments
      self.operations = operations
      self.results = results
    }
  }

  /// A scalar constant: the bits of a value of `dtype`, zero-extended.
  package struct Constant: Hashable, Sendable {
    package var dtype: DType
    package var bits: UInt64

    package init(_ dtype: DType, bits: UInt64) {
      self.dtype = dtype
      self.bits = bits
    }
  }
}
