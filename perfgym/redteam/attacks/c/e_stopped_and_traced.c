/* class: E
 * tries: to enter states that a waiting parent may take for an end
 * expect: TIMED_OUT
 * stopped by: only a real end counts, and the deadline holds
 */
static void *rt_stop(void *unused) { for (;;) raise(SIGSTOP); return unused; }
int main(void) {
    pthread_t thread;
    if (pthread_create(&thread, NULL, rt_stop, NULL)) return 1;
    for (;;) raise(SIGTSTP);
}
