#ifndef CSTATX_H
#define CSTATX_H

#include <stdint.h>

/// Which file stands at a path, through symbolic links, and nothing more of it.
///
/// -1, and errno says why, where the system does not tell.
int sq_file_identity(const char *path, uint64_t *device, uint64_t *node);

#endif
