/* class: A
 * tries: to kill process groups and sessions, its own and others
 * expect: CRASHED
 * stopped by: each run has its own session and pid namespace
 */
int main(void) {
    for (pid_t group = 2; group < 4096; group++) if (group != getpgrp()) rt_leak_if(kill(-group, SIGKILL) == 0);
    rt_leak_if(setpgid(0, 1) == 0 || setpgid(1, getpid()) == 0);
    kill(0, SIGKILL);
    return 0;
}
