/* class: A
 * tries: to reach a listener of the host through an abstract unix socket
 * expect: ACCEPTED
 * stopped by: abstract sockets belong to the network namespace, and a run cannot make a socket
 */
int main(void) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    const char *name = "@LISTENER@";
    memcpy(address.sun_path + 1, name, strlen(name));
    socklen_t length = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + 1 + strlen(name));
    int pair[2], fd = socket(AF_UNIX, SOCK_STREAM, 0);
    rt_leak_if(connect(fd, (void *)&address, length) == 0);
    if (socketpair(AF_UNIX, SOCK_DGRAM, 0, pair)) return 1;
    rt_leak_if(connect(pair[0], (void *)&address, length) == 0);
    rt_leak_if(sendto(pair[0], "x", 1, 0, (void *)&address, length) == 1);
    return rt_solve();
}
