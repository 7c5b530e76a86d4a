#define _GNU_SOURCE
#include "cprocesses.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

int billow_pipe(int ends[2]) {
#ifdef __linux__
    return pipe2(ends, O_CLOEXEC);
#else
    if (pipe(ends) != 0) return -1;
    fcntl(ends[0], F_SETFD, FD_CLOEXEC);
    fcntl(ends[1], F_SETFD, FD_CLOEXEC);
    return 0;
#endif
}

int billow_close_from(posix_spawn_file_actions_t *actions, int first) {
#ifdef __linux__
    return posix_spawn_file_actions_addclosefrom_np(actions, first);
#else
    return 0;  // POSIX_SPAWN_CLOEXEC_DEFAULT does it
#endif
}

static int lower(int resource, unsigned long long maximum) {
    struct rlimit known;
    if (getrlimit(resource, &known) != 0) return -1;
    rlim_t wanted = (rlim_t)maximum;
    if (wanted > known.rlim_max) wanted = known.rlim_max;
    known.rlim_max = wanted;
    if (known.rlim_cur > wanted) known.rlim_cur = wanted;
    return setrlimit(resource, &known);
}

int billow_limit_process(unsigned long long memory, unsigned long long seconds, unsigned long long file) {
    if (lower(RLIMIT_DATA, memory) != 0) return -1;
    if (lower(RLIMIT_CPU, seconds) != 0) return -1;
    if (lower(RLIMIT_FSIZE, file) != 0) return -1;
    return lower(RLIMIT_CORE, 0);
}
