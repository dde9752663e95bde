// LLVM as this package uses it: handles in, handles or an error string out. No policy lives here.
//
// The handles below are one pointer each, typed so that they cannot be mixed up. A function that can fail
// returns null on success, else a message that the caller releases with CLLVMDisposeMessage. Strings are
// zero-terminated UTF-8. Nothing here is thread-safe for one context, target machine or builder; a session is.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct CLLVMContext { void *_Nullable ref; } CLLVMContext;
typedef struct CLLVMModule { void *_Nullable ref; } CLLVMModule;
typedef struct CLLVMBuilder { void *_Nullable ref; } CLLVMBuilder;
typedef struct CLLVMType { void *_Nullable ref; } CLLVMType;
typedef struct CLLVMValue { void *_Nullable ref; } CLLVMValue;
typedef struct CLLVMBlock { void *_Nullable ref; } CLLVMBlock;
typedef struct CLLVMTargetMachine { void *_Nullable ref; } CLLVMTargetMachine;
typedef struct CLLVMBuffer { void *_Nullable ref; } CLLVMBuffer;
typedef struct CLLVMSession { void *_Nullable ref; } CLLVMSession;
typedef struct CLLVMTracker { void *_Nullable ref; } CLLVMTracker;

#pragma clang assume_nonnull begin

/// Releases a string that a function of this header returned.
void CLLVMDisposeMessage(char *message);
/// Fails when the LLVM library in the process is of another release than the headers that this was compiled with.
char *_Nullable CLLVMCheckRelease(void);

// MARK: Contexts and modules

CLLVMContext CLLVMCreateContext(void);
void CLLVMDisposeContext(CLLVMContext context);
CLLVMModule CLLVMCreateModule(const char *name, CLLVMContext context);
void CLLVMDisposeModule(CLLVMModule module);
/// Gives the module the triple and the data layout of `machine`.
void CLLVMSetTarget(CLLVMModule module, CLLVMTargetMachine machine);
char *_Nullable CLLVMVerifyModule(CLLVMModule module);
/// The module as text; the caller releases it.
char *CLLVMPrintModule(CLLVMModule module);
/// Runs the passes that `pipeline` spells in the syntax of LLVM's `opt -passes`.
char *_Nullable CLLVMRunPasses(CLLVMModule module, const char *pipeline, CLLVMTargetMachine machine);

// MARK: Types

CLLVMType CLLVMVoidType(CLLVMContext context);
CLLVMType CLLVMIntegerType(CLLVMContext context, unsigned bits);
CLLVMType CLLVMHalfType(CLLVMContext context);
CLLVMType CLLVMFloatType(CLLVMContext context);
CLLVMType CLLVMDoubleType(CLLVMContext context);
CLLVMType CLLVMPointerType(CLLVMContext context);
CLLVMType CLLVMVectorType(CLLVMType element, unsigned count);
CLLVMType CLLVMArrayType(CLLVMType element, uint64_t count);
CLLVMType CLLVMFunctionType(CLLVMType result, const CLLVMType *_Nullable parameters, unsigned count);
CLLVMType CLLVMTypeOf(CLLVMValue value);

// MARK: Constants

/// Zero of any first-class type.
CLLVMValue CLLVMConstantZero(CLLVMType type);
/// The low bits of `bits` as an integer type.
CLLVMValue CLLVMConstantInteger(CLLVMType type, uint64_t bits);
/// The bits of an integer constant as another type of the same width.
CLLVMValue CLLVMConstantBitcast(CLLVMValue constant, CLLVMType type);
CLLVMValue CLLVMConstantVector(const CLLVMValue *elements, unsigned count);
CLLVMValue CLLVMPoison(CLLVMType type);
bool CLLVMIsConstant(CLLVMValue value);
/// Writes the sign-extended value of a scalar integer constant of at most 64 bits; false for any other value.
bool CLLVMConstantIntegerValue(CLLVMValue value, int64_t *result);

// MARK: Functions and globals

/// Adds a function, visible outside the module only if `exported`.
CLLVMValue CLLVMAddFunction(CLLVMModule module, const char *name, CLLVMType type, bool exported);
/// Makes a function visible outside the module.
void CLLVMExport(CLLVMValue function);
CLLVMValue CLLVMParameter(CLLVMValue function, unsigned index);
void CLLVMAddStringAttribute(CLLVMContext context, CLLVMValue function, const char *key, const char *value);
/// Adds an attribute without value, such as `nounwind`, to the function itself.
void CLLVMAddFunctionAttribute(CLLVMContext context, CLLVMValue function, const char *name);
/// Adds a private constant global with an initial value.
CLLVMValue CLLVMAddConstantGlobal(CLLVMModule module, const char *name, CLLVMValue initializer);
void CLLVMSetName(CLLVMValue value, const char *name);

