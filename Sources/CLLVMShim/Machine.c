#include "VersionGuard.h"
#ifdef CLLVM_HEADERS_FOUND
#include "Handles.h"
#include <llvm-c/Support.h>
#include <llvm-c/Target.h>
#include <llvm-c/TargetMachine.h>

void CLLVMInitializeNativeTarget(void) {
  LLVMInitializeNativeTarget();
  LLVMInitializeNativeAsmPrinter();
}

void CLLVMSetOptions(const char *const *options, unsigned count) {
  LLVMParseCommandLineOptions((int)count, options, "");
}

char *CLLVMHostProcessor(void) { return LLVMGetHostCPUName(); }
char *CLLVMHostFeatures(void) { return LLVMGetHostCPUFeatures(); }
char *CLLVMHostTriple(void) { return LLVMGetDefaultTargetTriple(); }

char *CLLVMCreateTargetMachine(
    const char *triple, const char *processor, const char *features, unsigned level,
    CLLVMTargetMachine *result) {
  LLVMTargetRef target = NULL;
  char *error = NULL;
  if (LLVMGetTargetFromTriple(triple, &target, &error)) return error;
  // Position-independent, so that an object may lie anywhere with respect to what it refers to.
  LLVMTargetMachineRef machine = LLVMCreateTargetMachine(
      target, triple, processor, features, (LLVMCodeGenOptLevel)level, LLVMRelocPIC, LLVMCodeModelSmall);
  if (!machine) return LLVMCreateMessage("LLVM cannot generate code for this processor");
  result->ref = machine;
  return NULL;
}
void CLLVMDisposeTargetMachine(CLLVMTargetMachine machine) { LLVMDisposeTargetMachine(machine.ref); }

char *CLLVMEmit(CLLVMTargetMachine machine, CLLVMModule module, bool assembly, CLLVMBuffer *result) {
  char *error = NULL;
  LLVMMemoryBufferRef buffer = NULL;
  LLVMCodeGenFileType kind = assembly ? LLVMAssemblyFile : LLVMObjectFile;
  if (LLVMTargetMachineEmitToMemoryBuffer(machine.ref, module.ref, kind, &error, &buffer)) return error;
  result->ref = buffer;
  return NULL;
}

CLLVMBuffer CLLVMCreateBuffer(const void *bytes, size_t count, const char *name) {
  return (CLLVMBuffer){LLVMCreateMemoryBufferWithMemoryRangeCopy(bytes, count, name)};
}
const void *CLLVMBufferStart(CLLVMBuffer buffer) { return LLVMGetBufferStart(buffer.ref); }
size_t CLLVMBufferSize(CLLVMBuffer buffer) { return LLVMGetBufferSize(buffer.ref); }
void CLLVMDisposeBuffer(CLLVMBuffer buffer) { LLVMDisposeMemoryBuffer(buffer.ref); }
#endif
