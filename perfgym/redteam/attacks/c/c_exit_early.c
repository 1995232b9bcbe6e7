/* class: C
 * tries: to pass by ending well
 * expect: WRONG_OUTPUT
 * stopped by: output bytes decide
 */
int main(void) { exit(0); }
