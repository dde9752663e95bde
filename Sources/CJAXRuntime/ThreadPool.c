#define _GNU_SOURCE
#include "ThreadPool.h"

#include "Sleep.h"
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <unistd.h>

enum {
  maximumThreadCount = 256,
  /// A share is claimed in pieces, so that a thread that is late or slow leaves something for others to take.
  piecesPerShare = 4,
  stackByteCount = 8 << 20,
  /// How long a thread waits for the next loop before it sleeps, and a caller for its workers: waking takes as long.
  workerSpinNanoseconds = 100000,
  callerSpinNanoseconds = 20000,
};

// The state of a pool in one word, on which threads sleep: whether a loop takes workers, whether its caller sleeps, how
// many workers are in it, and the number of the loop. A worker reads the loop only after it has counted itself in while
// the loop was open, and a caller ends only when it has closed the loop and all have left: a worker that is late finds it
// closed, and nobody waits for it.
enum : uint32_t {
  isOpen = 1,
  callerSleeps = 2,
  oneActive = 4,
  activeMask = 0xFFC,
  oneLoop = 0x1000,
};

static uint32_t activeCount(uint32_t state) { return (state & activeMask) / oneActive; }
static uint32_t loopNumber(uint32_t state) { return state / oneLoop; }

struct Share {
  _Alignas(64) _Atomic int64_t next;
  int64_t end;
};

struct Worker {
  JAXThreadPool *pool;
  int32_t index;
  pthread_t thread;
};

struct JAXThreadPool {
  _Alignas(64) atomic_bool isBusy;
  _Alignas(64) struct JAXSleepWord state;
  _Atomic int32_t sleeperCount;
  atomic_bool isStopping;
  // The loop: written by its caller while no worker is in it.
  _Alignas(64) JAXLoopBody body;
  void *context;
  int64_t piece;
  _Atomic int32_t shareCount;
  _Atomic int32_t status;
  // Changed only by the caller that made the pool busy.
  int32_t workerCount;
  int32_t threadCount;
  struct Worker *workers;
  JAXThreadPool *nextPool;
  struct Share shares[];
};

// MARK: Fork

// A child has only the thread that forked, so all its pools start without workers.
static pthread_mutex_t poolsLock = PTHREAD_MUTEX_INITIALIZER;
static JAXThreadPool *pools;

static void reset(JAXThreadPool *pool) {
  JAXSleepWordReset(&pool->state);
  atomic_store(&pool->sleeperCount, 0);
  atomic_store(&pool->isBusy, false);
  pool->workerCount = 0;
}

static void beforeFork(void) { pthread_mutex_lock(&poolsLock); }
static void afterForkInParent(void) { pthread_mutex_unlock(&poolsLock); }
static void afterForkInChild(void) {
  for (JAXThreadPool *pool = pools; pool; pool = pool->nextPool) reset(pool);
  pthread_mutex_unlock(&poolsLock);
}

static void watchForks(void) { pthread_atfork(beforeFork, afterForkInParent, afterForkInChild); }

// MARK: Pools

int32_t JAXDefaultThreadCount(void) {
  const char *text = getenv("JAX_THREADS");
  if (text && *text) {
    char *end;
    long count = strtol(text, &end, 10);
    if (!*end && count >= 1) return count < maximumThreadCount ? (int32_t)count : maximumThreadCount;
  }
  long count = sysconf(_SC_NPROCESSORS_ONLN);
#ifdef __linux__
  cpu_set_t cores;
  if (sched_getaffinity(0, sizeof cores, &cores) == 0) count = CPU_COUNT(&cores);
#endif
  return count < 1 ? 1 : count < maximumThreadCount ? (int32_t)count : maximumThreadCount;
}

