/* class: C
 * tries: to look cheap by sleeping; the work still has to be done
 * expect: ACCEPTED
 * stopped by: CPU time is what counts, and all of it is counted
 */
int main(void) {
    usleep(20000);
    return rt_solve();
}