// MARK: Blocks and the builder

CLLVMBlock CLLVMAppendBlock(CLLVMContext context, CLLVMValue function, const char *name);
CLLVMBuilder CLLVMCreateBuilder(CLLVMContext context);
void CLLVMDisposeBuilder(CLLVMBuilder builder);
void CLLVMPositionAtEnd(CLLVMBuilder builder, CLLVMBlock block);
CLLVMBlock CLLVMInsertBlock(CLLVMBuilder builder);

// MARK: Instructions. Integer arithmetic wraps; float arithmetic has no fast-math flag.

enum CLLVMBinary : int32_t {
  CLLVMAdd, CLLVMSub, CLLVMMul, CLLVMUDiv, CLLVMSDiv, CLLVMURem, CLLVMSRem,
  CLLVMFAdd, CLLVMFSub, CLLVMFMul, CLLVMFDiv, CLLVMFRem,
  CLLVMShl, CLLVMLShr, CLLVMAShr, CLLVMAnd, CLLVMOr, CLLVMXor,
};
CLLVMValue CLLVMBuildBinary(CLLVMBuilder builder, enum CLLVMBinary operation, CLLVMValue a, CLLVMValue b);

enum CLLVMCompare : int32_t {
  CLLVMIntEQ, CLLVMIntNE, CLLVMIntULT, CLLVMIntULE, CLLVMIntUGT, CLLVMIntUGE,
  CLLVMIntSLT, CLLVMIntSLE, CLLVMIntSGT, CLLVMIntSGE,
  CLLVMFloatOEQ, CLLVMFloatUNE, CLLVMFloatOLT, CLLVMFloatOLE, CLLVMFloatOGT, CLLVMFloatOGE, CLLVMFloatONE,
  CLLVMFloatUNO,
};
CLLVMValue CLLVMBuildCompare(CLLVMBuilder builder, enum CLLVMCompare comparison, CLLVMValue a, CLLVMValue b);

enum CLLVMCast : int32_t {
  CLLVMTrunc, CLLVMZExt, CLLVMSExt, CLLVMFPTrunc, CLLVMFPExt, CLLVMSIToFP, CLLVMUIToFP, CLLVMFPToSI,
  CLLVMFPToUI, CLLVMBitCast,
};
CLLVMValue CLLVMBuildCast(CLLVMBuilder builder, enum CLLVMCast cast, CLLVMValue value, CLLVMType type);

CLLVMValue CLLVMBuildFNeg(CLLVMBuilder builder, CLLVMValue value);
CLLVMValue CLLVMBuildSelect(CLLVMBuilder builder, CLLVMValue condition, CLLVMValue then, CLLVMValue otherwise);

// Vectors.
CLLVMValue CLLVMBuildInsert(CLLVMBuilder builder, CLLVMValue vector, CLLVMValue element, CLLVMValue index);
CLLVMValue CLLVMBuildExtract(CLLVMBuilder builder, CLLVMValue vector, CLLVMValue index);
/// `lanes` holds `count` positions in the concatenation of `a` and `b`.
CLLVMValue CLLVMBuildShuffle(
    CLLVMBuilder builder, CLLVMValue a, CLLVMValue b, const int32_t *lanes, unsigned count);

/// Calls the intrinsic `name`, such as `llvm.fma`, overloaded on `types`. Null if there is no such intrinsic.
CLLVMValue CLLVMBuildIntrinsic(
    CLLVMBuilder builder, CLLVMModule module, const char *name, const CLLVMType *_Nullable types,
    unsigned typeCount, const CLLVMValue *_Nullable arguments, unsigned count);

// Memory. Alignments are in bytes.
CLLVMValue CLLVMBuildAlloca(CLLVMBuilder builder, CLLVMType type, unsigned alignment);
CLLVMValue CLLVMBuildLoad(CLLVMBuilder builder, CLLVMType type, CLLVMValue pointer, unsigned alignment);
/// A relaxed atomic load: what another thread writes is seen in the end.
CLLVMValue CLLVMBuildAtomicLoad(
    CLLVMBuilder builder, CLLVMType type, CLLVMValue pointer, unsigned alignment);
void CLLVMBuildStore(CLLVMBuilder builder, CLLVMValue value, CLLVMValue pointer, unsigned alignment);
/// Copies bytes between places that are the same or apart, both of the given alignment.
void CLLVMBuildCopy(
    CLLVMBuilder builder, CLLVMValue destination, CLLVMValue source, CLLVMValue byteCount, unsigned alignment);
/// A store that goes past the caches; a fence must come before another thread is told of it.
void CLLVMBuildStreamingStore(
    CLLVMBuilder builder, CLLVMValue value, CLLVMValue pointer, unsigned alignment);
