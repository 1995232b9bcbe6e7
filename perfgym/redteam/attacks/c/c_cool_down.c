/* class: C
 * tries: to rest before its work, so that the core is cool and its time slice is new
 * expect: ACCEPTED TIMED_OUT
 * stopped by: both programs run on one core in turns, and a difference must be clear
 */
int main(void) {
    usleep(20000);
    return rt_solve();
}
