/* class: E
 * tries: to look like a fault of the machine: an allocator without memory
 * expect: CRASHED
 * stopped by: a failure caused by the program is the program's failure
 */
struct Empty;
unsafe impl std::alloc::GlobalAlloc for Empty {
    unsafe fn alloc(&self, _layout: std::alloc::Layout) -> *mut u8 {
        ptr::null_mut()
    }
    unsafe fn dealloc(&self, _at: *mut u8, _layout: std::alloc::Layout) {}
}
#[global_allocator]
static EMPTY: Empty = Empty;
fn main() -> ExitCode {
    rt_solve()
}
