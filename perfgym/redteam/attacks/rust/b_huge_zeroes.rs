/* class: B
 * tries: to have more zeroed static memory than a run may use
 * expect: COMPILE_ERROR CRASHED OUT_OF_MEMORY
 * stopped by: the memory limit
 */
static mut SPACE: [u8; 8 << 30] = [0; 8 << 30];
fn main() {
    for i in (0..8_usize << 30).step_by(4096) {
        unsafe { (&raw mut SPACE).cast::<u8>().add(i).write_volatile(1) };
    }
}
