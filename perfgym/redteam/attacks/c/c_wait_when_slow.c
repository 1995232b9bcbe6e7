/* class: C
 * tries: to get its slow pairs measured again by keeping the core busy for the reference
 * expect: ACCEPTED
 * stopped by: everything it started has ended before the reference starts and the core is checked
 */
static void *stay(void *nothing) {
    for (;;) pause();
    return nothing;
}

int main(void) {
    struct timespec start, end;
    clock_gettime(CLOCK_MONOTONIC, &start);
    int status = rt_solve();
    clock_gettime(CLOCK_MONOTONIC, &end);
    if (end.tv_nsec & 1024) return status; /* stands for "this run was slow", which holds for half of all runs */
    pthread_t thread;
    for (int i = 0; i < 24; i++) pthread_create(&thread, NULL, stay, NULL);
    for (int i = 0; i < 2000; i++) {
        char path[32];
        snprintf(path, sizeof path, "/tmp/%d", i);
        close(open(path, O_CREAT | O_WRONLY, 0600));
    }
    return status;
}
