/* class: A
 * tries: to find out which files the host has
 * expect: ACCEPTED
 * stopped by: builds see only the compiler's own files
 */
#if __has_include("/etc/passwd") || __has_include("/etc/shadow") || __has_include("/root/.bashrc") || __has_include("/proc/version") || \
    __has_include("@PROBLEM@/expert/solution.c") || __has_include("@PACKAGE@/evaluation/evaluate.py") || __has_include("@PACKAGE@/sandbox/supervisor.c")
enum { RT_SEEN = 1 };
#else
enum { RT_SEEN = 0 };
#endif
int main(void) {
    rt_leak_if(RT_SEEN);
    return rt_solve();
}
