import Glibc
import JAXIR
import JAXStableHLO

/// Reads any bytes as a program: what can be read is imported, and what can be imported is printed and read again.
///
/// More than a second of processor time for one input, or more memory at once than 64 MB and sixteen times the input, is a
/// failure as a crash is. Time in which the process is stopped does not count.
@_cdecl("LLVMFuzzerTestOneInput")
public func readProgram(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  memory.bound = currentBytes() + 64 << 20 + 16 * count
  limitTime(seconds: 1)
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  guard let graph = try? importStableHLO(bytes, file: "input", operationLimit: 2_000) else { return 0 }
  guard (try? graph.verify()) != nil else { fatalError("a graph was imported that is not one") }
  guard let text = try? exportStableHLO(graph) else { return 0 }
  // The text is a program of its own, and longer than bytecode.
  memory.bound += 16 * text.utf8.count
  limitTime(seconds: 1)
  // Names of checks are all that text cannot always say.
  do {
    let again = try importStableHLO(Array(text.utf8), file: "printed", operationLimit: 1_000_000)
    guard again.parameterTypes == graph.parameterTypes, again.resultTypes == graph.resultTypes else {
      fatalError("other types are read than were printed")
    }
  } catch {
    fatalError("what was printed cannot be read: \(error)")
  }
  return 0
}

@_cdecl("LLVMFuzzerInitialize")
public func watch(_: UnsafeRawPointer?, _: UnsafeRawPointer?) -> CInt {
  signal(SIGVTALRM) { _ in abort() }
  return installHooks({ _, size in noteAllocation(of: size) }, { _ in }) > 0 ? 0 : 1
}

/// Stops the process after so much of its own time, unless it is called again before.
private func limitTime(seconds: Int) {
  var timer = itimerval(it_interval: timeval(), it_value: timeval(tv_sec: seconds, tv_usec: 0))
  setitimer(__itimer_which_t(ITIMER_VIRTUAL.rawValue), &timer, nil)
}

/// The bound of the input that is being read, and the allocations since the heap was measured.
nonisolated(unsafe) private var memory = (bound: Int.max, allocations: 0)

/// Measures the heap at each large allocation and now and then at small ones, since measuring costs more than allocating.
private func noteAllocation(of size: Int) {
  memory.allocations &+= 1
  guard size >= 4096 || memory.allocations & 63 == 0, currentBytes() > memory.bound else { return }
  memory.bound = .max
  abort()
}

@_silgen_name("__sanitizer_get_current_allocated_bytes")
private func currentBytes() -> Int

@_silgen_name("__sanitizer_install_malloc_and_free_hooks")
private func installHooks(
  _ allocated: @convention(c) (UnsafeRawPointer?, Int) -> Void,
  _ freed: @convention(c) (UnsafeRawPointer?) -> Void
) -> CInt
