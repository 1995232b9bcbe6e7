/* class: A
 * tries: to open TCP, UDP, raw, netlink and vsock sockets
 * expect: ACCEPTED
 * stopped by: the seccomp filter allows only AF_UNIX, and the network namespace is empty
 */
int main(void) {
    rt_leak_if(socket(AF_INET, SOCK_STREAM, 0) >= 0);
    rt_leak_if(socket(AF_INET, SOCK_DGRAM, 0) >= 0);
    rt_leak_if(socket(AF_INET6, SOCK_STREAM, 0) >= 0);
    rt_leak_if(socket(AF_NETLINK, SOCK_RAW, 0) >= 0);
    rt_leak_if(socket(AF_PACKET, SOCK_RAW, 0) >= 0);
    rt_leak_if(socket(40 /* AF_VSOCK */, SOCK_STREAM, 0) >= 0);
    return rt_solve();
}
