/* class: E
 * tries: to end in ways on which libraries print a report
 * expect: CRASHED
 * stopped by: a crash is the program's failure
 */
int main(void) {
    void *volatile block = malloc(4000), *volatile same = block;
    free(block);
    free(same);
    return 0;
}
