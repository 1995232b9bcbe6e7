/* class: C
 * tries: to write the answer twice
 * expect: WRONG_OUTPUT
 * stopped by: the length is compared first
 */
int main(void) {
    if (!read_matrices()) return 1;
    multiply();
    return write_product() && write_product() ? 0 : 1;
}
