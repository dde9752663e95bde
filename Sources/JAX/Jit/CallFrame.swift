import JAXRuntime

/// The memory of one call, in one piece: its arguments, what it makes, and the lists of addresses that machine code
/// reads.
struct CallFrame {
  /// A tensor that is kept alive by whoever wrote it here.
  typealias Object = Unmanaged<TensorMemory>

  /// The tensors of the arguments and after them what the function takes from outside; not owned.
  let arguments: UnsafeMutablePointer<Object>
  /// The tensors that the program fills; owned between the beginning and the end of a run.
  let made: UnsafeMutablePointer<Object>
  /// The addresses of the arguments.
  let inputs: UnsafeMutablePointer<UnsafeRawPointer?>
  /// The addresses of what is made.
  let outputs: UnsafeMutablePointer<UnsafeMutableRawPointer?>
  /// The results, without a gap: as the members of a tuple are.
  let results: UnsafeMutablePointer<Tensor>

  init(argumentCount: Int, outputCount: Int, resultCount: Int) {
    let words = 2 * (argumentCount + outputCount)
    let memory = UnsafeMutableRawPointer.allocate(
      byteCount: words * MemoryLayout<UInt>.size + resultCount * MemoryLayout<Tensor>.stride,
      alignment: MemoryLayout<UInt>.alignment)
    func list<Element>(_ type: Element.Type, at word: Int) -> UnsafeMutablePointer<Element> {
      (memory + word * MemoryLayout<UInt>.size).assumingMemoryBound(to: type)
    }
    arguments = list(Object.self, at: 0)
    inputs = list(UnsafeRawPointer?.self, at: argumentCount)
    made = list(Object.self, at: 2 * argumentCount)
    outputs = list(UnsafeMutableRawPointer?.self, at: 2 * argumentCount + outputCount)
    results = list(Tensor.self, at: words)
  }

  /// Gives back the memory, not what is in it.
  func deallocate() { UnsafeMutableRawPointer(arguments).deallocate() }

  @inline(__always)
  func setArgument(_ index: Int, _ memory: Object) {
    arguments[index] = memory
    inputs[index] = UnsafeRawPointer(memory._withUnsafeGuaranteedRef { $0.address })
  }
}
