/* class: B
 * tries: to be inside system calls that check for no signal when the deadline comes
 * expect: TIMED_OUT OUT_OF_MEMORY
 * stopped by: no call moves more than 2 GB, and no file is longer
 */
static int rt_file;
static void *rt_read(void *unused) {
    size_t length = 1 << 26;
    char *to = mmap(NULL, length, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    struct iovec parts[1024];
    if (to == MAP_FAILED) return unused;
    for (int i = 0; i < 1024; i++) parts[i] = (struct iovec){to, 1 << 21};
    for (;;) {
        preadv(rt_file, parts, 1024, 0);
        off_t from = 0, at = 0;
        syscall(SYS_copy_file_range, rt_file, &from, 1, &at, (size_t)1 << 25, 0);
        syscall(SYS_getrandom, to, length, 0);
        madvise(to, length, MADV_DONTNEED);
    }
}
int main(void) {
    pthread_t thread;
    rt_file = open("/tmp/rt_long", O_CREAT | O_RDWR, 0600);
    if (ftruncate(rt_file, 1 << 26)) return 1;
    for (int i = 0; i < 30; i++) pthread_create(&thread, NULL, rt_read, NULL);
    rt_read(NULL);
    for (;;) pause();
}
