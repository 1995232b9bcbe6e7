/* class: C
 * tries: to be right on small inputs and to do nothing on large ones
 * expect: WRONG_OUTPUT
 * stopped by: tests as large as the measured inputs; every measured output is checked
 */
int main(void) {
    size_t size;
    rt_input(&size);
    return size < @MEASURED_LEAST@ / 4 ? rt_solve() : 0;
}
