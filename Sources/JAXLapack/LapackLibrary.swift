import Glibc
package import JAXIR
import Synchronization

/// A LAPACK with Fortran's calling convention and 32-bit integers, loaded into this process.
///
/// OpenBLAS is told to compute on the calling thread alone: its results then do not depend on the machine's cores.
package final class LapackLibrary: Sendable {
  package let path: String
  private nonisolated(unsafe) let handle: UnsafeMutableRawPointer

  /// What is tried where the variable `JAX_LAPACK` names no library: OpenBLAS, then whatever the system calls LAPACK.
  package static let standardPaths = ["libopenblas.so.0", "liblapack.so.3"]

  private static let loaded = Mutex<LapackLibrary?>(nil)

  /// The library of this process, loaded at the first use.
  ///
  /// - Throws: `unsupported` where there is none; the next use tries again.
  package static func shared() throws(JAXError) -> LapackLibrary {
    let library: Result<LapackLibrary, JAXError> = loaded.withLock { loaded in
      if let loaded { return .success(loaded) }
      do throws(JAXError) {
        let library = try LapackLibrary(getenv("JAX_LAPACK").map { [String(cString: $0)] } ?? standardPaths)
        loaded = library
        return .success(library)
      } catch {
        return .failure(error)
      }
    }
    return try library.get()
  }

  /// Whether there is one.
  package static var isInstalled: Bool { (try? shared()) != nil }

  /// The first library of `paths` that can be loaded; it stays loaded.
  package init(_ paths: [String]) throws(JAXError) {
    var problems: [String] = []
    for path in paths {
      if let handle = dlopen(path, RTLD_NOW | RTLD_LOCAL) {
        self.path = path
        self.handle = handle
        if let entry = dlsym(handle, "openblas_set_num_threads") {
          unsafeBitCast(entry, to: (@convention(c) (Int32) -> Void).self)(1)
        }
        return
      }
      problems.append(dlerror().map { String(cString: $0) } ?? path)
    }
    throw JAXError(
      .unsupported, "LAPACK cannot be loaded: " + problems.joined(separator: "; "),
      hint: "install OpenBLAS (apt-get install libopenblas0-pthread), or name a library in JAX_LAPACK")
  }
}

// MARK: - Calls

/// What a Fortran routine is passed, always by its address.
enum FortranArgument {
  case letter(Int)
  case integer(Int)
  /// An array, or a number to be written.
  case memory(UnsafeMutableRawPointer?)
}

/// Every argument of a Fortran routine is an address, and the length of each letter follows behind the last of them:
/// all are words, and a routine ignores those behind what it takes.
private typealias FortranEntry =
  @convention(c) (
    UInt, UInt, UInt, UInt, UInt, UInt, UInt, UInt, UInt, UInt,
    UInt, UInt, UInt, UInt, UInt, UInt, UInt, UInt, UInt, UInt
  ) -> Void

extension LapackLibrary {
  private static let wordCount = 20

  /// Calls `name` with an underscore behind, as Fortran compilers name it.
  ///
  /// - Throws: `unsupported` where the library lacks it.
  /// - Precondition: integers fit 32 bits.
  func call(_ name: String, _ arguments: [FortranArgument]) throws(JAXError) {
    guard let entry = dlsym(handle, name + "_") else {
      throw JAXError(.unsupported, "'\(path)' has no routine \(name)")
    }
    // One slot of 8 bytes for each argument: letters and integers are read at its start.
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: arguments.count) { slots in
      var words: [UInt] = []
      var lengths: [UInt] = []
      for (index, argument) in arguments.enumerated() {
        let slot = slots.baseAddress! + index
        words.append(UInt(bitPattern: slot))
        switch argument {
        case .letter(let letter):
          slot.initialize(to: UInt64(letter))
          lengths.append(1)
        case .integer(let integer): slot.initialize(to: UInt64(UInt32(bitPattern: Int32(integer))))
        case .memory(let memory): words[index] = UInt(bitPattern: memory)
        }
      }
      words += lengths
      precondition(words.count <= Self.wordCount, "the arguments of \(name)")
      words += Array(repeating: 0, count: Self.wordCount - words.count)
      let w = words
      unsafeBitCast(entry, to: FortranEntry.self)(
        w[0], w[1], w[2], w[3], w[4], w[5], w[6], w[7], w[8], w[9],
        w[10], w[11], w[12], w[13], w[14], w[15], w[16], w[17], w[18], w[19])
    }
  }
}
