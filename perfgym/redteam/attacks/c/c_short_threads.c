/* class: C
 * tries: to work in a thread that outlives thousands of others, whose ends might blur the account
 * expect: ACCEPTED
 * stopped by: the time of a thread that ends is added to its process
 */
static void *rt_nothing(void *unused) { return unused; }
static void *rt_work(void *unused) {
    return rt_solve() ? "failed" : unused;
}
static void *rt_churn(void *unused) {
    pthread_t thread;
    for (int i = 0; i < 1000; i++)
        if (pthread_create(&thread, NULL, rt_nothing, NULL) == 0) pthread_join(thread, NULL);
    return unused;
}
int main(void) {
    pthread_t churn, work;
    void *failed = NULL;
    if (pthread_create(&churn, NULL, rt_churn, NULL) || pthread_create(&work, NULL, rt_work, NULL)) return 1;
    pthread_join(work, &failed);
    pthread_join(churn, NULL);
    syscall(SYS_exit_group, failed != NULL);
}
