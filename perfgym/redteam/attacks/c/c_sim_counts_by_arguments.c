/* class: C
 * tries: to read the name of the counts file from its arguments, and to forge that file
 * expect: ACCEPTED
 * stopped by: a simulated program can open no file, neither in /proc nor elsewhere
 * backend: simulated
 */
static void forge_what_is_named_in(const char *path) {
    static char text[8192];
    int file = open(path, O_RDONLY);
    ssize_t size = file < 0 ? -1 : read(file, text, sizeof text - 1);
    if (file >= 0) close(file);
    for (ssize_t at = 0; at < size; at += (ssize_t)strlen(text + at) + 1) {
        char *name = strstr(text + at, "-out-file=");
        if (name) rt_forge(strchr(name, '=') + 1);
    }
}

int main(void) {
    int status = rt_solve();
    char path[64];
    for (int pid = 1; pid < 8; pid++) {
        snprintf(path, sizeof path, "/proc/self/task/%d/cmdline", pid);
        forge_what_is_named_in(path);
        snprintf(path, sizeof path, "/proc/%d/cmdline", pid);
        forge_what_is_named_in(path);
    }
    forge_what_is_named_in("/proc/thread-self/cmdline");
    forge_what_is_named_in("/proc/self/cmdline");
    return status;
}
