/* class: C
 * tries: to look cheap by sleeping
 * expect: ACCEPTED
 * stopped by: all CPU time is counted, and the work still has to be done
 */
int main(void) {
    usleep(20000);
    return rt_solve();
}
