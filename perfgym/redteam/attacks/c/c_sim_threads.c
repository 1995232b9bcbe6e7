/* class: C
 * tries: to do the work in a thread that is not counted
 * expect: ACCEPTED
 * stopped by: every thread is simulated
 * backend: simulated
 */
static void *work(void *status) {
    *(int *)status = rt_solve();
    return NULL;
}

int main(void) {
    int status = 1;
    pthread_t thread;
    if (pthread_create(&thread, NULL, work, &status) || pthread_join(thread, NULL)) abort();
    return status;
}
