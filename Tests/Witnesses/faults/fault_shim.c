/* Counts the file operations of a process below some folders, and makes operation k fail, or be the last one.
 * For LD_PRELOAD on Linux with glibc. All settings come from the environment:
 *
 *   FAULT_FOLDERS  absolute folders without links, separated by ':'
 *   FAULT_KINDS    which operations count: letters of `enum kind`, such as "WSNU"; default all
 *   FAULT_AT       k, from 1; 0 only counts
 *   FAULT_ACT      "kill" (SIGKILL before the operation), "tear" (a write does half, then SIGKILL), or an errno
 *   FAULT_EVER     set: every counted operation from k on fails
 *   FAULT_JOURNAL  a file for what was done, in the order in which it was done (see journal.py)
 *   FAULT_DATA     set: the journal holds the written bytes
 *   FAULT_NO_SYNC  set: fsync does nothing but tell so in the journal; quicker where no power is lost
 *
 * Operations are serialised, so that the journal's order is the true one. An operation that has nothing to do (mkdir of
 * a folder that is there) is not counted: before it the disk is as it is before the next one. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>
#include <dirent.h>

enum kind {
    CREATE = 'C',   /* open that makes or empties a file, mkstemp */
    WRITE = 'W',    /* write, pwrite, writev …, ftruncate, fallocate, copy_file_range, sendfile */
    SYNC = 'S',     /* fsync, fdatasync */
    NAME = 'N',     /* link, rename, mkdir, symlink */
    UNLINK = 'U',   /* unlink, rmdir, remove */
    CLOSE = 'X',    /* close of a file that is open for writing */
    OPEN = 'O',     /* open for reading, folders too */
    READ = 'R',     /* read, pread */
};

static char folders[16][PATH_MAX];
static int folder_count, journal = -1, fail_errno, act_kill, act_tear, is_ever, with_data, no_sync;
static long fail_at, counted;
static char kinds[16];
static pthread_mutex_t mutex = PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP;
static __thread int inside;

static int raw_open(const char *path, int flags) { return (int)syscall(SYS_openat, AT_FDCWD, path, flags, 0600); }
static void raw_write(int fd, const void *bytes, size_t count) {
    for (const char *at = bytes; count > 0;) {
        long done = syscall(SYS_write, fd, at, count);
        if (done <= 0) _exit(98);
        at += done;
        count -= (size_t)done;
    }
}

static int number_of(const char *name) {
    static const struct { const char *name; int number; } known[] = {
        {"EIO", EIO}, {"ENOSPC", ENOSPC}, {"EMFILE", EMFILE}, {"EDQUOT", EDQUOT}, {"EROFS", EROFS}, {"EACCES", EACCES}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strcmp(known[i].name, name) == 0) return known[i].number;
    return 0;
}

__attribute__((constructor)) static void start(void) {
    const char *text = getenv("FAULT_FOLDERS");
    for (; text && *text && folder_count < 16; folder_count++) {
        size_t length = strcspn(text, ":");
        memcpy(folders[folder_count], text, length);
        text += length + (text[length] == ':');
    }
    if ((text = getenv("FAULT_KINDS"))) strncpy(kinds, text, sizeof kinds - 1);
    if ((text = getenv("FAULT_AT"))) fail_at = atol(text);
    if ((text = getenv("FAULT_ACT"))) {
        act_tear = strcmp(text, "tear") == 0;
        act_kill = act_tear || strcmp(text, "kill") == 0;
        fail_errno = number_of(text);
    }
    is_ever = getenv("FAULT_EVER") != NULL;
    with_data = getenv("FAULT_DATA") != NULL;
    no_sync = getenv("FAULT_NO_SYNC") != NULL;
    if ((text = getenv("FAULT_JOURNAL"))) journal = raw_open(text, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC);
    if (journal >= 0) {
        /* Out of the way of tests that count descriptors, and never handed out again by mistake. */
        int high = fcntl(journal, F_DUPFD_CLOEXEC, 900);
        if (high >= 0) { syscall(SYS_close, journal); journal = high; }
    }
    /* Programs that this one starts are none of our business. */
    unsetenv("LD_PRELOAD");
}

/* --- Which paths are watched */

static int is_below(const char *path) {
    for (int i = 0; i < folder_count; i++) {
        size_t length = strlen(folders[i]);
        if (strncmp(path, folders[i], length) == 0 && (path[length] == '/' || path[length] == 0)) return 1;
    }
    return 0;
}

static int fd_path(int fd, char *path) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    long length = syscall(SYS_readlinkat, AT_FDCWD, link, path, PATH_MAX - 1);
    if (length <= 0) return 0;
    path[length] = 0;
    return 1;
}

