/* class: E
 * tries: to end with the status of a program killed from outside
 * expect: CRASHED
 * stopped by: an exit status is not a signal
 */
int main(void) { _exit(128 + SIGKILL); }
