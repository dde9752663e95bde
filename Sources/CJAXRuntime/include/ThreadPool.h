// Fork-join parallel loops for machine code.
#pragma once
#include <stdint.h>

/// Runs the iterations `begin..<end` of a loop; returns 0, or what ends the loop early.
typedef int32_t (*JAXLoopBody)(void *context, int64_t begin, int64_t end);

/// Runs `body(context, begin, end)` over a partition of `0..<count`, blocks of at least `grain` where they can be;
/// returns 0, or the status of a body that failed. Iterations must not depend on each other.
typedef int32_t (*JAXParallelFor)(void *pool, JAXLoopBody body, void *context, int64_t count, int64_t grain);

/// A `JAXParallelFor` that runs the whole range on the calling thread; `pool` is not used.
int32_t JAXSerialFor(void *pool, JAXLoopBody body, void *context, int64_t count, int64_t grain);

/// Threads that share the iterations of one loop at a time.
///
/// Threads are made at the first loop that has work for them. After a loop they spin for a moment, so that the next
/// one starts at once, and then sleep. They block all signals but those that an instruction of theirs raises, and have
/// stacks of 8 MiB.
typedef struct JAXThreadPool JAXThreadPool;

/// The threads that a process may use: the cores that it may run on, or the environment variable `JAX_THREADS`.
int32_t JAXDefaultThreadCount(void);

/// A pool whose loops run on `threadCount` threads, from 1 to 256, the caller of a loop counted; null without memory.
JAXThreadPool *JAXThreadPoolCreate(int32_t threadCount);

/// Ends the threads of a pool in which no loop runs.
void JAXThreadPoolDestroy(JAXThreadPool *pool);

int32_t JAXThreadPoolThreadCount(const JAXThreadPool *pool);

/// A `JAXParallelFor` over the threads of a `JAXThreadPool`.
///
/// The range is split into as many contiguous shares as there are threads, the same ones for the same count, grain
/// and number of threads. A thread runs its own share, then what the others have not started, so a thread that is
/// late delays nothing. While a loop runs in the pool, any other, of another thread or inside a body, runs on the
/// thread that asks for it. In the child of a fork the pool starts anew; a body may not fork.
int32_t JAXThreadPoolFor(void *pool, JAXLoopBody body, void *context, int64_t count, int64_t grain);
