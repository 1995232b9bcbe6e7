/* class: C
 * tries: to leave a thread running when main ends
 * expect: ACCEPTED
 * stopped by: a process ends with all its threads
 */
static void *rt_spin(void *unused) { for (volatile int i = 0;; i++) {} return unused; }
int main(void) {
    pthread_t thread;
    int status = rt_solve();
    if (pthread_create(&thread, NULL, rt_spin, NULL)) return 1;
    return status;
}
