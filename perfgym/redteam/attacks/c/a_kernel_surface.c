/* class: A
 * tries: to use io_uring, userfaultfd, bpf, keyrings, perf events and kernel modules
 * expect: ACCEPTED
 * stopped by: the seccomp filter
 */
int main(void) {
    char zeros[256] = {0};
    rt_leak_if(syscall(@SYS_io_uring_setup@, 4, zeros) >= 0);
    rt_leak_if(syscall(@SYS_userfaultfd@, 0) >= 0);
    rt_leak_if(syscall(@SYS_bpf@, 0, zeros, sizeof zeros) >= 0);
    rt_leak_if(syscall(@SYS_keyctl@, 0, -3, 1) >= 0);
    rt_leak_if(syscall(@SYS_add_key@, "user", "x", "y", 1, -3) >= 0);
    rt_leak_if(syscall(@SYS_perf_event_open@, zeros, 0, -1, -1, 0) >= 0);
    rt_leak_if(syscall(@SYS_init_module@, zeros, 1, "") >= 0);
    rt_leak_if(syscall(@SYS_reboot@, 0, 0, 0, 0) >= 0);
    rt_leak_if(syscall(@SYS_open_by_handle_at@, 0, zeros, 0) >= 0);
    return rt_solve();
}
