/* class: B
 * tries: to use up all file descriptors
 * expect: ACCEPTED
 * stopped by: the limit on open files
 */
int main(void) {
    int last = 0;
    for (int i = 0; i < 1000000; i++) {
        int fd = dup(0);
        if (fd < 0) break;
        last = fd;
    }
    rt_leak_if(last > 4096);
    return rt_solve();
}
