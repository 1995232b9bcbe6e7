/* class: E
 * tries: to make the kernel send pid 1 signals that no process of the namespace may send
 * expect: ACCEPTED
 * stopped by: a signal for asynchronous input can do no more than its owner could
 */
int main(void) {
    const int signals[] = {0, SIGKILL, SIGSTOP, SIGIO, SIGURG, 39};
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
        int pair[2];
        if (socketpair(AF_UNIX, SOCK_STREAM, 0, pair)) return 1;
        fcntl(pair[0], F_SETOWN, 1);
        fcntl(pair[0], F_SETSIG, signals[i]);
        fcntl(pair[0], F_SETFL, O_ASYNC);
        if (write(pair[1], "x", 1) != 1) return 1;
        send(pair[1], "x", 1, MSG_OOB);
        close(pair[0]);
        close(pair[1]);
    }
    return rt_solve();
}
