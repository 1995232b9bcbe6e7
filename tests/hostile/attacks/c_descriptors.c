/* class: C
 * tries: to close, to overwrite and to forge on every descriptor it might have inherited
 * expect: ACCEPTED
 * stopped by: a program holds descriptors 0, 1 and 2 alone
 */
int main(void) {
    int status = solve();
    char report[72] = {0};
    memcpy(report, "1rgp", 4);
    for (int fd = 3; fd < 1024; fd++) {
        leak_if(send(fd, report, sizeof report, 0) > 0);
        leak_if(write(fd, report, sizeof report) > 0);
        close(fd);
    }
    close(0);
    close(2);
    close(1);
    return status;
}