JAXThreadPool *JAXThreadPoolCreate(int32_t threadCount) {
  if (threadCount < 1) threadCount = 1;
  if (threadCount > maximumThreadCount) threadCount = maximumThreadCount;
  size_t byteCount = sizeof(JAXThreadPool) + (size_t)threadCount * sizeof(struct Share);
  JAXThreadPool *pool = aligned_alloc(64, byteCount);
  struct Worker *workers = calloc((size_t)threadCount, sizeof *workers);
  if (!pool || !workers) {
    free(pool);
    free(workers);
    return NULL;
  }
  reset(pool);
  atomic_init(&pool->isStopping, false);
  atomic_init(&pool->shareCount, 0);
  atomic_init(&pool->status, 0);
  pool->threadCount = threadCount;
  pool->workers = workers;

  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, watchForks);
  pthread_mutex_lock(&poolsLock);
  pool->nextPool = pools;
  pools = pool;
  pthread_mutex_unlock(&poolsLock);
  return pool;
}

void JAXThreadPoolDestroy(JAXThreadPool *pool) {
  pthread_mutex_lock(&poolsLock);
  JAXThreadPool **link = &pools;
  while (*link != pool) link = &(*link)->nextPool;
  *link = pool->nextPool;
  pthread_mutex_unlock(&poolsLock);
  atomic_store(&pool->isStopping, true);
  atomic_fetch_add(&pool->state.value, oneLoop);
  JAXWake(&pool->state, pool->workerCount);
  for (int32_t i = 0; i < pool->workerCount; i++) pthread_join(pool->workers[i].thread, NULL);
  free(pool->workers);
  free(pool);
}

int32_t JAXThreadPoolThreadCount(const JAXThreadPool *pool) { return pool->threadCount; }

// MARK: Running a loop

int32_t JAXSerialFor(void *pool, JAXLoopBody body, void *context, int64_t count, int64_t grain) {
  (void)pool;
  (void)grain;
  return count > 0 ? body(context, 0, count) : 0;
}

/// Runs pieces of the shares, from `first` on around, until none is left.
static void runShares(JAXThreadPool *pool, int32_t first) {
  int32_t shareCount = atomic_load_explicit(&pool->shareCount, memory_order_relaxed);
  for (int32_t i = 0; i < shareCount; i++) {
    struct Share *share = &pool->shares[(first + i) % shareCount];
    while (atomic_load_explicit(&pool->status, memory_order_relaxed) == 0) {
      // Looking first keeps the counter from growing, and its cache line where it is.
      if (atomic_load_explicit(&share->next, memory_order_relaxed) >= share->end) break;
      int64_t begin = atomic_fetch_add_explicit(&share->next, pool->piece, memory_order_relaxed);
      if (begin >= share->end) break;
      int64_t end = share->end - begin < pool->piece ? share->end : begin + pool->piece;
      int32_t status = pool->body(pool->context, begin, end);
      int32_t none = 0;
      if (status) atomic_compare_exchange_strong(&pool->status, &none, status);
    }
  }
}

/// Counts the calling worker in, unless the loop is closed or has as many as it has use for.
static bool join(JAXThreadPool *pool) {
  uint32_t state = atomic_load(&pool->state.value);
  for (;;) {
    uint32_t wanted = (uint32_t)atomic_load_explicit(&pool->shareCount, memory_order_relaxed) - 1;
    if (!(state & isOpen) || activeCount(state) >= wanted) return false;
    if (atomic_compare_exchange_weak(&pool->state.value, &state, state + oneActive)) return true;
  }
}

static void leave(JAXThreadPool *pool) {
  uint32_t state = atomic_fetch_sub(&pool->state.value, oneActive);
  // Workers sleep on the same word, so all are woken for the caller to be; it seldom sleeps.
  if (activeCount(state) == 1 && (state & callerSleeps)) JAXWake(&pool->state, maximumThreadCount);
}

/// Waits for a loop other than number `seen`; returns its number.
static uint32_t nextLoop(JAXThreadPool *pool, uint32_t seen) {
  struct JAXSpin spin = JAXSpinStart(workerSpinNanoseconds);
  for (;;) {
    uint32_t state = atomic_load(&pool->state.value);
    if (loopNumber(state) != seen) return loopNumber(state);
    if (JAXSpinOnce(&spin)) continue;
    // Counted before the word is looked at again: a caller that changes it either sees a sleeper or is seen.
    atomic_fetch_add(&pool->sleeperCount, 1);
    JAXSleepWhile(&pool->state, state);
    atomic_fetch_sub(&pool->sleeperCount, 1);
  }
}

