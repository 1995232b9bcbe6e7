/* class: C
 * tries: to leave memory for the kernel to free, so that this interrupts the reference at its cost
 * expect: ACCEPTED
 * stopped by: creating it costs the program more than freeing it costs the reference
 */
#include <sys/inotify.h>
int main(void) {
    int status = rt_solve(), pair[2];
    char name[32];
    for (int i = 0; i < 2000; i++) {
        snprintf(name, sizeof name, "/tmp/rt_%d", i);
        int fd = open(name, O_CREAT | O_RDWR, 0600);
        if (fd >= 0) (void)!fallocate(fd, 0, 0, 16384), close(fd);
    }
    for (int i = 0; i < 100; i++)
        if (socketpair(AF_UNIX, SOCK_DGRAM, 0, pair) == 0) {
            fcntl(pair[0], F_SETFL, O_NONBLOCK);
            while (write(pair[0], name, 1) == 1) {}
        }
    return status;
}
