/* class: A
 * tries: to start other programs by std::process::Command, fork, and the shells of the host
 * expect: ACCEPTED
 * stopped by: the seccomp filter lets a run start no process, and there is no other program to execute
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
        rt_leak_if(syscall(58) > 0, "vfork"); // the child would say so as well
    }
    rt_solve()
}