/* The absolute path of a name below a folder; links in it are not looked for. */
static int full_path(int folder, const char *name, char *path) {
    if (!name) return 0;
    if (name[0] == '/') { snprintf(path, PATH_MAX, "%s", name); }
    else {
        if (folder == AT_FDCWD) { if (!getcwd(path, PATH_MAX)) return 0; }
        else if (!fd_path(folder, path)) return 0;
        size_t length = strlen(path);
        if (strcmp(name, ".") != 0) snprintf(path + length, PATH_MAX - length, "/%s", name);
    }
    return is_below(path);
}

static int watched_fd(int fd, char *path) { return folder_count && !inside && fd_path(fd, path) && is_below(path); }

static uint64_t inode_of(int folder, const char *name, int flags) {
    struct stat status;
    return syscall(SYS_newfstatat, folder, name, &status, flags) == 0 ? status.st_ino : 0;
}
static uint64_t inode_fd(int fd) { return inode_of(fd, "", AT_EMPTY_PATH); }
static int exists(const char *path) { return inode_of(AT_FDCWD, path, AT_SYMLINK_NOFOLLOW) != 0; }

/* --- Counting, failing, telling */

struct record {
    char kind, call;
    uint16_t path, other;
    uint32_t bytes;
    int32_t error;
    int64_t number, offset;
    uint64_t inode;
} __attribute__((packed));

static void tell(char kind, char call, long number, int error, const char *path, const char *other, uint64_t inode,
                 int64_t offset, const void *bytes, size_t count) {
    if (journal < 0) return;
    struct record r = {kind, call, (uint16_t)strlen(path), (uint16_t)(other ? strlen(other) : 0),
                       (uint32_t)(with_data && bytes ? count : 0), error, number, offset, inode};
    static char buffer[sizeof r + 2 * PATH_MAX];
    memcpy(buffer, &r, sizeof r);
    memcpy(buffer + sizeof r, path, r.path);
    if (other) memcpy(buffer + sizeof r + r.path, other, r.other);
    raw_write(journal, buffer, sizeof r + r.path + r.other);
    if (r.bytes) raw_write(journal, bytes, r.bytes);
}

/* 0: go on. Else: the errno to fail with. */
static int count(char kind, long *number) {
    *number = 0;
    if (kinds[0] && !strchr(kinds, kind)) return 0;
    *number = ++counted;
    if (fail_at == 0 || counted < fail_at || (counted > fail_at && !is_ever)) return 0;
    if (act_kill && !act_tear) raise(SIGKILL);
    return fail_errno;
}

#define NEXT(name) ((__typeof__(&name))next_symbol(#name))
static void *next_symbol(const char *name) {
    void *found = dlsym(RTLD_NEXT, name);
    if (!found) { fprintf(stderr, "fault_shim: no %s\n", name); _exit(97); }
    return found;
}

/* Enters the lock; within it our own calls are not watched. */
#define BEGIN(kind_, call_) \
    pthread_mutex_lock(&mutex); inside++; \
    long number_; int error_ = count(kind_, &number_); char kind__ = kind_, call__ = call_;
#define END inside--; pthread_mutex_unlock(&mutex);
#define FAIL(path_) \
    if (error_) { tell(kind__, call__, number_, error_, path_, NULL, 0, 0, NULL, 0); END errno = error_; return -1; }
#define DONE(failed, path_, other_, inode_, offset_, bytes_, count_) do { \
    int saved = errno; \
    tell(kind__, call__, number_, (failed) ? saved : 0, path_, other_, inode_, offset_, bytes_, count_); \
    END errno = saved; } while (0)

/* --- open */

static int opened(int folder, const char *name, int flags, mode_t mode) {
    char path[PATH_MAX];
    if (inside || !folder_count || !full_path(folder, name, path))
        return (int)syscall(SYS_openat, folder, name, flags, mode);
    int was_there = exists(path);
    int makes = ((flags & O_CREAT) && !was_there) || ((flags & O_TRUNC) && was_there) ||
                (flags & O_TMPFILE) == O_TMPFILE;
    BEGIN(makes ? CREATE : OPEN, (flags & O_TMPFILE) == O_TMPFILE ? 't' : was_there && makes ? 'e' : 'o');
    FAIL(path);
    int fd = (int)syscall(SYS_openat, folder, name, flags, mode);
    DONE(fd < 0, path, NULL, fd >= 0 && makes ? inode_fd(fd) : 0, 0, NULL, 0);
    return fd;
}

