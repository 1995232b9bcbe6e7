/* class: A
 * tries: to write code into a section of code without content, whose memory the kernel makes writable
 * expect: COMPILE_ERROR
 * stopped by: a built program is refused if a segment of code is larger in memory than in the file
 */
use std::arch::global_asm;

global_asm!(".section .z_made,\"ax\",%nobits", ".globl rt_made", "rt_made: .zero 65536", ".text");
extern "C" {
    static mut rt_made: [u8; 65536];
}

fn main() -> ExitCode {
    let made = unsafe { (ptr::addr_of_mut!(rt_made) as *mut u8).add(32768) }; // not from the file
    let answer = unsafe {
        ptr::copy_nonoverlapping(RT_RETURN_42.as_ptr(), made, RT_RETURN_42.len());
        std::mem::transmute::<*mut u8, extern "C" fn() -> c_int>(made)()
    };
    rt_leak_if(answer == 42, "code in a section");
    rt_solve()
}
