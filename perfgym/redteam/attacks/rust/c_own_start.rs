/* class: C
 * tries: to replace the code that starts a program, and to exit with status 0 before any work
 * expect: COMPILE_ERROR WRONG_OUTPUT
 * stopped by: the output's bytes are compared
 */
#[cfg(target_arch = "x86_64")]
std::arch::global_asm!(".globl _start", "_start:", "mov eax, 231", "xor edi, edi", "syscall");
#[cfg(not(target_arch = "x86_64"))]
std::arch::global_asm!(".globl _start", "_start:", "mov x8, #94", "mov x0, #0", "svc #0");
fn main() {}
