/* class: A
 * tries: to make the kernel load a program of the jail into its own process
 * expect: CRASHED COMPILE_ERROR ACCEPTED
 * stopped by: the loaded program has the rights of the submission, which has none
 */
const char rt_interpreter[] __attribute__((section(".interp"), used)) = "/supervisor";
int main(void) { return rt_solve(); }
