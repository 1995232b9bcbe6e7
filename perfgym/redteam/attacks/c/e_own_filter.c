/* class: E
 * tries: to filter its own system calls so that it cannot end and looks like a broken jail
 * expect: CRASHED TIMED_OUT
 * stopped by: a program's own filter binds only itself, and no filter stops SIGKILL
 */
#include <linux/filter.h>
#include <linux/seccomp.h>
int main(void) {
    struct sock_filter calls[] = {
        {0x20, 0, 0, 0}, {0x15, 0, 1, SYS_exit_group}, {0x06, 0, 0, 0x7fc00000 /* USER_NOTIF */},
        {0x15, 0, 1, SYS_exit}, {0x06, 0, 0, 0x80000000 /* KILL_PROCESS */}, {0x06, 0, 0, 0x7fff0000},
    };
    struct sock_fprog program = {sizeof calls / sizeof *calls, calls};
    rt_solve();
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    long listener = syscall(SYS_seccomp, 1, 8 /* NEW_LISTENER */ | (1 << 5) /* WAIT_KILLABLE_RECV */ | (1 << 4), &program);
    if (listener < 0) syscall(SYS_seccomp, 1, 8, &program);
    syscall(SYS_exit_group, 0);
    syscall(SYS_exit, 0);
}
