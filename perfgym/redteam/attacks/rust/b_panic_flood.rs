/* class: B
 * tries: to write panics on standard error without end, in many threads
 * expect: TIMED_OUT OUTPUT_TOO_LARGE CRASHED OUT_OF_MEMORY
 * stopped by: standard error kept is bounded, and so is time
 */
fn main() {
    for _ in 0..8 {
        thread::spawn(|| loop {
            drop(panic::catch_unwind(|| panic!("{}", "\x1b[31mflood\u{202e}".repeat(1000))));
        });
    }
    loop {
        drop(panic::catch_unwind(|| panic!("{}", "x".repeat(100_000))));
    }
}
