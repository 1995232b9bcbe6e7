/* class: C
 * tries: to hide its CPU time in threads on other cores
 * expect: ACCEPTED
 * stopped by: threads share one core, and the CPU time of all of them counts
 */
static void *work(void *unused) { multiply(); return unused; }
int main(void) {
    cpu_set_t all;
    memset(&all, 0xff, sizeof all);
    leak_if(sched_setaffinity(0, sizeof all, &all) == 0);
    leak_if(setpriority(PRIO_PROCESS, 0, -20) == 0);
    if (!read_matrices()) return 1;
    pthread_t thread;
    if (pthread_create(&thread, NULL, work, NULL)) return 1;
    pthread_join(thread, NULL);
    return write_product() ? 0 : 1;
}
