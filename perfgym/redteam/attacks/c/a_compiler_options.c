/* class: A
 * tries: to give the compiler options that load plug-ins and write files
 * expect: ACCEPTED COMPILE_ERROR
 * stopped by: the compiler takes options of optimisation alone from a source; a build has one place to write
 */
#pragma GCC optimize("-fplugin=/work/solution.c", "plugin=/tmp/x.so", "dump-tree-all=/tmp/solution", "profile-use=/etc/passwd")
#pragma GCC target("fplugin=/tmp/x.so")
__attribute__((optimize("-fplugin=/tmp/x.so,-wrapper,/supervisor", "auto-profile=/etc/passwd"))) static int rt_work(void) {
    return rt_solve();
}
int main(void) { return rt_work(); }
