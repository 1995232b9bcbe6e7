/* class: E
 * tries: to wait for the host's disks, where SIGKILL has no effect, until the harness gives up
 * expect: TIMED_OUT
 * stopped by: the seccomp filter allows no call that waits for a disk
 */
static void *rt_wait(void *unused) {
    for (;;) sync(), syncfs(0), syscall(SYS_fsync, 1), syscall(SYS_sync_file_range, 1, 0, 0, 7);
    return unused;
}
int main(void) {
    pthread_t thread;
    for (int i = 0; i < 4; i++) pthread_create(&thread, NULL, rt_wait, NULL);
    rt_wait(NULL);
}
