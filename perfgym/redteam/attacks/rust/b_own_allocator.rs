/* class: B
 * tries: to use all memory without the allocator, shared and private, in many threads
 * expect: OUT_OF_MEMORY CRASHED TIMED_OUT
 * stopped by: the memory limit, which applies to the whole run
 */
fn grow(shared: bool) {
    let flags = 0x20 | if shared { 1 } else { 2 };
    loop {
        let block = unsafe { syscall(@SYS_mmap@, 0_usize, 16_usize << 20, 3, flags, -1, 0_usize) };
        if block < 0 {
            unsafe { abort() };
        }
        for i in (0..16 << 20).step_by(4096) {
            unsafe { (block as *mut u8).add(i).write_volatile(1) };
        }
    }
}
fn main() {
    let threads: Vec<_> = (0..8).map(|i| thread::spawn(move || grow(i % 2 == 0))).collect();
    threads.into_iter().for_each(|each| drop(each.join()));
}
