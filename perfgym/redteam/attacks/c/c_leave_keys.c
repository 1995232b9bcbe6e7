/* class: C
 * tries: to leave keys, queues, semaphores or segments for the next run
 * expect: ACCEPTED
 * stopped by: the seccomp filter
 */
int main(void) {
    rt_leak_if(syscall(SYS_add_key, "user", "rt_note", "x", 1, -4 /* the user's keyring */) >= 0);
    rt_leak_if(syscall(SYS_request_key, "user", "rt_note", NULL, -4) >= 0);
    rt_leak_if(syscall(SYS_keyctl, 1 /* JOIN_SESSION_KEYRING */, "rt_note") >= 0);
    rt_leak_if(syscall(SYS_mq_open, "rt_note", O_CREAT | O_RDWR, 0600, NULL) >= 0);
    rt_leak_if(syscall(SYS_semget, 77, 1, 0600) >= 0);
    rt_leak_if(syscall(SYS_shmget, 77, 4096, 0600) >= 0);
    rt_leak_if(syscall(SYS_msgget, 77, 0600) >= 0);
    return rt_solve();
}
