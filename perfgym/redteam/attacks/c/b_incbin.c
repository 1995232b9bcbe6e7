/* class: B
 * tries: to build a host file into the program
 * expect: COMPILE_ERROR
 * stopped by: builds see only the compiler's own files
 */
__asm__(".section .rodata\n.global rt_secret\nrt_secret:\n.incbin \"/etc/passwd\"\n.byte 0\n");
extern const char rt_secret[];
int main(void) { fprintf(stderr, "LEAK %s\n", rt_secret); return 1; }
