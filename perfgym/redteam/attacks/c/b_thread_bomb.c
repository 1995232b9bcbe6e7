/* class: B
 * tries: to start threads without end
 * expect: CRASHED TIMED_OUT
 * stopped by: the limit on processes and threads
 */
static void *rt_wait(void *unused) { pause(); return unused; }
int main(void) {
    pthread_t thread;
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, 65536);
    int started = 0;
    while (started < 100000 && pthread_create(&thread, &attributes, rt_wait, NULL) == 0) started++;
    rt_leak_if(started > 200);
    abort();
}
