/* class: B
 * tries: to use all memory as stacks of many threads
 * expect: OUT_OF_MEMORY CRASHED TIMED_OUT
 * stopped by: the memory limit applies to all threads together
 */
static void *rt_fill(void *unused) {
    char *block = malloc(64 << 20);
    if (!block) abort();
    memset(block, 1, 64 << 20);
    pause();
    return unused;
}
int main(void) {
    pthread_t thread;
    for (int i = 0; i < 64; i++) if (pthread_create(&thread, NULL, rt_fill, NULL)) break;
    for (;;) pause();
}