/// Makes what was stored before it visible before what is stored after it, streaming stores included.
void CLLVMBuildFence(CLLVMBuilder builder);
/// The address `index` elements of type `element` past `pointer`; a vector of indices gives a vector of pointers.
CLLVMValue CLLVMBuildAddress(CLLVMBuilder builder, CLLVMType element, CLLVMValue pointer, CLLVMValue index);
CLLVMValue CLLVMBuildMaskedLoad(
    CLLVMBuilder builder, CLLVMModule module, CLLVMType type, CLLVMValue pointer, unsigned alignment,
    CLLVMValue mask, CLLVMValue otherwise);
void CLLVMBuildMaskedStore(
    CLLVMBuilder builder, CLLVMModule module, CLLVMValue value, CLLVMValue pointer, unsigned alignment,
    CLLVMValue mask);
CLLVMValue CLLVMBuildGather(
    CLLVMBuilder builder, CLLVMModule module, CLLVMType type, CLLVMValue pointers, unsigned alignment,
    CLLVMValue mask, CLLVMValue otherwise);
/// Lanes that name one address are written in the order of lanes.
void CLLVMBuildScatter(
    CLLVMBuilder builder, CLLVMModule module, CLLVMValue value, CLLVMValue pointers, unsigned alignment,
    CLLVMValue mask);

// Control.
CLLVMValue CLLVMBuildPhi(CLLVMBuilder builder, CLLVMType type);
void CLLVMAddIncoming(CLLVMValue phi, CLLVMValue value, CLLVMBlock block);
void CLLVMBuildBranch(CLLVMBuilder builder, CLLVMBlock block);
void CLLVMBuildConditionalBranch(
    CLLVMBuilder builder, CLLVMValue condition, CLLVMBlock then, CLLVMBlock otherwise);
CLLVMValue CLLVMBuildSwitch(CLLVMBuilder builder, CLLVMValue value, CLLVMBlock otherwise, unsigned caseCount);
void CLLVMAddCase(CLLVMValue switchInstruction, CLLVMValue value, CLLVMBlock block);
CLLVMValue CLLVMBuildCall(
    CLLVMBuilder builder, CLLVMType functionType, CLLVMValue function,
    const CLLVMValue *_Nullable arguments, unsigned count);
/// Returns `value`, or nothing if it is null.
void CLLVMBuildReturn(CLLVMBuilder builder, CLLVMValue value);

// MARK: Target machines

/// Makes the machine's own target available; to be called once, before any other function of this section.
void CLLVMInitializeNativeTarget(void);
/// Sets options of LLVM for the process, spelt as for `llc`; the first is the name of a program. Once only.
void CLLVMSetOptions(const char *_Nonnull const *_Nonnull options, unsigned count);
/// The name of this machine's processor; the caller releases it.
char *CLLVMHostProcessor(void);
/// This machine's features as LLVM spells them, `+avx2,-sse4a`; the caller releases it.
char *CLLVMHostFeatures(void);
/// The triple for which the library was built; the caller releases it.
char *CLLVMHostTriple(void);
/// `level` is LLVM's code generation level, 0 to 3.
char *_Nullable CLLVMCreateTargetMachine(
    const char *triple, const char *processor, const char *features, unsigned level,
    CLLVMTargetMachine *result);
void CLLVMDisposeTargetMachine(CLLVMTargetMachine machine);
/// Generates an object file, or assembly text.
char *_Nullable CLLVMEmit(
    CLLVMTargetMachine machine, CLLVMModule module, bool assembly, CLLVMBuffer *result);

CLLVMBuffer CLLVMCreateBuffer(const void *bytes, size_t count, const char *name);
const void *CLLVMBufferStart(CLLVMBuffer buffer);
size_t CLLVMBufferSize(CLLVMBuffer buffer);
void CLLVMDisposeBuffer(CLLVMBuffer buffer);

// MARK: Sessions: machine code in this process. Any thread may call any of these at any time.

char *_Nullable CLLVMCreateSession(CLLVMSession *result);
/// Every tracker of the session must have been unloaded.
char *_Nullable CLLVMDisposeSession(CLLVMSession session);
/// Defines a symbol that objects may refer to.
char *_Nullable CLLVMDefineSymbol(CLLVMSession session, const char *name, const void *address);
/// Adds an object file, which the call consumes; its symbols must be new. On success gives the tracker that unloads it.
char *_Nullable CLLVMAddObject(CLLVMSession session, CLLVMBuffer object, CLLVMTracker *result);
/// Links what `name` needs and gives its address.
char *_Nullable CLLVMLookUp(CLLVMSession session, const char *name, uint64_t *result);
/// Unloads an object; nothing may run in it or refer to it any more.
char *_Nullable CLLVMUnload(CLLVMTracker tracker);

#pragma clang assume_nonnull end
