/* class: E
 * tries: to end with the status of a harness that could not start it
 * expect: CRASHED
 * stopped by: the supervisor's own steps say how a run ended, not a number
 */
int main(void) { _exit(127); }
