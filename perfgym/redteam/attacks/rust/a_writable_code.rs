/* class: A
 * tries: to write code into a section of its own that is both writable and executable
 * expect: COMPILE_ERROR
 * stopped by: a built program is refused if its headers ask for memory with both rights
 */
use std::arch::global_asm;

global_asm!(".section .made,\"awx\"", ".globl rt_made", "rt_made: .zero 4096", ".text");
extern "C" {
    static mut rt_made: [u8; 4096];
}

fn main() -> ExitCode {
    let made = ptr::addr_of_mut!(rt_made) as *mut u8;
    let answer = unsafe {
        ptr::copy_nonoverlapping(RT_RETURN_42.as_ptr(), made, RT_RETURN_42.len());
        std::mem::transmute::<*mut u8, extern "C" fn() -> c_int>(made)()
    };
    rt_leak_if(answer == 42, "code in a section");
    rt_solve()
}
