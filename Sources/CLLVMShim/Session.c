#include "VersionGuard.h"
#ifdef CLLVM_HEADERS_FOUND
#include "Handles.h"
#include <llvm-c/LLJIT.h>
#include <llvm-c/Orc.h>

char *CLLVMCreateSession(CLLVMSession *result) {
  LLVMOrcLLJITRef session = NULL;
  LLVMErrorRef error = LLVMOrcCreateLLJIT(&session, NULL);
  if (error) return message(error);
  result->ref = session;
  return NULL;
}
char *CLLVMDisposeSession(CLLVMSession session) { return message(LLVMOrcDisposeLLJIT(session.ref)); }

char *CLLVMDefineSymbol(CLLVMSession session, const char *name, const void *address) {
  LLVMOrcCSymbolMapPair pair = {
      .Name = LLVMOrcLLJITMangleAndIntern(session.ref, name),
      .Sym = {.Address = (uint64_t)(uintptr_t)address,
              .Flags = {.GenericFlags = LLVMJITSymbolGenericFlagsExported | LLVMJITSymbolGenericFlagsCallable}},
  };
  LLVMOrcMaterializationUnitRef unit = LLVMOrcAbsoluteSymbols(&pair, 1);
  LLVMErrorRef error = LLVMOrcJITDylibDefine(LLVMOrcLLJITGetMainJITDylib(session.ref), unit);
  if (error) LLVMOrcDisposeMaterializationUnit(unit);
  return message(error);
}

char *CLLVMAddObject(CLLVMSession session, CLLVMBuffer object, CLLVMTracker *result) {
  LLVMOrcJITDylibRef dylib = LLVMOrcLLJITGetMainJITDylib(session.ref);
  LLVMOrcResourceTrackerRef tracker = LLVMOrcJITDylibCreateResourceTracker(dylib);
  LLVMErrorRef error = LLVMOrcLLJITAddObjectFileWithRT(session.ref, tracker, object.ref);
  if (error) {
    LLVMOrcReleaseResourceTracker(tracker);
    return message(error);
  }
  result->ref = tracker;
  return NULL;
}

char *CLLVMLookUp(CLLVMSession session, const char *name, uint64_t *result) {
  LLVMOrcExecutorAddress address = 0;
  LLVMErrorRef error = LLVMOrcLLJITLookup(session.ref, &address, name);
  if (error) return message(error);
  *result = address;
  return NULL;
}

char *CLLVMUnload(CLLVMTracker tracker) {
  LLVMErrorRef error = LLVMOrcResourceTrackerRemove(tracker.ref);
  LLVMOrcReleaseResourceTracker(tracker.ref);
  return message(error);
}
#endif
