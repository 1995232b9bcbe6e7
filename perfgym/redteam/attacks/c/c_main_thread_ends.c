/* class: C
 * tries: to hide its CPU time in a thread that outlives the main thread
 * expect: ACCEPTED
 * stopped by: a run ends with its last thread, and the CPU time of all of them counts
 */
static void *rt_work(void *unused) { (void)unused; exit(rt_solve()); }
int main(void) {
    pthread_t thread;
    if (pthread_create(&thread, NULL, rt_work, NULL)) return 1;
    pthread_exit(NULL);
}
