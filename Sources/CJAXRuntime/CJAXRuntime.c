#include "CJAXRuntime.h"

int32_t JAXSerialFor(void *pool, JAXLoopBody body, void *context, int64_t count, int64_t grain) {
  (void)pool;
  (void)grain;
  return count > 0 ? body(context, 0, count) : JAXStatusSuccess;
}
