/* class: C
 * tries: to write one byte too many
 * expect: WRONG_OUTPUT
 * stopped by: the length is compared first
 */
int main(void) {
    int status = rt_solve();
    putchar(0);
    return status;
}
