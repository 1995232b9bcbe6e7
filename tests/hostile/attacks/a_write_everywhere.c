/* class: A
 * tries: to write outside the scratch folder
 * expect: ACCEPTED
 * stopped by: everything but /tmp is mounted read-only
 */
int main(void) {
    const char *paths[] = {"/x", "/work/x", "/usr/x", "/dev/x", "/input", "/runner", "/etc/x", "/var/x", "@BANK@/x", "@SPOOL@/x"};
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) leak_if(opens(paths[i], O_CREAT | O_RDWR));
    leak_if(mkdir("/newdir", 0700) == 0);
    leak_if(unlink("/runner") == 0);
    leak_if(rename("/runner", "/tmp/runner") == 0);
    return solve();
}
