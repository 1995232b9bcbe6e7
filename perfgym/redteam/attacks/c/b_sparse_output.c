/* class: B
 * tries: to make standard output terabytes long without writing them
 * expect: OUTPUT_TOO_LARGE
 * stopped by: the limit on file size applies to the length
 */
int main(void) {
    rt_leak_if(ftruncate(1, 1l << 40) == 0);
    if (lseek(1, 1l << 40, SEEK_SET) < 0 || write(1, "x", 1) < 0) abort();
    return 0;
}
