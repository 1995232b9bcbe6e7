/* class: B
 * tries: to write 2 GB to standard error
 * expect: OUTPUT_TOO_LARGE
 * stopped by: the limit on file size
 */
int main(void) {
    static char block[1 << 20];
    for (int i = 0; i < 2048; i++) if (write(2, block, sizeof block) < 0) break;
    return rt_solve();
}
