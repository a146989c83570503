#define _GNU_SOURCE
#include "CStatx.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

int sq_file_identity(const char *path, uint64_t *device, uint64_t *node) {
  struct statx information;
  if (statx(AT_FDCWD, path, 0, STATX_INO, &information) != 0) return -1;
  *device = makedev(information.stx_dev_major, information.stx_dev_minor);
  *node = information.stx_ino;
  return 0;
}
