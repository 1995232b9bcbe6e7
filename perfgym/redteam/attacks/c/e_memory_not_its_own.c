/* class: E
 * tries: to fill memory that is charged to no process, so that the supervisor is killed
 * expect: OUT_OF_MEMORY CRASHED ACCEPTED OUTPUT_TOO_LARGE
 * stopped by: the failure is the program's, whichever process the kernel kills
 */
static char rt_block[1 << 20];
static void rt_fill(int fd, int megabytes) {
    for (int i = 0; fd >= 0 && i < megabytes && write(fd, rt_block, sizeof rt_block) > 0; i++) {}
}
int main(void) {
    char name[32];
    int ends[2];
    memset(rt_block, 1, sizeof rt_block);
    rt_fill(2, 60);
    rt_fill(1, 60);
    for (int file = 0; file < 4; file++) {
        snprintf(name, sizeof name, "/tmp/fill%d", file);
        rt_fill(open(name, O_CREAT | O_WRONLY, 0600), 60);
    }
    while (pipe2(ends, O_NONBLOCK) == 0) {
        fcntl(ends[1], F_SETPIPE_SZ, 1 << 20);
        while (write(ends[1], rt_block, sizeof rt_block) > 0) {}
    }
    for (int fd = 3; fd < 200; fd++) close(fd);
    while (socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, ends) == 0)
        while (write(ends[1], rt_block, sizeof rt_block) > 0 || write(ends[0], rt_block, sizeof rt_block) > 0) {}
    for (size_t held = 0;; held += sizeof rt_block) { /* then use the remaining memory slowly */
        char *block = malloc(sizeof rt_block);
        if (!block) abort();
        memset(block, 1, sizeof rt_block);
    }
}
