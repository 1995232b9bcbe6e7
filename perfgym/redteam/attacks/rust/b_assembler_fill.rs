/* class: B
 * tries: to make the assembler write without end
 * expect: COMPILE_ERROR COMPILE_TIMEOUT
 * stopped by: the build's limits on memory and on the size of a file
 */
std::arch::global_asm!(".data\n.rept 2000000000\n.quad 1, 2, 3, 4, 5, 6, 7, 8\n.endr\n.fill 3000000000, 8, 7");
fn main() {}
