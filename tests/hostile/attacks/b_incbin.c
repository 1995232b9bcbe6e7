/* class: B
 * tries: to build a host file into the program
 * expect: COMPILE_ERROR
 * stopped by: builds see the compiler's own files alone
 */
__asm__(".section .rodata\n.global secret\nsecret:\n.incbin \"/etc/passwd\"\n.byte 0\n");
extern const char secret[];
int main(void) { fprintf(stderr, "LEAK %s\n", secret); return 1; }
