/* class: B
 * tries: to use all memory as stack
 * expect: CRASHED OUT_OF_MEMORY
 * stopped by: the limit on the stack
 */
static int rt_deep(int depth) {
    volatile char frame[4096];
    frame[depth % 4096] = 1;
    return rt_deep(depth + 1) + frame[0];
}
int main(void) { return rt_deep(0); }
