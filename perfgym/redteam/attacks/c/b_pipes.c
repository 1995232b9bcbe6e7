/* class: B
 * tries: to hide memory in pipes and sockets
 * expect: ACCEPTED OUT_OF_MEMORY CRASHED
 * stopped by: the limit on descriptors, the kernel's limit on pipes, and the memory limit
 */
int main(void) {
    static char block[1 << 20];
    int ends[2];
    while (pipe2(ends, O_NONBLOCK) == 0) {
        fcntl(ends[1], F_SETPIPE_SZ, 1 << 20);
        while (write(ends[1], block, sizeof block) > 0) {}
        if (ends[0] > 120) break;
    }
    while (socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, ends) == 0)
        while (write(ends[1], block, sizeof block) > 0 || write(ends[0], block, sizeof block) > 0) {}
    for (int fd = 3; fd < 256; fd++) close(fd);
    return rt_solve();
}
