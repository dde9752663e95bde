// How threads wait: they look again and again for a while, then sleep on a word.
#pragma once
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <time.h>
#ifdef __linux__
#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>
#else
#include <pthread.h>
#endif

/// A word on which threads sleep until it changes.
struct JAXSleepWord {
  _Atomic uint32_t value;
#ifndef __linux__
  pthread_mutex_t lock;
  pthread_cond_t changed;
#endif
};

/// Sets the word to 0 with no thread asleep on it.
static inline void JAXSleepWordReset(struct JAXSleepWord *word) {
  atomic_store(&word->value, 0);
#ifndef __linux__
  pthread_mutex_init(&word->lock, NULL);
  pthread_cond_init(&word->changed, NULL);
#endif
}

/// Sleeps if the word has `value`; returns when woken after a change, or for no reason.
static inline void JAXSleepWhile(struct JAXSleepWord *word, uint32_t value) {
#ifdef __linux__
  syscall(SYS_futex, &word->value, FUTEX_WAIT_PRIVATE, value, NULL, NULL, 0);
#else
  pthread_mutex_lock(&word->lock);
  if (atomic_load(&word->value) == value) pthread_cond_wait(&word->changed, &word->lock);
  pthread_mutex_unlock(&word->lock);
#endif
}

/// Wakes at least `count` of the threads that sleep on the word, all if they are fewer; to be called after a change.
static inline void JAXWake(struct JAXSleepWord *word, int32_t count) {
#ifdef __linux__
  syscall(SYS_futex, &word->value, FUTEX_WAKE_PRIVATE, count, NULL, NULL, 0);
#else
  (void)count;
  pthread_mutex_lock(&word->lock);
  pthread_cond_broadcast(&word->changed);
  pthread_mutex_unlock(&word->lock);
#endif
}

/// A wait without sleep that ends by itself.
struct JAXSpin {
  int64_t nanoseconds, start;
  uint32_t turns;
};

static inline int64_t JAXNanoseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

/// A wait of `nanoseconds`, which begins with its first turns.
static inline struct JAXSpin JAXSpinStart(int64_t nanoseconds) { return (struct JAXSpin){nanoseconds, 0, 0}; }

/// Lets a few cycles pass; false once the time is over.
static inline bool JAXSpinOnce(struct JAXSpin *spin) {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  __asm__ volatile("isb");
#endif
  // The clock costs as much as many turns.
  if (++spin->turns % 64) return true;
  int64_t now = JAXNanoseconds();
  if (spin->start == 0) spin->start = now;
  return now - spin->start < spin->nanoseconds;
}
