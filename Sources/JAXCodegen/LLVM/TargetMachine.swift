internal import CLLVMShim
import Glibc
package import JAXIR

/// What this machine's processor is and can do.
package struct Target: Hashable, Sendable {
  package let triple: String
  package let processor: String
  /// As LLVM spells them: `+avx2,-sse4a`.
  package let features: String

  /// The machine that this process runs on.
  ///
  /// - Throws: `unsupported` for an x86-64 processor below level v3, `compilationFailed` for the wrong LLVM library.
  package static func host() throws(JAXError) -> Target {
    try LLVMMessage.check(CLLVMCheckRelease(), "starting LLVM")
    _ = nativeTarget
    let target = Target(
      triple: LLVMMessage.take(CLLVMHostTriple()), processor: LLVMMessage.take(CLLVMHostProcessor()),
      features: LLVMMessage.take(CLLVMHostFeatures()))
    try target.checkLevel()
    return target
  }

  private static let nativeTarget: Void = {
    CLLVMInitializeNativeTarget()
    // Blocks are long, straight, and laid out by the emitter in the order in which they run well. What orders them
    // anew, rewrites their addresses and splits live ranges takes half of all time to compile, for code that is no
    // faster.
    let options = [
      "jax", "-regalloc=basic", "-optimize-regalloc", "-enable-misched=false", "-disable-post-ra",
      "-disable-lsr",
    ]
    var strings = options.map { Optional(UnsafePointer(strdup($0)!)) }
    defer { for string in strings { free(UnsafeMutablePointer(mutating: string)) } }
    strings.withUnsafeMutableBufferPointer { strings in
      strings.withMemoryRebound(to: UnsafePointer<CChar>.self) {
        CLLVMSetOptions($0.baseAddress!, UInt32(options.count))
      }
    }
  }()

  init(triple: String, processor: String, features: String) {
    self.triple = triple
    self.processor = processor
    self.features = features
  }

  package var isX86: Bool { triple.hasPrefix("x86_64") }

  package func has(_ feature: String) -> Bool {
    features.split(separator: ",").contains { $0 == "+" + feature }
  }

  /// Bytes in the widest vector register worth using.
  package var vectorByteCount: Int {
    if isX86 { has("avx512f") && has("avx512bw") && has("avx512dq") && has("avx512vl") ? 64 : 32 } else { 16 }
  }

  func checkLevel() throws(JAXError) {
    guard isX86 else { return }
    let missing = ["avx2", "fma", "f16c", "bmi2"].filter { !has($0) }
    guard missing.isEmpty else {
      throw JAXError(
        .unsupported,
        "the processor \(processor) lacks \(missing.joined(separator: ", ")); x86-64 processors need level v3"
      )
    }
  }
}

/// Owns LLVM's code generator for one target; used by one thread at a time.
struct TargetMachine: ~Copyable {
  let handle: CLLVMTargetMachine

  /// - Parameter level: LLVM's code generation level, 0 to 3.
  init(_ target: Target, level: Int) throws(JAXError) {
    var machine = CLLVMTargetMachine()
    try LLVMMessage.check(
      CLLVMCreateTargetMachine(target.triple, target.processor, target.features, UInt32(level), &machine),
      "creating a target machine")
    handle = machine
  }

  deinit { CLLVMDisposeTargetMachine(handle) }

  /// The object file of `module`.
  func object(of module: borrowing LLVMModule) throws(JAXError) -> [UInt8] {
    try emit(module, assembly: false)
  }

  /// The assembly text of `module`.
  func assembly(of module: borrowing LLVMModule) throws(JAXError) -> String {
    String(decoding: try emit(module, assembly: true), as: UTF8.self)
  }

  private func emit(_ module: borrowing LLVMModule, assembly: Bool) throws(JAXError) -> [UInt8] {
    var buffer = CLLVMBuffer()
    try LLVMMessage.check(CLLVMEmit(handle, module.handle, assembly, &buffer), "generating code")
    defer { CLLVMDisposeBuffer(buffer) }
    return Array(UnsafeRawBufferPointer(start: CLLVMBufferStart(buffer), count: CLLVMBufferSize(buffer)))
  }
}
