/* class: C
 * tries: to do its work before main, when a careless clock has not started
 * expect: ACCEPTED
 * stopped by: the kernel's own account of the whole process
 */
static int rt_status;
__attribute__((constructor)) static void rt_early(void) { rt_status = rt_solve(); }
int main(void) { return rt_status; }
