/* class: C
 * tries: to pass by exiting with status 0 at once
 * expect: WRONG_OUTPUT
 * stopped by: the output's bytes are compared
 */
int main(void) { exit(0); }
