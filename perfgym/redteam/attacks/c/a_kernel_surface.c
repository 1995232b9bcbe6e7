/* class: A
 * tries: to use io_uring, userfaultfd, bpf, keyrings, perf events and kernel modules
 * expect: ACCEPTED
 * stopped by: the seccomp filter
 */
int main(void) {
    char zeros[256] = {0};
    rt_leak_if(syscall(425 /* io_uring_setup */, 4, zeros) >= 0);
    rt_leak_if(syscall(323 /* userfaultfd */, 0) >= 0);
    rt_leak_if(syscall(321 /* bpf */, 0, zeros, sizeof zeros) >= 0);
    rt_leak_if(syscall(250 /* keyctl */, 0, -3, 1) >= 0);
    rt_leak_if(syscall(248 /* add_key */, "user", "x", "y", 1, -3) >= 0);
    rt_leak_if(syscall(298 /* perf_event_open */, zeros, 0, -1, -1, 0) >= 0);
    rt_leak_if(syscall(175 /* init_module */, zeros, 1, "") >= 0);
    rt_leak_if(syscall(169 /* reboot */, 0, 0, 0, 0) >= 0);
    rt_leak_if(syscall(304 /* open_by_handle_at */, 0, zeros, 0) >= 0);
    return rt_solve();
}
