// Conversions between the typed handles of CLLVMShim.h and LLVM's own.
#pragma once
#include "CLLVMShim.h"
#include <llvm-c/Core.h>
#include <llvm-c/Error.h>
#include <string.h>

static inline CLLVMValue value(LLVMValueRef ref) { return (CLLVMValue){ref}; }
static inline CLLVMType type(LLVMTypeRef ref) { return (CLLVMType){ref}; }
static inline CLLVMBlock block(LLVMBasicBlockRef ref) { return (CLLVMBlock){ref}; }

// A handle is a struct of one pointer, so an array of handles is an array of LLVM's references.
_Static_assert(sizeof(CLLVMValue) == sizeof(LLVMValueRef), "handles are one pointer");
static inline LLVMValueRef *values(const CLLVMValue *array) { return (LLVMValueRef *)(void *)array; }
static inline LLVMTypeRef *types(const CLLVMType *array) { return (LLVMTypeRef *)(void *)array; }

/// The message of `error`, which it consumes; null for success.
static inline char *message(LLVMErrorRef error) {
  if (!error) return NULL;
  char *text = LLVMGetErrorMessage(error);
  // Its own deallocator differs from LLVMDisposeMessage, which our callers use.
  char *copy = LLVMCreateMessage(text);
  LLVMDisposeErrorMessage(text);
  return copy;
}
