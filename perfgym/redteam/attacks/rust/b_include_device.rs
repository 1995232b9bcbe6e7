/* class: B
 * tries: to make the compiler read without end
 * expect: COMPILE_ERROR COMPILE_TIMEOUT
 * stopped by: a build sees no such device, and has limits on memory and time
 */
static ZEROES: &[u8] = include_bytes!("/dev/zero");
static RANDOM: &[u8] = include_bytes!("/dev/urandom");
static STANDARD_INPUT: &[u8] = include_bytes!("/dev/stdin");
fn main() {
    println!("{}", ZEROES.len() + RANDOM.len() + STANDARD_INPUT.len());
}
