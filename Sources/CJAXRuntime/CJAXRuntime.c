#define _GNU_SOURCE
#include "CJAXRuntime.h"

#include <execinfo.h>
#include <link.h>
#include <string.h>

struct ModuleSearch {
  uintptr_t address, bias;
  char *path;
  uint64_t pathCapacity;
};

static int moduleHolds(struct dl_phdr_info *module, size_t size, void *argument) {
  (void)size;
  struct ModuleSearch *search = argument;
  for (int i = 0; i < module->dlpi_phnum; i++) {
    const ElfW(Phdr) *segment = &module->dlpi_phdr[i];
    uintptr_t start = module->dlpi_addr + segment->p_vaddr;
    if (segment->p_type != PT_LOAD || search->address < start || search->address - start >= segment->p_memsz)
      continue;
    const char *name = module->dlpi_name ? module->dlpi_name : "";
    if (strlen(name) >= search->pathCapacity) return 0;
    strcpy(search->path, name);
    search->bias = module->dlpi_addr;
    return 1;
  }
  return 0;
}

int32_t JAXModuleOfAddress(uintptr_t address, uintptr_t *bias, char *path, uint64_t pathCapacity) {
  struct ModuleSearch search = {address, 0, path, pathCapacity};
  if (!dl_iterate_phdr(moduleHolds, &search)) return 0;
  *bias = search.bias;
  return 1;
}

int32_t JAXReturnAddresses(uintptr_t *addresses, int32_t capacity) {
  return backtrace((void **)addresses, capacity);
}
