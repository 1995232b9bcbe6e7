/* class: C
 * tries: to take the place of what starts a program, and to end well before any work
 * expect: COMPILE_ERROR WRONG_OUTPUT
 * stopped by: output bytes decide
 */
std::arch::global_asm!(".globl _start", "_start:", "mov eax, 231", "xor edi, edi", "syscall");
fn main() {}