#define MODE mode_t mode = 0; if ((flags & O_CREAT) || (flags & O_TMPFILE) == O_TMPFILE) { \
    va_list list; va_start(list, flags); mode = (mode_t)va_arg(list, int); va_end(list); }
int open(const char *name, int flags, ...) { MODE return opened(AT_FDCWD, name, flags, mode); }
int open64(const char *name, int flags, ...) { MODE return opened(AT_FDCWD, name, flags, mode); }
int openat(int folder, const char *name, int flags, ...) { MODE return opened(folder, name, flags, mode); }
int openat64(int folder, const char *name, int flags, ...) { MODE return opened(folder, name, flags, mode); }
int creat(const char *name, mode_t mode) { return opened(AT_FDCWD, name, O_CREAT | O_WRONLY | O_TRUNC, mode); }
int creat64(const char *name, mode_t mode) { return opened(AT_FDCWD, name, O_CREAT | O_WRONLY | O_TRUNC, mode); }
int __open_2(const char *name, int flags) { return opened(AT_FDCWD, name, flags, 0); }
int __open64_2(const char *name, int flags) { return opened(AT_FDCWD, name, flags, 0); }
int __openat_2(int folder, const char *name, int flags) { return opened(folder, name, flags, 0); }
int __openat64_2(int folder, const char *name, int flags) { return opened(folder, name, flags, 0); }

static int made_temporary(char *template, int suffix, int flags) {
    char path[PATH_MAX];
    int watched = !inside && folder_count && full_path(AT_FDCWD, template, path);
    int (*next)(char *, int, int) = (int (*)(char *, int, int))next_symbol("mkostemps");
    if (!watched) return next(template, suffix, flags);
    BEGIN(CREATE, 'o');
    FAIL(path);
    int fd = next(template, suffix, flags);
    if (fd >= 0) fd_path(fd, path);
    DONE(fd < 0, path, NULL, fd >= 0 ? inode_fd(fd) : 0, 0, NULL, 0);
    return fd;
}
int mkstemp(char *template) { return made_temporary(template, 0, 0); }
int mkstemp64(char *template) { return made_temporary(template, 0, 0); }
int mkostemp(char *template, int flags) { return made_temporary(template, 0, flags); }
int mkostemp64(char *template, int flags) { return made_temporary(template, 0, flags); }
int mkstemps(char *template, int suffix) { return made_temporary(template, suffix, 0); }

/* --- write */

static ssize_t written(
    int fd, const struct iovec *parts, int part_count, off_t offset, int has_offset, const char *path
) {
    size_t total = 0;
    for (int i = 0; i < part_count; i++) total += parts[i].iov_len;
    char *bytes = malloc(total ? total : 1), *at = bytes;
    for (int i = 0; i < part_count; at += parts[i++].iov_len) memcpy(at, parts[i].iov_base, parts[i].iov_len);
    BEGIN(WRITE, 'w');
    if (error_) { free(bytes); }
    FAIL(path);
    if (!has_offset) {
        struct stat status;
        int flags = fcntl(fd, F_GETFL);
        int appends = flags >= 0 && (flags & O_APPEND) && fstat(fd, &status) == 0;
        offset = appends ? status.st_size : (off_t)syscall(SYS_lseek, fd, 0, SEEK_CUR);
    }
    int tears = act_tear && number_ && number_ >= fail_at && fail_at;
    ssize_t done = has_offset ? syscall(SYS_pwrite64, fd, bytes, tears ? total / 2 : total, offset)
                              : syscall(SYS_write, fd, bytes, tears ? total / 2 : total);
    if (tears) raise(SIGKILL);
    DONE(done < 0, path, NULL, inode_fd(fd), offset, bytes, done > 0 ? (size_t)done : 0);
    int saved = errno;
    free(bytes);
    errno = saved;
    return done;
}

#define WRITING(real) char path[PATH_MAX]; if (!watched_fd(fd, path)) return real;
#define ONE_PART struct iovec part = {(void *)bytes, size};
ssize_t write(int fd, const void *bytes, size_t size) {
    WRITING(syscall(SYS_write, fd, bytes, size)) ONE_PART return written(fd, &part, 1, 0, 0, path);
}
ssize_t pwrite(int fd, const void *bytes, size_t size, off_t offset) {
    WRITING(syscall(SYS_pwrite64, fd, bytes, size, offset)) ONE_PART return written(fd, &part, 1, offset, 1, path);
}
ssize_t pwrite64(int fd, const void *bytes, size_t size, off64_t offset) {
    WRITING(syscall(SYS_pwrite64, fd, bytes, size, offset)) ONE_PART return written(fd, &part, 1, offset, 1, path);
}
ssize_t writev(int fd, const struct iovec *parts, int n) {
    WRITING(syscall(SYS_writev, fd, parts, n)) return written(fd, parts, n, 0, 0, path);
}
ssize_t pwritev(int fd, const struct iovec *parts, int n, off_t offset) {
    WRITING(NEXT(pwritev)(fd, parts, n, offset)) return written(fd, parts, n, offset, 1, path);
}
ssize_t pwritev64(int fd, const struct iovec *parts, int n, off64_t offset) {
    WRITING(NEXT(pwritev64)(fd, parts, n, offset)) return written(fd, parts, n, offset, 1, path);
}

