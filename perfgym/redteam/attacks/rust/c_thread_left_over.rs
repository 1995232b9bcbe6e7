/* class: C
 * tries: to do the work in a thread that outlives the main thread
 * expect: ACCEPTED CRASHED TIMED_OUT LEFT_PROCESSES WRONG_OUTPUT
 * stopped by: a run lasts as long as its last thread, and the CPU time of all of them counts
 */
fn main() {
    thread::spawn(|| {
        let status = rt_solve();
        process::exit((status != ExitCode::SUCCESS).into())
    });
    unsafe { syscall(@SYS_exit@, 0) }; // ends only the main thread
}
