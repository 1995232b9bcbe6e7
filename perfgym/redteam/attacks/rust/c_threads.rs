/* class: C
 * tries: to hide its CPU time in threads on other cores
 * expect: ACCEPTED
 * stopped by: threads share one core, and the CPU time of all of them counts
 */
fn main() -> ExitCode {
    let all = [0xff_u8; 128];
    unsafe {
        rt_leak_if(syscall(@SYS_sched_setaffinity@, 0, all.len(), all.as_ptr()) == 0, "sched_setaffinity");
        rt_leak_if(syscall(@SYS_setpriority@, 0, 0, -20) == 0, "setpriority");
    }
    thread::spawn(rt_solve).join().unwrap()
}
