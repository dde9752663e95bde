#include "VersionGuard.h"
#ifdef CLLVM_HEADERS_FOUND
#include "Handles.h"

CLLVMBuilder CLLVMCreateBuilder(CLLVMContext context) {
  return (CLLVMBuilder){LLVMCreateBuilderInContext(context.ref)};
}
void CLLVMDisposeBuilder(CLLVMBuilder builder) { LLVMDisposeBuilder(builder.ref); }
void CLLVMPositionAtEnd(CLLVMBuilder builder, CLLVMBlock block) {
  LLVMPositionBuilderAtEnd(builder.ref, block.ref);
}
CLLVMBlock CLLVMInsertBlock(CLLVMBuilder builder) { return block(LLVMGetInsertBlock(builder.ref)); }

CLLVMValue CLLVMBuildBinary(CLLVMBuilder builder, enum CLLVMBinary operation, CLLVMValue a, CLLVMValue b) {
  static const LLVMOpcode opcodes[] = {
      [CLLVMAdd] = LLVMAdd,   [CLLVMSub] = LLVMSub,   [CLLVMMul] = LLVMMul,   [CLLVMUDiv] = LLVMUDiv,
      [CLLVMSDiv] = LLVMSDiv, [CLLVMURem] = LLVMURem, [CLLVMSRem] = LLVMSRem, [CLLVMFAdd] = LLVMFAdd,
      [CLLVMFSub] = LLVMFSub, [CLLVMFMul] = LLVMFMul, [CLLVMFDiv] = LLVMFDiv, [CLLVMFRem] = LLVMFRem,
      [CLLVMShl] = LLVMShl,   [CLLVMLShr] = LLVMLShr, [CLLVMAShr] = LLVMAShr, [CLLVMAnd] = LLVMAnd,
      [CLLVMOr] = LLVMOr,     [CLLVMXor] = LLVMXor,
  };
  return value(LLVMBuildBinOp(builder.ref, opcodes[operation], a.ref, b.ref, ""));
}

CLLVMValue CLLVMBuildCompare(CLLVMBuilder builder, enum CLLVMCompare comparison, CLLVMValue a, CLLVMValue b) {
  static const int predicates[] = {
      [CLLVMIntEQ] = LLVMIntEQ,       [CLLVMIntNE] = LLVMIntNE,       [CLLVMIntULT] = LLVMIntULT,
      [CLLVMIntULE] = LLVMIntULE,     [CLLVMIntUGT] = LLVMIntUGT,     [CLLVMIntUGE] = LLVMIntUGE,
      [CLLVMIntSLT] = LLVMIntSLT,     [CLLVMIntSLE] = LLVMIntSLE,     [CLLVMIntSGT] = LLVMIntSGT,
      [CLLVMIntSGE] = LLVMIntSGE,     [CLLVMFloatOEQ] = LLVMRealOEQ,  [CLLVMFloatUNE] = LLVMRealUNE,
      [CLLVMFloatOLT] = LLVMRealOLT,  [CLLVMFloatOLE] = LLVMRealOLE,  [CLLVMFloatOGT] = LLVMRealOGT,
      [CLLVMFloatOGE] = LLVMRealOGE,  [CLLVMFloatONE] = LLVMRealONE,  [CLLVMFloatUNO] = LLVMRealUNO,
  };
  if (comparison >= CLLVMFloatOEQ)
    return value(LLVMBuildFCmp(builder.ref, (LLVMRealPredicate)predicates[comparison], a.ref, b.ref, ""));
  return value(LLVMBuildICmp(builder.ref, (LLVMIntPredicate)predicates[comparison], a.ref, b.ref, ""));
}

CLLVMValue CLLVMBuildCast(CLLVMBuilder builder, enum CLLVMCast cast, CLLVMValue v, CLLVMType type) {
  static const LLVMOpcode opcodes[] = {
      [CLLVMTrunc] = LLVMTrunc,   [CLLVMZExt] = LLVMZExt,     [CLLVMSExt] = LLVMSExt,
      [CLLVMFPTrunc] = LLVMFPTrunc, [CLLVMFPExt] = LLVMFPExt, [CLLVMSIToFP] = LLVMSIToFP,
      [CLLVMUIToFP] = LLVMUIToFP, [CLLVMFPToSI] = LLVMFPToSI, [CLLVMFPToUI] = LLVMFPToUI,
      [CLLVMBitCast] = LLVMBitCast,
  };
  return value(LLVMBuildCast(builder.ref, opcodes[cast], v.ref, type.ref, ""));
}

