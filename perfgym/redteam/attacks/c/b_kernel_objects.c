/* class: B
 * tries: to use up timers, watches, events and pending signals
 * expect: ACCEPTED CRASHED OUT_OF_MEMORY
 * stopped by: limits on descriptors and signals; the memory limit includes the kernel's memory for them
 */
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
int main(void) {
    timer_t timer;
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, NULL);
    for (int i = 0; i < 20000 && syscall(SYS_timer_create, CLOCK_MONOTONIC, NULL, &timer) == 0; i++) {}
    for (int i = 0; i < 20000 && sigqueue(getpid(), SIGRTMIN + 3, (union sigval){0}) == 0; i++) {}
    int watches = inotify_init1(0);
    for (int i = 0; i < 4000; i++) inotify_add_watch(watches, i % 2 ? "/tmp" : "/work", IN_ALL_EVENTS);
    while (eventfd(0, 0) >= 0) {}
    for (int fd = 3; fd < 256; fd++) close(fd);
    return rt_solve();
}
