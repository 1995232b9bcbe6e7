/* class: B
 * tries: to make the kernel search nested epoll descriptors, which may take exponential time
 * expect: TIMED_OUT
 * stopped by: the kernel's limit on nesting, and the limit on descriptors
 */
#include <sys/epoll.h>
int main(void) {
    int level[5][48], pipes[2];
    struct epoll_event event = {.events = EPOLLIN | EPOLLOUT};
    if (pipe(pipes)) return 1;
    for (int l = 0; l < 5; l++)
        for (int i = 0; i < 48; i++) level[l][i] = epoll_create1(0);
    for (int i = 0; i < 48; i++) epoll_ctl(level[0][i], EPOLL_CTL_ADD, pipes[0], &event);
    for (;;)
        for (int l = 1; l < 5; l++)
            for (int i = 0; i < 48; i++)
                for (int j = 0; j < 48; j++) {
                    epoll_ctl(level[l][i], EPOLL_CTL_ADD, level[l - 1][j], &event);
                    if (j == 47) (void)!write(pipes[1], "x", 1), epoll_wait(level[l][i], &event, 1, 0);
                }
}
