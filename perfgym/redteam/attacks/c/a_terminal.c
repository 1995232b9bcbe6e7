/* class: A
 * tries: to reach the terminal of whoever started it
 * expect: ACCEPTED
 * stopped by: a session of its own, and no device
 */
int main(void) {
    rt_leak_if(rt_opens("/dev/tty", O_RDWR) || rt_opens("/dev/console", O_RDWR) || rt_opens("/dev/pts/0", O_RDWR));
    rt_leak_if(isatty(0) || isatty(1) || isatty(2));
    rt_leak_if(getsid(0) != getpid());
    rt_leak_if(tcgetpgrp(0) > 0 || tcsetpgrp(0, getpid()) == 0);
    return rt_solve();
}
