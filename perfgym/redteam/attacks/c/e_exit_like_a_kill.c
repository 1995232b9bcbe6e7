/* class: E
 * tries: to end as if it had been killed from outside
 * expect: CRASHED
 * stopped by: an exit status is no signal
 */
int main(void) { _exit(128 + SIGKILL); }
