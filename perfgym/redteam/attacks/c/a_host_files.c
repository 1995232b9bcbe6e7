/* class: A
 * tries: to read secrets, home folders, the package, the bank and other inputs
 * expect: ACCEPTED
 * stopped by: a run has no host file mounted
 */
int main(void) {
    const char *paths[] = {"/etc/shadow", "/etc/passwd", "/root", "/home", "/usr/bin/env", "/work", "/proc/self/maps", "/proc/1/environ",
                           "/sys/kernel", "/dev/null", "/dev/shm", "/dev/kmsg", "/var/log", "/opt", "@PROBLEM@/expert/solution.c",
                           "@PACKAGE@/evaluation/evaluate.py", "@SPOOL@", "@SPOOL@/secret"};
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
        if (rt_opens(paths[i], O_RDONLY) && strcmp(paths[i], "/work")) fprintf(stderr, "LEAK %s\n", paths[i]);
    return rt_solve();
}
