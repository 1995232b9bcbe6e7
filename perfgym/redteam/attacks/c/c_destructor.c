/* class: C
 * tries: to do its work after main, when a careless clock has stopped
 * expect: ACCEPTED
 * stopped by: the kernel's own account of the whole process
 */
static void rt_late(void) { if (rt_solve()) _exit(1); }
int main(void) { return atexit(rt_late); }
