/* class: A
 * tries: to send data out as a question to a name server
 * expect: ACCEPTED
 * stopped by: no network socket can be made
 */
int main(void) {
    const char query[] = "\0\1\1\0\0\1\0\0\0\0\0\0\7example\3com\0\0\1\0\1";
    struct sockaddr_in server = {.sin_family = AF_INET, .sin_port = htons(53), .sin_addr.s_addr = htonl(0x7f000035)};
    for (int kind = SOCK_STREAM; kind <= SOCK_RAW; kind++) {
        int fd = socket(AF_INET, kind, 0);
        rt_leak_if(fd >= 0);
        rt_leak_if(sendto(fd, query, sizeof query, 0, (void *)&server, sizeof server) > 0);
    }
    int pair[2];
    rt_leak_if(socketpair(AF_INET, SOCK_STREAM, 0, pair) == 0);
    rt_leak_if(rt_opens("/etc/resolv.conf", O_RDONLY) || rt_opens("/etc/hosts", O_RDONLY));
    return rt_solve();
}
