/* class: B
 * tries: to end in a tangle of locks with priority inheritance, whose lists the kernel must walk
 * expect: TIMED_OUT CRASHED
 * stopped by: SIGKILL ends waits for locks, and the kernel walks a bounded list
 */
#include <linux/futex.h>
static uint32_t rt_locks[64];
static struct { void *next; long offset; void *pending; } rt_head[64];
static void *rt_lock(void *number) {
    size_t i = (size_t)number;
    rt_head[i].next = &rt_head[i].next, rt_head[i].next = &rt_head[(i + 1) % 64], rt_head[i].offset = 0;
    rt_head[i].pending = &rt_locks[i];
    syscall(SYS_set_robust_list, &rt_head[i], sizeof rt_head[i]);
    syscall(SYS_futex, &rt_locks[i], FUTEX_LOCK_PI, 0, NULL, NULL, 0);
    usleep(50000);
    for (;;) syscall(SYS_futex, &rt_locks[(i + 1) % 30], FUTEX_LOCK_PI, 0, NULL, NULL, 0);
}
int main(void) {
    pthread_t thread;
    for (size_t i = 0; i < 30; i++) pthread_create(&thread, NULL, rt_lock, (void *)i);
    for (;;) pause();
}
