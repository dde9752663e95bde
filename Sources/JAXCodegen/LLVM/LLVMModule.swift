internal import CLLVMShim
import JAXIR

/// Owns a context of LLVM: the types and constants of one module.
struct LLVMContext: ~Copyable {
  let handle = CLLVMCreateContext()

  deinit { CLLVMDisposeContext(handle) }
}

/// Owns one module of LLVM IR, with its context and the builder that fills it.
struct LLVMModule: ~Copyable {
  let context = LLVMContext()
  let handle: CLLVMModule
  let builder: CLLVMBuilder

  /// An empty module for `machine`.
  init(name: String, machine: borrowing TargetMachine) {
    handle = CLLVMCreateModule(name, context.handle)
    builder = CLLVMCreateBuilder(context.handle)
    CLLVMSetTarget(handle, machine.handle)
  }

  deinit {
    CLLVMDisposeBuilder(builder)
    CLLVMDisposeModule(handle)
  }

  /// The means of adding to the module; valid as long as the module.
  var ir: IRBuilder { IRBuilder(context: context.handle, module: handle, builder: builder) }

  /// The module as text.
  var text: String { LLVMMessage.take(CLLVMPrintModule(handle)) }

  /// - Throws: `compilationFailed` when the module breaks a rule of LLVM IR: a defect of the emitter.
  func verify() throws(JAXError) {
    try LLVMMessage.check(CLLVMVerifyModule(handle), "verifying LLVM IR")
  }

  /// Runs the passes that `pipeline` names in the syntax of `opt -passes`.
  func run(_ pipeline: String, machine: borrowing TargetMachine) throws(JAXError) {
    try LLVMMessage.check(CLLVMRunPasses(handle, pipeline, machine.handle), "running LLVM passes")
  }
}

/// Messages that LLVM hands over.
enum LLVMMessage {
  /// The text of `message`, which is released.
  static func take(_ message: UnsafeMutablePointer<CChar>) -> String {
    defer { CLLVMDisposeMessage(message) }
    return String(cString: message)
  }

  /// - Throws: `compilationFailed` with `message`, unless it is nil.
  static func check(_ message: UnsafeMutablePointer<CChar>?, _ activity: String) throws(JAXError) {
    guard let message else { return }
    throw JAXError(.compilationFailed, "\(activity) failed: \(take(message))")
  }
}
