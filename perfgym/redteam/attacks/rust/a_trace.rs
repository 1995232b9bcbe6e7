/* class: A
 * tries: to trace, change and kill other processes by declared C functions
 * expect: ACCEPTED
 * stopped by: the seccomp filter, the run's own pid namespace, and a parent with more capabilities
 */
fn main() -> ExitCode {
    const ATTACH: c_int = 16;
    let none: *const c_void = ptr::null();
    unsafe {
        rt_leak_if(ptrace(ATTACH, getppid(), none, none) == 0, "PTRACE_ATTACH");
        rt_leak_if(ptrace(0, 0, none, none) == 0, "PTRACE_TRACEME");
        rt_leak_if(syscall(@SYS_pidfd_getfd@, getpid(), 0, 0) >= 0, "pidfd_getfd");
        rt_leak_if(syscall(@SYS_perf_event_open@, none, 0, -1, -1, 0) >= 0, "perf_event_open");
        rt_leak_if(prctl(31, 0, 0, 0, 0) == 0, "PR_TASK_PERF_EVENTS_DISABLE");
        rt_leak_if(prctl(26, 2, 0, 0, 0) == 0, "PR_SET_TSC");
        rt_leak_if(kill(1, 9) == 0 && kill(1, 0) != 0, "kill 1");
    }
    rt_leak_if(File::options().write(true).open("/proc/1/mem").is_ok(), "/proc/1/mem");
    rt_solve()
}
