/* class: C
 * tries: to have the simulator skip counting, by a client request assembled in a section
 * expect: ACCEPTED
 * stopped by: a native run on the same input shows that it is not as fast as claimed
 * backend: simulated
 * problems: matmul
 */
__asm__(".section .assembled,\"awx\"\nassembled: .zero 64\n.text\n");
extern unsigned char assembled[];
int main(void) { return rt_product(assembled, 98); }