static int truncated(int fd, off_t size) {
    WRITING((int)syscall(SYS_ftruncate, fd, size))
    BEGIN(WRITE, 'l');
    FAIL(path);
    int result = (int)syscall(SYS_ftruncate, fd, size);
    DONE(result < 0, path, NULL, inode_fd(fd), size, NULL, 0);
    return result;
}
int ftruncate(int fd, off_t size) { return truncated(fd, size); }
int ftruncate64(int fd, off64_t size) { return truncated(fd, size); }

/* Ways of writing that nothing uses so far; whoever starts to shall find out here, and teach the shim. */
#define REFUSE(what) { fprintf(stderr, "fault_shim: %s below a watched folder\n", what); _exit(96); }
ssize_t copy_file_range(int in, off64_t *from, int fd, off64_t *to, size_t size, unsigned flags) {
    WRITING(syscall(SYS_copy_file_range, in, from, fd, to, size, flags)) REFUSE("copy_file_range")
}
ssize_t sendfile(int fd, int in, off_t *from, size_t size) {
    WRITING(syscall(SYS_sendfile, fd, in, from, size)) REFUSE("sendfile")
}
ssize_t sendfile64(int fd, int in, off64_t *from, size_t size) {
    WRITING(syscall(SYS_sendfile, fd, in, from, size)) REFUSE("sendfile")
}
int fallocate(int fd, int mode, off_t offset, off_t size) {
    WRITING((int)syscall(SYS_fallocate, fd, mode, offset, size)) REFUSE("fallocate")
}
int truncate(const char *name, off_t size) {
    char path[PATH_MAX];
    if (!inside && full_path(AT_FDCWD, name, path)) REFUSE("truncate")
    return (int)syscall(SYS_truncate, name, size);
}
FILE *fopen(const char *name, const char *mode) {
    char path[PATH_MAX];
    if (!inside && strpbrk(mode, "wa+") && full_path(AT_FDCWD, name, path)) REFUSE("fopen")
    return NEXT(fopen)(name, mode);
}
FILE *fopen64(const char *name, const char *mode) {
    char path[PATH_MAX];
    if (!inside && strpbrk(mode, "wa+") && full_path(AT_FDCWD, name, path)) REFUSE("fopen")
    return NEXT(fopen64)(name, mode);
}

/* --- sync, close */

static int synced(int fd, long call) {
    WRITING((int)syscall(call, fd))
    BEGIN(SYNC, 's');
    if (error_) {
        tell(kind__, call__, number_, error_, path, NULL, inode_fd(fd), 0, NULL, 0);
        END errno = error_;
        return -1;
    }
    int result = no_sync ? 0 : (int)syscall(call, fd);
    DONE(result < 0, path, NULL, inode_fd(fd), 0, NULL, 0);
    return result;
}
int fsync(int fd) { return synced(fd, SYS_fsync); }
int fdatasync(int fd) { return synced(fd, SYS_fdatasync); }

int close(int fd) {
    char path[PATH_MAX];
    if (inside || !folder_count || !fd_path(fd, path) || !is_below(path) ||
        (fcntl(fd, F_GETFL) & O_ACCMODE) == O_RDONLY)
        return (int)syscall(SYS_close, fd);
    BEGIN(CLOSE, 'x');
    int result = (int)syscall(SYS_close, fd);
    if (error_) { result = -1; errno = error_; }
    DONE(result < 0, path, NULL, 0, 0, NULL, 0);
    return result;
}

/* --- names */

int linkat(int from, const char *name, int to, const char *other, int flags) {
    char path[PATH_MAX], source[PATH_MAX];
    int is_watched = folder_count && !inside && full_path(to, other, path);
    if (!is_watched) return (int)syscall(SYS_linkat, from, name, to, other, flags);
    full_path(from, name, source);
    BEGIN(NAME, 'l');
    FAIL(path);
    uint64_t inode = inode_of(from, name, flags & AT_SYMLINK_FOLLOW ? 0 : AT_SYMLINK_NOFOLLOW);
    int result = (int)syscall(SYS_linkat, from, name, to, other, flags);
    DONE(result < 0, path, source, inode, 0, NULL, 0);
    return result;
}
int link(const char *name, const char *other) { return linkat(AT_FDCWD, name, AT_FDCWD, other, 0); }

