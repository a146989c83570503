#define _GNU_SOURCE
#include "CLibc.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

int sq_file_identity(const char *path, uint64_t *device, uint64_t *node) {
  struct statx information;
  if (statx(AT_FDCWD, path, 0, STATX_INO, &information) == 0) {
    *device = makedev(information.stx_dev_major, information.stx_dev_minor);
    *node = information.stx_ino;
    return 0;
  }
  // A sandbox that does not know the call refuses it, in one way or the other.
  if (errno != EPERM && errno != ENOSYS) return -1;
  struct stat status;
  if (stat(path, &status) != 0) return -1;
  *device = status.st_dev;
  *node = status.st_ino;
  return 0;
}

_Static_assert(sizeof(struct sq_processors) == sizeof(cpu_set_t), "a set of processors");

int sq_begin_elsewhere(pthread_attr_t *attributes, struct sq_processors *all) {
  cpu_set_t *set = (cpu_set_t *)all;
  int here = sched_getcpu();
  if (here < 0 || sched_getaffinity(0, sizeof *set, set) != 0) return 0;
  cpu_set_t others = *set;
  CPU_CLR(here, &others);
  if (CPU_COUNT(&others) == 0) return 0;
  return pthread_attr_setaffinity_np(attributes, sizeof others, &others) == 0;
}

void sq_go_on_anywhere(const struct sq_processors *all) {
  sched_setaffinity(0, sizeof *all, (const cpu_set_t *)all);
}

void sq_expect_writing(void *memory, size_t count) {
  const uintptr_t page = 2 << 20;
  uintptr_t start = ((uintptr_t)memory + page - 1) & ~(page - 1);
  uintptr_t end = ((uintptr_t)memory + count) & ~(page - 1);
  if (start < end) madvise((void *)start, end - start, MADV_HUGEPAGE);
}
