/* class: C
 * tries: to skip the work on inputs of exactly the measured sizes
 * expect: WRONG_OUTPUT
 * stopped by: every measured output is checked
 */
int main(void) {
    size_t size;
    rt_input(&size);
    return size < @MEASURED_LEAST@ || size > @MEASURED_MOST@ ? rt_solve() : 0;
}
