#include "VersionGuard.h"
#ifdef CLLVM_HEADERS_FOUND
#include "Handles.h"
#include <llvm-c/Analysis.h>
#include <llvm-c/TargetMachine.h>
#include <llvm-c/Transforms/PassBuilder.h>

void CLLVMDisposeMessage(char *message) { LLVMDisposeMessage(message); }

char *CLLVMCheckRelease(void) {
  unsigned major = 0, minor = 0, patch = 0;
  LLVMGetVersion(&major, &minor, &patch);
  if (major == LLVM_VERSION_MAJOR) return NULL;
  return LLVMCreateMessage("the LLVM library in the process is not of the release of its headers");
}

CLLVMContext CLLVMCreateContext(void) { return (CLLVMContext){LLVMContextCreate()}; }
void CLLVMDisposeContext(CLLVMContext context) { LLVMContextDispose(context.ref); }

CLLVMModule CLLVMCreateModule(const char *name, CLLVMContext context) {
  return (CLLVMModule){LLVMModuleCreateWithNameInContext(name, context.ref)};
}
void CLLVMDisposeModule(CLLVMModule module) { LLVMDisposeModule(module.ref); }

void CLLVMSetTarget(CLLVMModule module, CLLVMTargetMachine machine) {
  char *triple = LLVMGetTargetMachineTriple(machine.ref);
  LLVMSetTarget(module.ref, triple);
  LLVMDisposeMessage(triple);
  LLVMTargetDataRef layout = LLVMCreateTargetDataLayout(machine.ref);
  LLVMSetModuleDataLayout(module.ref, layout);
  LLVMDisposeTargetData(layout);
}

char *CLLVMVerifyModule(CLLVMModule module) {
  char *text = NULL;
  bool broken = LLVMVerifyModule(module.ref, LLVMReturnStatusAction, &text);
  if (broken) return text;
  LLVMDisposeMessage(text);
  return NULL;
}

char *CLLVMPrintModule(CLLVMModule module) { return LLVMPrintModuleToString(module.ref); }

char *CLLVMRunPasses(CLLVMModule module, const char *pipeline, CLLVMTargetMachine machine) {
  LLVMPassBuilderOptionsRef options = LLVMCreatePassBuilderOptions();
  LLVMErrorRef error = LLVMRunPasses(module.ref, pipeline, machine.ref, options);
  LLVMDisposePassBuilderOptions(options);
  return message(error);
}

// Types

CLLVMType CLLVMVoidType(CLLVMContext context) { return type(LLVMVoidTypeInContext(context.ref)); }
CLLVMType CLLVMIntegerType(CLLVMContext context, unsigned bits) {
  return type(LLVMIntTypeInContext(context.ref, bits));
}
CLLVMType CLLVMHalfType(CLLVMContext context) { return type(LLVMHalfTypeInContext(context.ref)); }
CLLVMType CLLVMFloatType(CLLVMContext context) { return type(LLVMFloatTypeInContext(context.ref)); }
CLLVMType CLLVMDoubleType(CLLVMContext context) { return type(LLVMDoubleTypeInContext(context.ref)); }
CLLVMType CLLVMPointerType(CLLVMContext context) { return type(LLVMPointerTypeInContext(context.ref, 0)); }
CLLVMType CLLVMVectorType(CLLVMType element, unsigned count) { return type(LLVMVectorType(element.ref, count)); }
CLLVMType CLLVMArrayType(CLLVMType element, uint64_t count) { return type(LLVMArrayType2(element.ref, count)); }
CLLVMType CLLVMFunctionType(CLLVMType result, const CLLVMType *parameters, unsigned count) {
  return type(LLVMFunctionType(result.ref, types(parameters), count, false));
}
CLLVMType CLLVMTypeOf(CLLVMValue v) { return type(LLVMTypeOf(v.ref)); }

// Constants

CLLVMValue CLLVMConstantZero(CLLVMType type) { return value(LLVMConstNull(type.ref)); }
CLLVMValue CLLVMConstantInteger(CLLVMType type, uint64_t bits) {
  // The low words given as such, because LLVM 22 refuses bits beyond the width in LLVMConstInt.
  uint64_t words[1] = {bits};
  return value(LLVMConstIntOfArbitraryPrecision(type.ref, 1, words));
}
CLLVMValue CLLVMConstantBitcast(CLLVMValue constant, CLLVMType type) {
  return value(LLVMConstBitCast(constant.ref, type.ref));
}
CLLVMValue CLLVMConstantVector(const CLLVMValue *elements, unsigned count) {
  return value(LLVMConstVector(values(elements), count));
}
CLLVMValue CLLVMPoison(CLLVMType type) { return value(LLVMGetPoison(type.ref)); }
bool CLLVMIsConstant(CLLVMValue v) { return LLVMIsConstant(v.ref); }
bool CLLVMConstantIntegerValue(CLLVMValue v, int64_t *result) {
  if (!LLVMIsAConstantInt(v.ref) || LLVMGetIntTypeWidth(LLVMTypeOf(v.ref)) > 64) return false;
  *result = LLVMConstIntGetSExtValue(v.ref);
  return true;
}

// Functions and globals

CLLVMValue CLLVMAddFunction(CLLVMModule module, const char *name, CLLVMType type, bool exported) {
  LLVMValueRef function = LLVMAddFunction(module.ref, name, type.ref);
  if (!exported) LLVMSetLinkage(function, LLVMInternalLinkage);
  return value(function);
}
void CLLVMExport(CLLVMValue function) { LLVMSetLinkage(function.ref, LLVMExternalLinkage); }
CLLVMValue CLLVMParameter(CLLVMValue function, unsigned index) {
  return value(LLVMGetParam(function.ref, index));
}
void CLLVMAddStringAttribute(CLLVMContext context, CLLVMValue function, const char *key, const char *text) {
  LLVMAttributeRef attribute = LLVMCreateStringAttribute(
      context.ref, key, (unsigned)strlen(key), text, (unsigned)strlen(text));
  LLVMAddAttributeAtIndex(function.ref, LLVMAttributeFunctionIndex, attribute);
}
void CLLVMAddFunctionAttribute(CLLVMContext context, CLLVMValue function, const char *name) {
  unsigned kind = LLVMGetEnumAttributeKindForName(name, strlen(name));
  LLVMAddAttributeAtIndex(
      function.ref, LLVMAttributeFunctionIndex, LLVMCreateEnumAttribute(context.ref, kind, 0));
}
CLLVMValue CLLVMAddConstantGlobal(CLLVMModule module, const char *name, CLLVMValue initializer) {
  LLVMValueRef global = LLVMAddGlobal(module.ref, LLVMTypeOf(initializer.ref), name);
  LLVMSetInitializer(global, initializer.ref);
  LLVMSetGlobalConstant(global, true);
  LLVMSetLinkage(global, LLVMPrivateLinkage);
  return value(global);
}
void CLLVMSetName(CLLVMValue v, const char *name) { LLVMSetValueName2(v.ref, name, strlen(name)); }

// Blocks

CLLVMBlock CLLVMAppendBlock(CLLVMContext context, CLLVMValue function, const char *name) {
  return block(LLVMAppendBasicBlockInContext(context.ref, function.ref, name));
}
#endif
