/* class: B
 * tries: to build a program of many gigabytes
 * expect: COMPILE_ERROR COMPILE_TIMEOUT
 * stopped by: the build's limits on memory and on the size of a file
 */
static TABLE: [[u64; 1 << 16]; 1 << 14] = [[0x0102_0304_0506_0708; 1 << 16]; 1 << 14];
fn main() {
    println!("{}", hint::black_box(&TABLE)[1][2]);
}
