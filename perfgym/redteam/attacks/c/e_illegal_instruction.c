/* class: E
 * tries: to look as if the machine were at fault
 * expect: CRASHED
 * stopped by: a crash is the program's failure
 */
int main(void) {
    __asm__ volatile("ud2");
    return 0;
}
