import ArgumentParser
import Glibc
import JAX
import Synchronization

/// `jaxc conform DIR`
struct ConformCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "conform", abstract: "Run every checked program of a folder.",
    discussion:
      "Prints a table by stage and each failing file with its reason; the exit code is 1 when one fails, or too many."
  )

  @Argument(help: "The folder of .mlir and .mlirbc files.")
  var directory: String

  @Option(name: .long, help: "A JSON file that says to which stage each file belongs.")
  var stages: String?

  @Option(name: .long, help: "Run the files of this stage alone.")
  var stage: String?

  @Option(name: .long, help: "Run only files whose name matches this regular expression.")
  var only: String?

  @Flag(name: .customLong("round-trip"), help: "Run what our own StableHLO text of each program says.")
  var isRoundTrip = false

  @Option(
    name: .long,
    help:
      "Extents for what programs leave open, as 3,2: each program is run on made inputs, and what our own text of it says on the same."
  )
  var sizes: String?

  @Option(name: .customLong("at-least"), help: "Fail only if fewer files than this pass.")
  var leastCount: Int?

  @Option(name: .long, help: "Files to run at once.")
  var jobs: Int = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))

  func validate() throws {
    guard jobs > 0 else { throw ValidationError("--jobs takes a number of at least 1") }
    guard sizes == nil || extents?.allSatisfy({ $0 > 0 }) == true else {
      throw ValidationError("--sizes takes positive numbers with commas between them")
    }
    guard stage == nil || stages != nil else { throw ValidationError("--stage needs --stages FILE") }
    if let only {
      do { _ = try Regex(only) } catch {
        throw ValidationError("--only: \(only) is not a regular expression")
      }
    }
  }

  private var extents: [Int]? {
    sizes?.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) ?? 0 }
  }

  func run() throws {
    let stageList = try stages.map { try StageList(path: $0) }
    if let stage, let stageList, !stageList.stages.contains(where: { $0.name == stage }) {
      throw ValidationError("--stage: there is no stage \(stage) in \(stages ?? "")")
    }
    let files = try selected(stageList)
    let extents = self.extents
    let failures = ParallelRun(jobs: jobs).failures(count: files.count) {
      [directory, isRoundTrip, extents] (index) throws(JAXError) in
      if let extents { return try SizedProgram.run("\(directory)/\(files[index])", extents: extents) }
      return try CheckedProgram.run("\(directory)/\(files[index])", isRoundTrip: isRoundTrip)
    }
    report(files, failures, stageList)
    if files.count - failures.count < leastCount ?? files.count { throw ExitCode(1) }
  }

  private func selected(_ stageList: StageList?) throws -> [String] {
    let pattern = try only.map { try Regex($0) }
    return try FileIO.list(directory).filter { name in
      guard name.hasSuffix(".mlir") || name.hasSuffix(".mlirbc") else { return false }
      if let stage, stageList?.stage(of: name) != stage { return false }
      if let pattern { return name.contains(pattern) }
      return true
    }.sorted()
  }

  private func report(_ files: [String], _ failures: [Int: JAXError], _ stageList: StageList?) {
    for (index, error) in failures.sorted(by: { $0.key < $1.key }) {
      Output.line("failed \(files[index]): \(error.detail)")
    }
    if let stageList {
      let rows = Dictionary(grouping: files.indices) { stageList.stage(of: files[$0]) }
      Output.line("stage   passed   failed")
      for (name, indices) in rows.sorted(by: { $0.key < $1.key }) {
        let failed = indices.count { failures[$0] != nil }
        Output.line(Self.row([name, "\(indices.count - failed)", "\(failed)"]))
      }
    }
    Output.line("\(files.count - failures.count) passed, \(failures.count) failed")
  }

  private static func row(_ cells: [String]) -> String {
    cells[0] + String(repeating: " ", count: max(1, 8 - cells[0].count))
      + cells.dropFirst().map { $0 + String(repeating: " ", count: max(1, 9 - $0.count)) }.joined()
  }
}

/// Work items dealt to threads with stacks as large as the main thread's.
struct ParallelRun {
  let jobs: Int

  /// Runs `body` for every index below `count`; gives the errors by index.
  func failures(
    count: Int, _ body: @escaping @Sendable (Int) throws(JAXError) -> Int
  ) -> [Int: JAXError] {
    let work = Work(count: count, body: body)
    var threads: [pthread_t] = []
    for _ in 1..<max(1, min(jobs, count)) {
      if let thread = work.start() { threads.append(thread) }
    }
    work.run()
    for thread in threads { pthread_join(thread, nil) }
    return work.failures
  }

  private final class Work: Sendable {
    private let next = Atomic<Int>(0)
    private let failed = Mutex<[Int: JAXError]>([:])
    private let count: Int
    private let body: @Sendable (Int) throws(JAXError) -> Int

    init(count: Int, body: @escaping @Sendable (Int) throws(JAXError) -> Int) {
      self.count = count
      self.body = body
    }

    var failures: [Int: JAXError] { failed.withLock { $0 } }

    func run() {
      while case let index = next.add(1, ordering: .relaxed).oldValue, index < count {
        do throws(JAXError) {
          _ = try body(index)
        } catch {
          failed.withLock { $0[index] = error }
        }
      }
    }

    func start() -> pthread_t? {
      var attributes = pthread_attr_t()
      pthread_attr_init(&attributes)
      defer { pthread_attr_destroy(&attributes) }
      pthread_attr_setstacksize(&attributes, 8 << 20)
      var thread = pthread_t()
      let context = Unmanaged.passRetained(self)
      let status = pthread_create(
        &thread, &attributes,
        { @Sendable context in
          Unmanaged<Work>.fromOpaque(context!).takeRetainedValue().run()
          return nil
        }, context.toOpaque())
      if status != 0 {
        context.release()
        return nil
      }
      return thread
    }
  }
}
