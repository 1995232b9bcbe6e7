/* class: B
 * tries: to recurse without end, on the main thread's stack and on a very large one
 * expect: CRASHED OUT_OF_MEMORY
 * stopped by: the stack's guard page, and the memory limit
 */
fn dig(depth: u64) -> u64 {
    let page = hint::black_box([depth; 512]);
    dig(depth + 1) + page[(depth % 512) as usize]
}
fn main() {
    let large = thread::Builder::new().stack_size(64 << 30).spawn(|| dig(0));
    if let Ok(thread) = large {
        drop(thread.join());
    }
    println!("{}", dig(0));
}
