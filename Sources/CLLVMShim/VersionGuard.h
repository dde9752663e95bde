// Without the right headers the compiler would silently take those of another LLVM in /usr/include: say so in words
// and leave out the rest, so that this is the only message.
#pragma once
#if __has_include(<llvm/Config/llvm-config.h>)
#include <llvm/Config/llvm-config.h>
#endif

#ifndef LLVM_VERSION_MAJOR
#error "LLVM headers not found: run ./CMakeSupport/bootstrap (on Debian and Ubuntu: apt-get install llvm-19-dev)"
#elif defined(JAXC_LLVM_MAJOR) && LLVM_VERSION_MAJOR != JAXC_LLVM_MAJOR
#error "found the headers of another LLVM release: run ./CMakeSupport/bootstrap (on Debian and Ubuntu: apt-get install llvm-19-dev)"
#elif LLVM_VERSION_MAJOR < 19 || LLVM_VERSION_MAJOR > 22
#error "this LLVM release is not supported: LLVM 19 to 22 are (on Debian and Ubuntu: apt-get install llvm-19-dev)"
#else
#define CLLVM_HEADERS_FOUND 1
#endif
