/* class: C
 * tries: to hide a failure after the whole output: a panic within a panic
 * expect: CRASHED
 * stopped by: a run that does not end well has failed, whatever it has written
 */
struct Twice;
impl Drop for Twice {
    fn drop(&mut self) {
        panic!("again");
    }
}
fn main() {
    rt_solve();
    let _twice = Twice;
    panic!("once");
}
