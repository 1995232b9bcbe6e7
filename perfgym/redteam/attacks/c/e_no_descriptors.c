/* class: E
 * tries: to end with every descriptor closed, before it wrote anything
 * expect: WRONG_OUTPUT CRASHED
 * stopped by: a missing output is a wrong output
 */
int main(void) {
    close(0);
    close(1);
    close(2);
    return 0;
}
