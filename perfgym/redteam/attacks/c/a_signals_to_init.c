/* class: A
 * tries: to kill, stop or confuse pid 1
 * expect: ACCEPTED
 * stopped by: pid 1 of a namespace receives no signal from inside for which it has no handler
 */
int main(void) {
    for (int number = 1; number < 65; number++) {
        kill(1, number);
        syscall(SYS_tkill, 1, number);
        syscall(SYS_tgkill, 1, 1, number);
        sigqueue(1, number, (union sigval){0});
    }
    return rt_solve();
}
