/* class: C
 * tries: to print nothing for inputs of most sizes, and to be right on small ones and about the measured ones
 * expect: WRONG_OUTPUT
 * stopped by: some tests have sizes from the whole range that the statement allows
 * problems: sort, hash_table
 */
int main(void) {
    size_t size;
    rt_input(&size);
    return size < 210000 || (size > @MEASURED_LEAST@ / 50 * 49 && size < @MEASURED_MOST@ / 50 * 51) ? rt_solve() : 0;
}
