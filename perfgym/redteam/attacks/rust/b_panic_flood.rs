/* class: B
 * tries: to write panics to standard error without end, from many threads
 * expect: TIMED_OUT OUTPUT_TOO_LARGE CRASHED OUT_OF_MEMORY
 * stopped by: limits on the kept part of standard error, and on time
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
