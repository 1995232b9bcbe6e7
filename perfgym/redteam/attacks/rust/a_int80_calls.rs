/* class: A
 * tries: to make a system call through the kernel's 32-bit table, where numbers mean something else
 * expect: CRASHED
 * architecture: x86_64
 * stopped by: the seccomp filter kills a program that uses another table
 */
use std::arch::asm;

fn call_32(number: u32, first: u32) -> i32 {
    let result: u32;
    unsafe {
        asm!("mov {keep}, rbx", "mov ebx, {first:e}", "int 0x80", "mov rbx, {keep}", keep = out(reg) _,
             first = in(reg) first, inlateout("eax") number => result, out("r8") _, out("r9") _, out("r10") _, out("r11") _);
    }
    result as i32
}

fn main() -> ExitCode {
    let status = rt_solve();
    let forked = call_32(2, 0);
    if forked == 0 {
        unsafe { _exit(0) };
    }
    rt_leak_if(forked > 0, "fork of 32 bits");
    status
}
