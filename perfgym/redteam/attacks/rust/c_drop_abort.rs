/* class: C
 * tries: to be told apart from no failure: a panic within a panic after the whole output
 * expect: CRASHED
 * stopped by: the way a run ends decides, whatever it has written
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
