/* class: E
 * tries: to make the harness fail, by closing every descriptor and killing itself
 * expect: CRASHED
 * stopped by: a failure caused by the program is the program's failure
 */
fn main() {
    for descriptor in 0..1024 {
        unsafe { close(descriptor) };
    }
    unsafe { kill(getpid(), 9) };
}
