/* class: E
 * tries: to end by the signal that limits are kept with, and to be pitied for it
 * expect: CRASHED
 * stopped by: whose limit was passed is asked of the kernel
 */
int main(void) {
    raise(SIGKILL);
    return 0;
}
