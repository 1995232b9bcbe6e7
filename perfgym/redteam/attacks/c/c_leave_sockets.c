/* class: C
 * tries: to leave a named socket for the next run
 * expect: ACCEPTED
 * stopped by: the seccomp filter allows only pairs of sockets
 */
int main(void) {
    struct sockaddr_un address = {.sun_family = AF_UNIX, .sun_path = "\0rt_note"};
    socklen_t length = offsetof(struct sockaddr_un, sun_path) + 8;
    rt_leak_if(socket(AF_UNIX, SOCK_DGRAM, 0) >= 0);
    int pair[2];
    if (socketpair(AF_UNIX, SOCK_DGRAM, 0, pair)) return 1;
    rt_leak_if(connect(pair[1], (void *)&address, length) == 0); /* a socket of the previous run */
    bind(pair[0], (void *)&address, length);
    struct sockaddr_un file = {.sun_family = AF_UNIX, .sun_path = "/work/rt_socket"};
    rt_leak_if(bind(pair[1], (void *)&file, sizeof file) == 0);
    return rt_solve();
}
