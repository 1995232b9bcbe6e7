/* Landlock: which files a program reaches on the bare host, where no jail hides the rest. */
#ifndef PERFGYM_LANDLOCK_H
#define PERFGYM_LANDLOCK_H

#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <stdint.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* All rights to files that Landlock's sixth version can refuse; the rule for a path gives some of them back. */
#define ALL_ACCESS ((1ull << 16) - 1)
#define FILE_ACCESS (LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_READ_FILE)

static inline uint64_t access_of(char kind) {
    uint64_t read = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR;
    if (kind == 'w') return ALL_ACCESS & ~(uint64_t)LANDLOCK_ACCESS_FS_EXECUTE; /* no run executes what it wrote */
    if (kind == 'd') return LANDLOCK_ACCESS_FS_READ_DIR;
    return kind == 'x' ? read | LANDLOCK_ACCESS_FS_EXECUTE : read;
}

static inline int add_rule(int ruleset, const char *rule) {
    int path = open(rule + 1, O_PATH | O_CLOEXEC);
    struct stat info;
    if (path < 0) return errno == ENOENT ? 0 : -1;
    uint64_t allowed = access_of(*rule);
    if (fstat(path, &info)) return -1;
    if (!S_ISDIR(info.st_mode)) allowed &= FILE_ACCESS;
    struct landlock_path_beneath_attr beneath = {.allowed_access = allowed, .parent_fd = path};
    int result = (int)syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &beneath, 0);
    close(path);
    return result;
}

/* struct landlock_ruleset_attr of Landlock's sixth version, which this machine's headers may not have. */
struct ruleset { uint64_t files, network, scopes; };

/* Applies rules: each is "d/path" (list), "r/path" (read), "x/path" (execute) or "w/path" (write). */
static inline int apply_landlock(char *const *rules, uint32_t count) {
    if (count == 0) return 0;
    struct ruleset handled = {ALL_ACCESS, 0, 3 /* abstract sockets, signals */};
    int ruleset = (int)syscall(SYS_landlock_create_ruleset, &handled, sizeof handled, 0);
    if (ruleset < 0) return -1;
    for (uint32_t i = 0; i < count; i++)
        if (add_rule(ruleset, rules[i])) return -1;
    return (int)syscall(SYS_landlock_restrict_self, ruleset, 0);
}

#endif
