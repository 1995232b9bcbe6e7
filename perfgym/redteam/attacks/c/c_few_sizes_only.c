/* class: C
 * tries: to print nothing for inputs that are larger than small tests and unlike measured inputs in size
 * expect: WRONG_OUTPUT
 * stopped by: some tests have sizes from the whole range that the statement allows
 * problems: sort
 */
int main(void) {
    size_t size;
    rt_input(&size);
    int small = size < 25000, like_measured = size > @MEASURED_LEAST@ / 20 * 19 && size < @MEASURED_MOST@ / 10 * 17;
    return small || like_measured ? rt_solve() : 0;
}
