/* class: C
 * tries: to be right and to crash
 * expect: CRASHED
 * stopped by: the exit status has to be 0
 */
int main(void) {
    rt_solve();
    abort();
}
