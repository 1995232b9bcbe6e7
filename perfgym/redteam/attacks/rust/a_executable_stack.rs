/* class: A
 * tries: to have the kernel make its stack executable, by the note that assembly leaves for the linker
 * expect: COMPILE_ERROR ACCEPTED
 * stopped by: a built program is refused if its headers ask for an executable stack
 */
use std::arch::global_asm;

global_asm!(".section .note.GNU-stack,\"x\",@progbits", ".text");

fn main() -> ExitCode {
    let page = hint::black_box(&[0_u8; 16]).as_ptr() as usize & !4095;
    rt_leak_if(unsafe { syscall(10, page, 4096_usize, 5) } == 0, "code on the stack");
    rt_solve()
}
