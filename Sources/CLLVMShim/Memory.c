#include "VersionGuard.h"
#ifdef CLLVM_HEADERS_FOUND
#include "Handles.h"

CLLVMValue CLLVMBuildAlloca(CLLVMBuilder builder, CLLVMType type, unsigned alignment) {
  LLVMValueRef pointer = LLVMBuildAlloca(builder.ref, type.ref, "");
  LLVMSetAlignment(pointer, alignment);
  return value(pointer);
}

CLLVMValue CLLVMBuildLoad(CLLVMBuilder builder, CLLVMType type, CLLVMValue pointer, unsigned alignment) {
  LLVMValueRef load = LLVMBuildLoad2(builder.ref, type.ref, pointer.ref, "");
  LLVMSetAlignment(load, alignment);
  return value(load);
}

CLLVMValue CLLVMBuildAtomicLoad(CLLVMBuilder builder, CLLVMType type, CLLVMValue pointer, unsigned alignment) {
  CLLVMValue load = CLLVMBuildLoad(builder, type, pointer, alignment);
  LLVMSetOrdering(load.ref, LLVMAtomicOrderingMonotonic);
  return load;
}

void CLLVMBuildStore(CLLVMBuilder builder, CLLVMValue v, CLLVMValue pointer, unsigned alignment) {
  LLVMSetAlignment(LLVMBuildStore(builder.ref, v.ref, pointer.ref), alignment);
}

void CLLVMBuildCopy(
    CLLVMBuilder builder, CLLVMValue destination, CLLVMValue source, CLLVMValue byteCount, unsigned alignment) {
  LLVMBuildMemCpy(builder.ref, destination.ref, alignment, source.ref, alignment, byteCount.ref);
}

void CLLVMBuildStreamingStore(CLLVMBuilder builder, CLLVMValue v, CLLVMValue pointer, unsigned alignment) {
  LLVMValueRef store = LLVMBuildStore(builder.ref, v.ref, pointer.ref);
  LLVMSetAlignment(store, alignment);
  LLVMContextRef context = LLVMGetTypeContext(LLVMTypeOf(v.ref));
  const char name[] = "nontemporal";
  LLVMMetadataRef one = LLVMValueAsMetadata(LLVMConstInt(LLVMInt32TypeInContext(context), 1, false));
  LLVMValueRef node = LLVMMetadataAsValue(context, LLVMMDNodeInContext2(context, &one, 1));
  LLVMSetMetadata(store, LLVMGetMDKindIDInContext(context, name, sizeof name - 1), node);
}

void CLLVMBuildFence(CLLVMBuilder builder) {
  LLVMBuildFence(builder.ref, LLVMAtomicOrderingSequentiallyConsistent, false, "");
}

CLLVMValue CLLVMBuildAddress(CLLVMBuilder builder, CLLVMType element, CLLVMValue pointer, CLLVMValue index) {
  LLVMValueRef indices[1] = {index.ref};
  return value(LLVMBuildGEP2(builder.ref, element.ref, pointer.ref, indices, 1, ""));
}

/// Calls `llvm.masked.*`: its pointer is argument `position`, followed up to LLVM 21 by the alignment as an argument,
/// from LLVM 22 on by nothing, the alignment being an attribute of the pointer.
static LLVMValueRef call(
    CLLVMBuilder builder, CLLVMModule module, const char *name, LLVMTypeRef dataType, LLVMValueRef *arguments,
    unsigned count, unsigned position, unsigned alignment) {
  LLVMContextRef context = LLVMGetTypeContext(dataType);
  LLVMTypeRef overloads[2] = {dataType, LLVMTypeOf(arguments[position])};
  unsigned id = LLVMLookupIntrinsicID(name, strlen(name));
  LLVMValueRef function = LLVMGetIntrinsicDeclaration(module.ref, id, overloads, 2);
  LLVMTypeRef signature = LLVMGlobalGetValueType(function);
#if LLVM_VERSION_MAJOR >= 22
  LLVMValueRef result = LLVMBuildCall2(builder.ref, signature, function, arguments, count, "");
  unsigned kind = LLVMGetEnumAttributeKindForName("align", 5);
  LLVMAddCallSiteAttribute(result, position + 1, LLVMCreateEnumAttribute(context, kind, alignment));
  return result;
#else
  LLVMValueRef all[5];
  unsigned next = 0;
  for (unsigned i = 0; i < count; i++) {
    all[next++] = arguments[i];
    if (i == position) all[next++] = LLVMConstInt(LLVMInt32TypeInContext(context), alignment, false);
  }
  return LLVMBuildCall2(builder.ref, signature, function, all, next, "");
#endif
}

