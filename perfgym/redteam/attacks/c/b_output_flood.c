/* class: B
 * tries: to write 2 GB to standard output
 * expect: OUTPUT_TOO_LARGE
 * stopped by: the limit on file size
 */
int main(void) {
    static char block[1 << 20];
    signal(SIGXFSZ, SIG_IGN);
    for (int i = 0; i < 2048; i++) if (write(1, block, sizeof block) < 0) break;
    return 0;
}
