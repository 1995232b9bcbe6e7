/* class: C
 * tries: to have the pages of its input swapped out, or made huge, for the next reader
 * expect: ACCEPTED
 * stopped by: the seccomp filter denies such advice, which changes a file's pages for everyone
 */
int main(void) {
    struct stat info;
    fstat(0, &info);
    size_t length = (size_t)info.st_size;
    char *input = mmap(NULL, length, PROT_READ, MAP_SHARED, 0, 0);
    if (input == MAP_FAILED) return rt_solve();
    volatile char sum = 0;
    for (size_t i = 0; i < length; i += 4096) sum = (char)(sum + input[i]);
    rt_leak_if(madvise(input, length, 20 /* MADV_COLD */) == 0);
    rt_leak_if(madvise(input, length, 21 /* MADV_PAGEOUT */) == 0);
    rt_leak_if(madvise(input, length, 25 /* MADV_COLLAPSE */) == 0);
    int status = rt_solve();
    madvise(input, length, 21);
    return status;
}
