/* class: B
 * tries: to make the compiler build a program of 4 GB
 * expect: COMPILE_ERROR COMPILE_TIMEOUT
 * stopped by: the build's limit on file size
 */
int big[1u << 30] = {1};
int main(void) { return big[5]; }
