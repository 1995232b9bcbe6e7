/* class: B
 * tries: to make the compiler keep more and more memory in constants
 * expect: COMPILE_TIMEOUT COMPILE_ERROR
 * stopped by: the build's limits on memory and time
 */
const fn grown<const N: usize>(seed: u8) -> [u8; N] {
    let mut bytes = [seed; N];
    bytes[N / 2] = 0;
    bytes
}
static A: [u8; 2_000_000_000] = grown(1);
static B: [u8; 2_000_000_001] = grown(2);
static C: [u8; 2_000_000_003] = grown(3);
fn main() {
    println!("{}", A[hint::black_box(1)] + B[hint::black_box(1)] + C[hint::black_box(1)]);
}
