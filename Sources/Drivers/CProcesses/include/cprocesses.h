#ifndef BILLOW_PROCESSES_H
#define BILLOW_PROCESSES_H

#include <spawn.h>

/// What glibc hides from Swift since it is no POSIX.

/// A pipe whose ends no child inherits. Zero, or -1 and `errno`.
int billow_pipe(int ends[2]);

/// Makes the child close every descriptor from `first` on. Zero, or the error.
int billow_close_from(posix_spawn_file_actions_t *actions, int first);

/// Lowers what this process may use, for good: memory of its own in bytes, processor time of all threads in seconds, the
/// size of a file in bytes, and no core file. A limit that is lower already stays. Zero, or -1 and `errno`.
int billow_limit_process(unsigned long long memory, unsigned long long seconds, unsigned long long file);

#endif
