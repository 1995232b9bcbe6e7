/* class: A
 * tries: to make system calls that are newer than the filter
 * expect: ACCEPTED
 * stopped by: the seccomp filter denies every number that it does not know
 */
int main(void) {
    for (long number = 463; number < 700; number++) rt_leak_if(syscall(number, 0, 0, 0, 0, 0, 0) >= 0 || errno != ENOSYS);
    for (long number = 512; number < 548; number++) rt_leak_if(syscall(number, 0, 0, 0, 0, 0, 0) >= 0);
    return rt_solve();
}
