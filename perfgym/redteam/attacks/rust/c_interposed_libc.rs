/* class: C
 * tries: to replace the C library's clocks and writes, which a harness might use
 * expect: ACCEPTED COMPILE_ERROR
 * stopped by: clocks and counters are read outside the program's process
 */
#[no_mangle]
extern "C" fn clock_gettime(_clock: c_int, time: *mut [i64; 2]) -> c_int {
    unsafe { *time = [1, 1] };
    0
}
#[no_mangle]
extern "C" fn getrusage(_who: c_int, usage: *mut [i64; 18]) -> c_int {
    unsafe { *usage = [0; 18] };
    0
}
#[no_mangle]
extern "C" fn getrandom(bytes: *mut u8, count: usize, _flags: u32) -> isize {
    unsafe { ptr::write_bytes(bytes, 7, count) };
    count as isize
}
fn main() -> ExitCode {
    let start = std::time::Instant::now();
    let status = rt_solve();
    assert!(start.elapsed().is_zero());
    status
}
