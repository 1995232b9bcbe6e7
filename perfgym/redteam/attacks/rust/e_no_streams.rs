/* class: E
 * tries: to make the harness fail: every descriptor closed, then killed by its own hand
 * expect: CRASHED
 * stopped by: what the program caused is the program's failure
 */
fn main() {
    for descriptor in 0..1024 {
        unsafe { close(descriptor) };
    }
    unsafe { kill(getpid(), 9) };
}
