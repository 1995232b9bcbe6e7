/* class: C
 * tries: to close, overwrite and forge every descriptor that it might have inherited
 * expect: ACCEPTED
 * stopped by: a program has only descriptors 0, 1 and 2
 */
int main(void) {
    int status = rt_solve();
    char report[72] = {0};
    memcpy(report, "1rgp", 4);
    for (int fd = 3; fd < 1024; fd++) {
        rt_leak_if(send(fd, report, sizeof report, 0) > 0);
        rt_leak_if(write(fd, report, sizeof report) > 0);
        close(fd);
    }
    close(0);
    close(2);
    close(1);
    return status;
}
