/* class: C
 * tries: to have the simulator do the work unseen, by a request assembled in a section
 * expect: ACCEPTED
 * stopped by: run natively on the same input, it is not as fast as it says
 * backend: simulated
 * problems: matmul
 */
__asm__(".section .assembled,\"awx\"\nassembled: .zero 64\n.text\n");
extern unsigned char assembled[];
int main(void) { return rt_product(assembled, 98); }
