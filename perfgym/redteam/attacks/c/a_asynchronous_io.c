/* class: A
 * tries: to use up the machine's limit on asynchronous I/O and to make kernel threads work for it
 * expect: ACCEPTED
 * stopped by: the seccomp filter
 */
int main(void) {
    unsigned long context = 0;
    rt_leak_if(syscall(SYS_io_setup, 30000, &context) == 0);
    void *none[1] = {0};
    rt_leak_if(syscall(SYS_io_submit, context, 0, none) >= 0);
    return rt_solve();
}
