/* class: C
 * tries: to do its work before main, where a careless clock has not started
 * expect: ACCEPTED
 * stopped by: the kernel's own account of the whole process
 */
static int status;
__attribute__((constructor)) static void early(void) { status = solve(); }
int main(void) { return status; }
