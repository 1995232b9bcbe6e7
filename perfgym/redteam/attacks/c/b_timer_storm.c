/* class: B
 * tries: to overload the machine with timers that expire every nanosecond
 * expect: TIMED_OUT
 * stopped by: the kernel's limits on timers; time spent on them is charged to the program
 */
#include <sys/timerfd.h>
static void rt_tick(int unused) { (void)unused; }
static void *rt_timers(void *unused) {
    struct itimerspec often = {{0, 1}, {0, 1}};
    struct itimerval real = {{0, 1}, {0, 1}};
    timer_t timer;
    for (int i = 0; i < 30; i++)
        if (syscall(SYS_timer_create, CLOCK_MONOTONIC, NULL, &timer) == 0) timer_settime(timer, 0, &often, NULL);
    for (int i = 0; i < 6; i++) timerfd_settime(timerfd_create(CLOCK_MONOTONIC, 0), 0, &often, NULL);
    for (int which = 0; which < 3; which++) setitimer(which, &real, NULL);
    for (volatile unsigned i = 0;; i++) {}
    return unused;
}
int main(void) {
    pthread_t thread;
    for (int s = 1; s < 65; s++)
        if (s != SIGXCPU && s != SIGKILL) signal(s, rt_tick);
    for (int i = 0; i < 20; i++) pthread_create(&thread, NULL, rt_timers, NULL);
    rt_timers(NULL);
}