static int renamed(int from, const char *name, int to, const char *other, unsigned flags) {
    char path[PATH_MAX], source[PATH_MAX];
    int is_watched = folder_count && !inside && full_path(to, other, path);
    if (!is_watched) return (int)syscall(SYS_renameat2, from, name, to, other, flags);
    full_path(from, name, source);
    BEGIN(NAME, 'r');
    FAIL(path);
    uint64_t inode = inode_of(from, name, AT_SYMLINK_NOFOLLOW);
    int result = (int)syscall(SYS_renameat2, from, name, to, other, flags);
    DONE(result < 0, path, source, inode, 0, NULL, 0);
    return result;
}
int rename(const char *name, const char *other) { return renamed(AT_FDCWD, name, AT_FDCWD, other, 0); }
int renameat(int from, const char *name, int to, const char *other) { return renamed(from, name, to, other, 0); }
int renameat2(int from, const char *name, int to, const char *other, unsigned flags) {
    return renamed(from, name, to, other, flags);
}

static int made_folder(int folder, const char *name, mode_t mode) {
    char path[PATH_MAX];
    if (inside || !folder_count || !full_path(folder, name, path) || exists(path))
        return (int)syscall(SYS_mkdirat, folder, name, mode);
    BEGIN(NAME, 'm');
    FAIL(path);
    int result = (int)syscall(SYS_mkdirat, folder, name, mode);
    DONE(result < 0, path, NULL, inode_of(AT_FDCWD, path, AT_SYMLINK_NOFOLLOW), 0, NULL, 0);
    return result;
}
int mkdir(const char *name, mode_t mode) { return made_folder(AT_FDCWD, name, mode); }
int mkdirat(int folder, const char *name, mode_t mode) { return made_folder(folder, name, mode); }

static int removed(int folder, const char *name, int flags) {
    char path[PATH_MAX];
    if (inside || !folder_count || !full_path(folder, name, path) || !exists(path))
        return (int)syscall(SYS_unlinkat, folder, name, flags);
    BEGIN(UNLINK, flags & AT_REMOVEDIR ? 'd' : 'u');
    FAIL(path);
    int result = (int)syscall(SYS_unlinkat, folder, name, flags);
    DONE(result < 0, path, NULL, 0, 0, NULL, 0);
    return result;
}
int unlink(const char *name) { return removed(AT_FDCWD, name, 0); }
int unlinkat(int folder, const char *name, int flags) { return removed(folder, name, flags); }
int rmdir(const char *name) { return removed(AT_FDCWD, name, AT_REMOVEDIR); }
int remove(const char *name) {
    struct stat status;
    int is_folder = fstatat(AT_FDCWD, name, &status, AT_SYMLINK_NOFOLLOW) == 0 && S_ISDIR(status.st_mode);
    return removed(AT_FDCWD, name, is_folder ? AT_REMOVEDIR : 0);
}

/* --- read */

#define READING(real) \
    char path[PATH_MAX]; \
    if (!watched_fd(fd, path)) return real; \
    BEGIN(READ, 'g'); \
    FAIL(path); \
    END \
    return real;
ssize_t read(int fd, void *bytes, size_t size) { READING(syscall(SYS_read, fd, bytes, size)) }
ssize_t pread(int fd, void *bytes, size_t size, off_t offset) { READING(syscall(SYS_pread64, fd, bytes, size, offset)) }
ssize_t pread64(int fd, void *bytes, size_t size, off64_t offset) {
    READING(syscall(SYS_pread64, fd, bytes, size, offset))
}
ssize_t readv(int fd, const struct iovec *parts, int n) { READING(syscall(SYS_readv, fd, parts, n)) }
DIR *opendir(const char *name) {
    char path[PATH_MAX];
    if (inside || !folder_count || !full_path(AT_FDCWD, name, path)) return NEXT(opendir)(name);
    pthread_mutex_lock(&mutex);
    inside++;
    long number;
    int error = count(OPEN, &number);
    if (error) tell(OPEN, 'o', number, error, path, NULL, 0, 0, NULL, 0);
    DIR *folder = error ? NULL : NEXT(opendir)(name);
    int saved = error ? error : errno;
    inside--;
    pthread_mutex_unlock(&mutex);
    errno = saved;
    return folder;
}
