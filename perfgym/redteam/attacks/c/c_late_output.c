/* class: C
 * tries: to write its output from a thread after main has ended
 * expect: WRONG_OUTPUT
 * stopped by: the output is read when every thread has ended
 */
static struct iovec rt_late;
static void *rt_write_late(void *unused) {
    usleep(100000);
    rt_put(rt_late.iov_base, rt_late.iov_len);
    return unused;
}
int main(void) {
    size_t size;
    char *answer = rt_answer(&size);
    rt_late = (struct iovec){answer, size};
    pthread_t thread;
    if (pthread_create(&thread, NULL, rt_write_late, NULL)) return 1;
    return 0;
}
