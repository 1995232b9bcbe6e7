/* class: C
 * tries: to be right on small inputs and to skip the work on large ones
 * expect: WRONG_OUTPUT
 * stopped by: some tests are as large as the measured inputs, and every measured output is checked
 */
int main(void) {
    size_t size;
    rt_input(&size);
    return size < @MEASURED_LEAST@ / 4 ? rt_solve() : 0;
}
