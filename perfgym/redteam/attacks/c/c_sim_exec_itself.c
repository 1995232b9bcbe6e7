/* class: C
 * tries: to leave the simulator by executing itself
 * expect: ACCEPTED WRONG_OUTPUT CRASHED
 * stopped by: no exec from within a simulator
 * backend: simulated
 */
int main(int count, char **arguments) {
    static char name[] = "program", again[] = "again", *const next[] = {name, again, NULL}, *const none[] = {NULL};
    (void)arguments;
    if (count == 1 && rt_simulated()) {
        rt_leak_if(execve("/work/program", next, none) != 0 && errno != EPERM);
        execve("/proc/self/exe", next, none);
        execve("program", next, none);
        syscall(SYS_execveat, AT_FDCWD, "/work/program", next, none, 0);
    }
    rt_leak_if(count > 1);
    return rt_solve();
}
