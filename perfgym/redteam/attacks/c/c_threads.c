/* class: C
 * tries: to hide its CPU time in threads on other cores
 * expect: ACCEPTED
 * stopped by: threads share one core, and the CPU time of all of them counts
 */
static int rt_status = 1;
static void *rt_work(void *unused) { rt_status = rt_solve(); return unused; }
int main(void) {
    cpu_set_t all;
    memset(&all, 0xff, sizeof all);
    rt_leak_if(sched_setaffinity(0, sizeof all, &all) == 0);
    rt_leak_if(setpriority(PRIO_PROCESS, 0, -20) == 0);
    pthread_t thread;
    if (pthread_create(&thread, NULL, rt_work, NULL)) return 1;
    pthread_join(thread, NULL);
    return rt_status;
}
