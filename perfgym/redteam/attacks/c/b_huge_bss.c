/* class: B
 * tries: to get 60 GB of memory before it starts
 * expect: COMPILE_ERROR CRASHED OUT_OF_MEMORY ACCEPTED
 * stopped by: memory is charged when it is touched, and the limit stops it then
 */
static char rt_huge[60ul << 30];
int main(void) {
    for (size_t i = 0; i < sizeof rt_huge; i += 4096) rt_huge[i] = 1;
    return rt_solve();
}
