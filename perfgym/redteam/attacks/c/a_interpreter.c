/* class: A
 * tries: to have the kernel load a program of the jail's into its own process
 * expect: CRASHED COMPILE_ERROR ACCEPTED
 * stopped by: what is loaded has the program's rights, which are none
 */
const char rt_interpreter[] __attribute__((section(".interp"), used)) = "/supervisor";
int main(void) { return rt_solve(); }
