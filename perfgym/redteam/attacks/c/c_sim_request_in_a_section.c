/* class: C
 * tries: to have the simulator skip counting, by a client request assembled in a section
 * expect: COMPILE_ERROR
 * stopped by: a built program is refused if its headers ask for memory that is both writable and executable
 * backend: simulated
 * problems: matmul
 */
__asm__(".section .assembled,\"awx\"\nassembled: .zero 64\n.text\n");
extern unsigned char assembled[];
int main(void) { return rt_product(assembled, 98); }
