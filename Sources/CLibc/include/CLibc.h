#ifndef CLIBC_H
#define CLIBC_H

#include <pthread.h>
#include <stddef.h>
#include <stdint.h>

/// Which file stands at a path, through symbolic links, and nothing more of it.
///
/// -1, and errno says why, where the system does not tell.
int sq_file_identity(const char *path, uint64_t *device, uint64_t *node);

/// Processors that a thread may run on.
struct sq_processors {
  uint64_t bits[16];
};

/// Has a thread begin on another processor than the one that the caller is on.
///
/// `all` gets what the thread may go on on. 0, and the attributes are as they were, where there is
/// no other.
int sq_begin_elsewhere(pthread_attr_t *attributes, struct sq_processors *all);

/// Lets the calling thread run on all of those processors.
void sq_go_on_anywhere(const struct sq_processors *all);

/// All of the memory will be written soon: the system may give it in large pages.
void sq_expect_writing(void *memory, size_t count);

#endif
