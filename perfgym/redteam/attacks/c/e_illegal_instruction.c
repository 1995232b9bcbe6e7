/* class: E
 * tries: to look as if the machine were at fault
 * expect: CRASHED
 * stopped by: a crash is the program's failure
 */
int main(void) {
#if defined(__x86_64__)
    __asm__ volatile("ud2");
#else
    __asm__ volatile(".inst 0");
#endif
    return 0;
}
