/* class: A
 * tries: to start other programs by std::process::Command, fork, and the host's shells
 * expect: ACCEPTED
 * stopped by: the seccomp filter allows no new process, and the jail has no other program
 */
fn main() -> ExitCode {
    for program in ["/bin/sh", "sh", "/usr/bin/env", "/usr/bin/python3", "/proc/self/exe", "/supervisor"] {
        rt_leak_if(process::Command::new(program).arg("-c").arg("true").spawn().is_ok(), program);
    }
    unsafe {
        let child = fork();
        if child == 0 {
            _exit(0);
        }
        rt_leak_if(child > 0, "fork");
        rt_leak_if(syscall(@SYS_vfork@) > 0, "vfork"); // the child would report it as well
    }
    rt_solve()
}
