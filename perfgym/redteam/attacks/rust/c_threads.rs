/* class: C
 * tries: to hide its CPU time in threads on other cores
 * expect: ACCEPTED
 * stopped by: threads share one core, and the CPU time of all of them counts
 */
fn main() -> ExitCode {
    let all = [0xff_u8; 128];
    unsafe {
        rt_leak_if(syscall(203, 0, all.len(), all.as_ptr()) == 0, "sched_setaffinity");
        rt_leak_if(syscall(141, 0, 0, -20) == 0, "setpriority");
    }
    thread::spawn(rt_solve).join().unwrap()
}
