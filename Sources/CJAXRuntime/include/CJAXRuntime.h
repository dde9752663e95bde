// The one calling convention between machine code and the process: what a compiled program receives.
#pragma once
#include "ThreadPool.h"
#include <stdint.h>

/// Calls host function `index` of the program's table on `operands`, filling `results`; 0 means success.
typedef int32_t (*JAXCallback)(
    void *context, int32_t index, const void *const *operands, void *const *results);

/// What takes the place of a host function's index where checked code met an access outside of its buffer. Then
/// `operands` is a record of 64-bit integers: the kernel, the buffer, the index, the buffer's count, and 0 for a load or
/// 1 for a store. Any thread of the run may call so.
enum : int32_t { JAXOutOfBounds = -1, JAXBoundsRecordCount = 5 };

/// The argument of a compiled program. All buffers are 64-byte aligned; a buffer of no elements may be null.
/// The program writes nothing but outputs and arena, so one program may run on any number of threads at once.
typedef struct JAXCall {
  const void *const *inputs;
  void *const *outputs;
  /// Literals too large to live in code, in the order of the program's table.
  const void *const *constants;
  /// Scratch memory of the size that the program's memory plan states.
  void *arena;
  /// Extents known only at the call, in the order of the program's table.
  const int64_t *extents;
  JAXParallelFor parallelFor;
  void *pool;
  JAXCallback callback;
  void *callbackContext;
  /// Not 0 once the caller wants the run to end early.
  const int32_t *cancelled;
} JAXCall;

/// How a run ended.
enum JAXStatus : int32_t {
  JAXStatusSuccess = 0,
  JAXStatusCancelled = 1,
  /// A callback reported failure; its own error is with the callback's owner.
  JAXStatusCallbackFailed = 2,
  /// Checked code met an access outside of its buffer, and told the callback.
  JAXStatusOutOfBounds = 3,
};

/// The compiled program.
typedef int32_t (*JAXEntry)(const JAXCall *call);

/// Where the function that this is inlined into returns to: the place of the call for an operator or a property,
/// which cannot have a `#line` parameter. The function must be `@inline(never)`, and `@_optimize(none)` because the
/// optimiser may otherwise split it into a part that works and a part that calls it.
static inline __attribute__((always_inline)) uintptr_t JAXReturnAddress(void) {
  return (uintptr_t)__builtin_return_address(0);
}

/// Copies the return addresses of the calls that are going on, innermost first, at most `capacity`; returns how many.
int32_t JAXReturnAddresses(uintptr_t *addresses, int32_t capacity);

/// Finds the executable or shared library that holds `address`. On success returns 1, sets `bias` to what is added
/// to addresses in its file, and copies the path of its file to `path`, empty for the program itself.
int32_t JAXModuleOfAddress(uintptr_t address, uintptr_t *bias, char *path, uint64_t pathCapacity);
