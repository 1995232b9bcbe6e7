/* class: A
 * tries: to get descriptors of processes and namespaces from a pair of sockets
 * expect: ACCEPTED
 * stopped by: the only peer of such a pair is the program itself, and setns is denied
 */
int main(void) {
    int pair[2], on = 1, pidfd = -1;
    socklen_t size = sizeof pidfd;
    struct ucred peer = {0};
    if (socketpair(AF_UNIX, SOCK_SEQPACKET, 0, pair)) return rt_solve();
    setsockopt(pair[0], SOL_SOCKET, SO_PASSCRED, &on, sizeof on);
    setsockopt(pair[0], SOL_SOCKET, 76 /* SO_PASSPIDFD */, &on, sizeof on);
    if (getsockopt(pair[0], SOL_SOCKET, 77 /* SO_PEERPIDFD */, &pidfd, &size) == 0 && pidfd >= 0) {
        for (unsigned kind = 1; kind < 12; kind++) {
            int space = ioctl(pidfd, 0xFF00 | kind); /* PIDFD_GET_*_NAMESPACE */
            if (space < 0) continue;
            rt_leak_if(setns(space, 0) == 0);
            int above = ioctl(space, 0xb701 /* NS_GET_USERNS */), over = ioctl(space, 0xb702 /* NS_GET_PARENT */);
            rt_leak_if(above >= 0 && setns(above, 0) == 0);
            rt_leak_if(over >= 0 && setns(over, 0) == 0);
        }
        rt_leak_if(setns(pidfd, CLONE_NEWNS | CLONE_NEWPID) == 0);
        rt_leak_if(syscall(@SYS_pidfd_getfd@, pidfd, 0, 0) >= 0);
    }
    size = sizeof peer;
    if (getsockopt(pair[0], SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0) rt_leak_if(peer.pid != getpid());
    rt_leak_if(ioctl(pair[0], 0x894C /* SIOCGSKNS */) >= 0);
    rt_leak_if(ioctl(pair[0], 0x8933 /* SIOCGIFINDEX */, (char[64]){"eth0"}) == 0);
    return rt_solve();
}
