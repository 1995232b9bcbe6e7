/* class: C
 * tries: to write the right output and then to crash
 * expect: CRASHED
 * stopped by: the exit status must be 0
 */
int main(void) {
    rt_solve();
    abort();
}
