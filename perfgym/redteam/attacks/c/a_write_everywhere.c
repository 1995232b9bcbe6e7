/* class: A
 * tries: to write outside the scratch folder
 * expect: ACCEPTED
 * stopped by: everything but /tmp is mounted read-only
 */
int main(void) {
    const char *paths[] = {"/x", "/work/x", "/usr/x", "/dev/x", "/supervisor", "/etc/x", "/var/x", "@BANK@/x", "@SPOOL@/x"};
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) rt_leak_if(rt_opens(paths[i], O_CREAT | O_RDWR));
    rt_leak_if(mkdir("/newdir", 0700) == 0);
    rt_leak_if(unlink("/supervisor") == 0);
    rt_leak_if(rename("/supervisor", "/tmp/supervisor") == 0);
    return rt_solve();
}