CLLVMValue CLLVMBuildMaskedLoad(
    CLLVMBuilder builder, CLLVMModule module, CLLVMType type, CLLVMValue pointer, unsigned alignment,
    CLLVMValue mask, CLLVMValue otherwise) {
  LLVMValueRef arguments[3] = {pointer.ref, mask.ref, otherwise.ref};
  return value(call(builder, module, "llvm.masked.load", type.ref, arguments, 3, 0, alignment));
}

/// The one lane that is set in a constant mask; -1 for any other mask.
static int onlyLane(LLVMValueRef mask) {
  if (!LLVMIsConstant(mask)) return -1;
  int only = -1;
  unsigned count = LLVMGetVectorSize(LLVMTypeOf(mask));
  for (unsigned lane = 0; lane < count; lane++) {
    LLVMValueRef bit = LLVMGetAggregateElement(mask, lane);
    if (!bit || !LLVMIsAConstantInt(bit)) return -1;
    if (LLVMConstIntGetZExtValue(bit) == 0) continue;
    if (only >= 0) return -1;
    only = (int)lane;
  }
  return only;
}

void CLLVMBuildMaskedStore(
    CLLVMBuilder builder, CLLVMModule module, CLLVMValue v, CLLVMValue pointer, unsigned alignment,
    CLLVMValue mask) {
  int lane = onlyLane(mask.ref);
  if (lane >= 0) {
    // Also because LLVM 22 stores too many bytes for such a mask when it has merged a truncation into the store
    // (llvm-project issue 179489).
    LLVMTypeRef element = LLVMGetElementType(LLVMTypeOf(v.ref));
    LLVMTypeRef i64 = LLVMInt64TypeInContext(LLVMGetTypeContext(element));
    CLLVMValue index = value(LLVMConstInt(i64, (unsigned)lane, false));
    CLLVMBuildStore(
        builder, CLLVMBuildExtract(builder, v, index), CLLVMBuildAddress(builder, type(element), pointer, index),
        alignment);
    return;
  }
  LLVMValueRef arguments[3] = {v.ref, pointer.ref, mask.ref};
  call(builder, module, "llvm.masked.store", LLVMTypeOf(v.ref), arguments, 3, 1, alignment);
}

CLLVMValue CLLVMBuildGather(
    CLLVMBuilder builder, CLLVMModule module, CLLVMType type, CLLVMValue pointers, unsigned alignment,
    CLLVMValue mask, CLLVMValue otherwise) {
  LLVMValueRef arguments[3] = {pointers.ref, mask.ref, otherwise.ref};
  return value(call(builder, module, "llvm.masked.gather", type.ref, arguments, 3, 0, alignment));
}

void CLLVMBuildScatter(
    CLLVMBuilder builder, CLLVMModule module, CLLVMValue v, CLLVMValue pointers, unsigned alignment,
    CLLVMValue mask) {
  LLVMValueRef arguments[3] = {v.ref, pointers.ref, mask.ref};
  call(builder, module, "llvm.masked.scatter", LLVMTypeOf(v.ref), arguments, 3, 1, alignment);
}
#endif
