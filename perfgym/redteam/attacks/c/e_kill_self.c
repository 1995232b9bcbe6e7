/* class: E
 * tries: to end by the signal that enforces limits, so that the harness seems to have killed it
 * expect: CRASHED
 * stopped by: the kernel says whether a limit was exceeded
 */
int main(void) {
    raise(SIGKILL);
    return 0;
}
