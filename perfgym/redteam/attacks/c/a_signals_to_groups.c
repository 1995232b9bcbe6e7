/* class: A
 * tries: to kill by groups and sessions, its own and others'
 * expect: CRASHED
 * stopped by: a session and a pid namespace of its own
 */
int main(void) {
    for (pid_t group = 2; group < 4096; group++) if (group != getpgrp()) rt_leak_if(kill(-group, SIGKILL) == 0);
    rt_leak_if(setpgid(0, 1) == 0 || setpgid(1, getpid()) == 0);
    kill(0, SIGKILL);
    return 0;
}
