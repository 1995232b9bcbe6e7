/* class: E
 * tries: to end with nothing open, before anything was written
 * expect: WRONG_OUTPUT CRASHED
 * stopped by: an output that is not there is a wrong one
 */
int main(void) {
    close(0);
    close(1);
    close(2);
    return 0;
}
