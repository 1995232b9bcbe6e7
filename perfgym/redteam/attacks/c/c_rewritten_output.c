/* class: C
 * tries: to change the output's size and place after writing it
 * expect: WRONG_OUTPUT
 * stopped by: the output is read once, after the program's end, from its start
 */
int main(void) {
    rt_solve();
    if (ftruncate(1, 0) || lseek(1, 0, SEEK_SET)) return 1;
    return 0;
}
