/* class: A
 * tries: to pass the compiler options that load plug-ins and write files
 * expect: ACCEPTED COMPILE_ERROR
 * stopped by: a source can set optimisation options only, and a build can write to one folder only
 */
#pragma GCC optimize("-fplugin=/work/solution.c", "plugin=/tmp/x.so", "dump-tree-all=/tmp/solution", "profile-use=/etc/passwd")
#pragma GCC target("fplugin=/tmp/x.so")
__attribute__((optimize("-fplugin=/tmp/x.so,-wrapper,/supervisor", "auto-profile=/etc/passwd"))) static int rt_work(void) {
    return rt_solve();
}
int main(void) { return rt_work(); }
