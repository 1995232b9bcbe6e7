/* class: E
 * tries: to make standard error as long as allowed without writing it
 * expect: ACCEPTED OUTPUT_TOO_LARGE CRASHED WRONG_OUTPUT
 * stopped by: only a limited part of it is ever read
 */
int main(void) {
    if (ftruncate(2, 60 << 20)) return 1;
    lseek(2, 0, SEEK_END);
    return rt_solve();
}
