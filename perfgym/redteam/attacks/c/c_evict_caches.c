/* class: C
 * tries: to slow the reference down by leaving cold caches
 * expect: ACCEPTED
 * stopped by: pairs in balanced order on fresh inputs; the program's own cost grows most
 */
int main(void) {
    int status = rt_solve();
    volatile char *block = malloc(64 << 20);
    for (size_t i = 0; block && i < 64 << 20; i += 64) block[i] = 1;
    return status;
}
