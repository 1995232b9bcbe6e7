/* class: E
 * tries: to end in ways that libraries make a report of
 * expect: CRASHED
 * stopped by: a crash is the program's
 */
int main(void) {
    void *volatile block = malloc(4000), *volatile same = block;
    free(block);
    free(same);
    return 0;
}
