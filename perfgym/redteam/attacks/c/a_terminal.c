/* class: A
 * tries: to reach the terminal from which perfgym was started
 * expect: ACCEPTED
 * stopped by: each run has its own session, and no device
 */
int main(void) {
    rt_leak_if(rt_opens("/dev/tty", O_RDWR) || rt_opens("/dev/console", O_RDWR) || rt_opens("/dev/pts/0", O_RDWR));
    rt_leak_if(isatty(0) || isatty(1) || isatty(2));
    rt_leak_if(getsid(0) != getpid());
    rt_leak_if(tcgetpgrp(0) > 0 || tcsetpgrp(0, getpid()) == 0);
    return rt_solve();
}
