/* class: C
 * tries: to leave the simulator by executing itself
 * expect: CRASHED
 * stopped by: a simulated program cannot exec
 * backend: simulated
 */
int main(int count, char **arguments) {
    static char name[] = "program", again[] = "again", *const next[] = {name, again, NULL}, *const none[] = {NULL};
    (void)arguments;
    if (count == 1 && rt_simulated()) {
        execve("/work/program", next, none); /* does not return even if the simulator cannot do it */
        execve("/proc/self/exe", next, none);
        execve("program", next, none);
        syscall(SYS_execveat, AT_FDCWD, "/work/program", next, none, 0);
    }
    return rt_solve();
}