CLLVMValue CLLVMBuildFNeg(CLLVMBuilder builder, CLLVMValue v) {
  return value(LLVMBuildFNeg(builder.ref, v.ref, ""));
}
CLLVMValue CLLVMBuildSelect(CLLVMBuilder builder, CLLVMValue condition, CLLVMValue then, CLLVMValue otherwise) {
  return value(LLVMBuildSelect(builder.ref, condition.ref, then.ref, otherwise.ref, ""));
}

// Vectors

CLLVMValue CLLVMBuildInsert(CLLVMBuilder builder, CLLVMValue vector, CLLVMValue element, CLLVMValue index) {
  return value(LLVMBuildInsertElement(builder.ref, vector.ref, element.ref, index.ref, ""));
}
CLLVMValue CLLVMBuildExtract(CLLVMBuilder builder, CLLVMValue vector, CLLVMValue index) {
  return value(LLVMBuildExtractElement(builder.ref, vector.ref, index.ref, ""));
}
CLLVMValue CLLVMBuildShuffle(
    CLLVMBuilder builder, CLLVMValue a, CLLVMValue b, const int32_t *lanes, unsigned count) {
  LLVMTypeRef i32 = LLVMInt32TypeInContext(LLVMGetTypeContext(LLVMTypeOf(a.ref)));
  LLVMValueRef positions[count];
  for (unsigned i = 0; i < count; i++) positions[i] = LLVMConstInt(i32, (uint32_t)lanes[i], false);
  return value(LLVMBuildShuffleVector(builder.ref, a.ref, b.ref, LLVMConstVector(positions, count), ""));
}

CLLVMValue CLLVMBuildIntrinsic(
    CLLVMBuilder builder, CLLVMModule module, const char *name, const CLLVMType *overloads,
    unsigned typeCount, const CLLVMValue *arguments, unsigned count) {
  unsigned id = LLVMLookupIntrinsicID(name, strlen(name));
  if (id == 0) return value(NULL);
  LLVMValueRef function = LLVMGetIntrinsicDeclaration(module.ref, id, types(overloads), typeCount);
  LLVMTypeRef signature = LLVMGlobalGetValueType(function);
  return value(LLVMBuildCall2(builder.ref, signature, function, values(arguments), count, ""));
}

// Control

CLLVMValue CLLVMBuildPhi(CLLVMBuilder builder, CLLVMType type) {
  return value(LLVMBuildPhi(builder.ref, type.ref, ""));
}
void CLLVMAddIncoming(CLLVMValue phi, CLLVMValue v, CLLVMBlock block) {
  LLVMValueRef incoming[1] = {v.ref};
  LLVMBasicBlockRef from[1] = {block.ref};
  LLVMAddIncoming(phi.ref, incoming, from, 1);
}
void CLLVMBuildBranch(CLLVMBuilder builder, CLLVMBlock block) { LLVMBuildBr(builder.ref, block.ref); }
void CLLVMBuildConditionalBranch(
    CLLVMBuilder builder, CLLVMValue condition, CLLVMBlock then, CLLVMBlock otherwise) {
  LLVMBuildCondBr(builder.ref, condition.ref, then.ref, otherwise.ref);
}
CLLVMValue CLLVMBuildSwitch(CLLVMBuilder builder, CLLVMValue v, CLLVMBlock otherwise, unsigned caseCount) {
  return value(LLVMBuildSwitch(builder.ref, v.ref, otherwise.ref, caseCount));
}
void CLLVMAddCase(CLLVMValue switchInstruction, CLLVMValue v, CLLVMBlock block) {
  LLVMAddCase(switchInstruction.ref, v.ref, block.ref);
}
CLLVMValue CLLVMBuildCall(
    CLLVMBuilder builder, CLLVMType functionType, CLLVMValue function, const CLLVMValue *arguments,
    unsigned count) {
  return value(
      LLVMBuildCall2(builder.ref, functionType.ref, function.ref, values(arguments), count, ""));
}
void CLLVMBuildReturn(CLLVMBuilder builder, CLLVMValue v) {
  if (v.ref) LLVMBuildRet(builder.ref, v.ref);
  else LLVMBuildRetVoid(builder.ref);
}
#endif
