/* class: B
 * tries: to make the compiler compute without end, with its own limit switched off
 * expect: COMPILE_TIMEOUT COMPILE_ERROR
 * stopped by: the build's limit on time
 */
#[allow(long_running_const_eval)]
const ENDLESS: u64 = {
    let mut sum = 0_u64;
    let mut i = 1_u64;
    while i != 0 {
        sum = sum.wrapping_add(i);
        i += 2;
        if i == u64::MAX {
            i = 1;
        }
    }
    sum
};
fn main() {
    println!("{ENDLESS}");
}
