/* class: C
 * tries: to rest before its work, so that the core is cool and its time slices are fresh
 * expect: ACCEPTED TIMED_OUT
 * stopped by: both programs are run on one core in turns, and a difference has to be plain
 */
int main(void) {
    usleep(20000);
    return rt_solve();
}
