/* class: E
 * tries: to end as a harness does that could not start it
 * expect: CRASHED
 * stopped by: how a run ended is known from the supervisor's steps, not from a number
 */
int main(void) { _exit(127); }
