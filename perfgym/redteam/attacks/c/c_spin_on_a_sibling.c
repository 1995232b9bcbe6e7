/* class: C
 * tries: to slow the reference down from a sibling core
 * expect: ACCEPTED
 * stopped by: threads stay on the run's core, and end with the run
 */
static void *rt_spin(void *unused) {
    cpu_set_t other;
    for (int core = 0; core < 8; core++) {
        CPU_ZERO(&other);
        CPU_SET((size_t)core, &other);
        rt_leak_if(sched_setaffinity(0, sizeof other, &other) == 0);
    }
    for (volatile int i = 0; i < 3000000; i++) {}
    return unused;
}
int main(void) {
    pthread_t threads[3];
    for (int i = 0; i < 3; i++) if (pthread_create(&threads[i], NULL, rt_spin, NULL)) return 1;
    return rt_solve();
}
