/* class: B
 * tries: to use all memory
 * expect: OUT_OF_MEMORY CRASHED
 * stopped by: the memory limit
 */
fn main() {
    let mut kept = Vec::new();
    loop {
        kept.push(vec![1_u8; 1 << 20]);
        hint::black_box(&kept);
    }
}
