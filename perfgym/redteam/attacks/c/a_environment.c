/* class: A
 * tries: to find secrets in its environment and its arguments
 * expect: ACCEPTED
 * stopped by: the environment is built from nothing
 */
extern char **environ;
int main(int argc, char **argv) {
    rt_leak_if(environ[0] != NULL);
    rt_leak_if(getenv("PATH") || getenv("HOME") || getenv("PERFGYM_SECRET"));
    rt_leak_if(argc != 1 || strchr(argv[0], '/'));
    return rt_solve();
}