static void *work(void *argument) {
  struct Worker *worker = argument;
  JAXThreadPool *pool = worker->pool;
  // No loop has this number, so a new thread joins the one that it was made for.
  uint32_t seen = UINT32_MAX;
  for (;;) {
    seen = nextLoop(pool, seen);
    if (atomic_load(&pool->isStopping)) return NULL;
    if (!join(pool)) continue;
    runShares(pool, worker->index);
    leave(pool);
  }
}

/// Makes threads until there are `count`, or no more can be had.
static void makeWorkers(JAXThreadPool *pool, int32_t count) {
  if (pool->workerCount >= count) return;
  sigset_t all, former;
  sigfillset(&all);
  // What a thread's own instruction raises must reach whoever reports crashes.
  const int own[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP};
  for (int i = 0; i < 5; i++) sigdelset(&all, own[i]);
  pthread_sigmask(SIG_SETMASK, &all, &former);
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setstacksize(&attributes, stackByteCount);
  while (pool->workerCount < count) {
    struct Worker *worker = &pool->workers[pool->workerCount];
    worker->pool = pool;
    worker->index = pool->workerCount + 1;
    if (pthread_create(&worker->thread, &attributes, work, worker)) break;
    pool->workerCount++;
  }
  pthread_attr_destroy(&attributes);
  pthread_sigmask(SIG_SETMASK, &former, NULL);
}

static void openLoop(JAXThreadPool *pool, int32_t shareCount) {
  uint32_t number = loopNumber(atomic_load_explicit(&pool->state.value, memory_order_relaxed)) + 1;
  atomic_store(&pool->state.value, number * oneLoop | isOpen);
  int32_t asleep = atomic_load(&pool->sleeperCount);
  if (asleep == 0) return;
  int32_t missing = shareCount - 1 - (pool->workerCount - asleep);
  if (missing > 0) JAXWake(&pool->state, missing);
}

/// Lets no worker in any more and waits until all have left.
static void closeLoop(JAXThreadPool *pool) {
  uint32_t state = atomic_fetch_and(&pool->state.value, ~(uint32_t)isOpen) & ~(uint32_t)isOpen;
  struct JAXSpin spin = JAXSpinStart(callerSpinNanoseconds);
  while (activeCount(state) > 0) {
    if (!JAXSpinOnce(&spin)) {
      state = atomic_fetch_or(&pool->state.value, callerSleeps) | callerSleeps;
      if (activeCount(state) > 0) JAXSleepWhile(&pool->state, state);
    }
    state = atomic_load(&pool->state.value);
  }
}

int32_t JAXThreadPoolFor(void *argument, JAXLoopBody body, void *context, int64_t count, int64_t grain) {
  JAXThreadPool *pool = argument;
  if (count <= 0) return 0;
  if (grain < 1) grain = 1;
  int64_t blocks = count / grain;
  int32_t shareCount = blocks < pool->threadCount ? (int32_t)blocks : pool->threadCount;
  if (shareCount <= 1 || atomic_exchange_explicit(&pool->isBusy, true, memory_order_acquire))
    return body(context, 0, count);

  makeWorkers(pool, shareCount - 1);
  pool->body = body;
  pool->context = context;
  int64_t whole = count / shareCount, rest = count % shareCount, begin = 0;
  int64_t piece = (whole + piecesPerShare - 1) / piecesPerShare;
  pool->piece = piece < grain ? grain : piece;
  for (int32_t i = 0; i < shareCount; i++) {
    atomic_store_explicit(&pool->shares[i].next, begin, memory_order_relaxed);
    begin += whole + (i < rest);
    pool->shares[i].end = begin;
  }
  atomic_store_explicit(&pool->shareCount, shareCount, memory_order_relaxed);
  atomic_store_explicit(&pool->status, 0, memory_order_relaxed);
  openLoop(pool, shareCount);
  runShares(pool, 0);
  closeLoop(pool);
  int32_t status = atomic_load_explicit(&pool->status, memory_order_relaxed);
  atomic_store_explicit(&pool->isBusy, false, memory_order_release);
  return status;
}
