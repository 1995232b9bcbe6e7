/* class: B
 * tries: to fill the machine with processes
 * expect: ACCEPTED WRONG_OUTPUT
 * stopped by: a run cannot start processes
 */
int main(void) {
    for (int i = 0; i < 100000; i++) rt_leak_if(fork() >= 0);
    rt_leak_if(vfork() >= 0);
    return rt_solve();
}
