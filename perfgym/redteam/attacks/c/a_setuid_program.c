/* class: A
 * tries: to run set-uid programs, and to create one
 * expect: ACCEPTED
 * stopped by: no host program is mounted, no_new_privs is set, and the scratch folder is noexec and nosuid
 */
int main(void) {
    const char *paths[] = {"/bin/su", "/usr/bin/su", "/usr/bin/sudo", "/usr/bin/passwd", "/bin/mount", "/usr/bin/newuidmap", "/bin/sh", "/usr/bin/env"};
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        rt_leak_if(access(paths[i], F_OK) == 0);
        execve(paths[i], (char *[]){"x", NULL}, (char *[]){NULL});
    }
    int fd = open("/tmp/rt_program", O_CREAT | O_WRONLY, 0700);
    rt_leak_if(write(fd, "#!/supervisor\n", 14) == 14 && fchmod(fd, 06777) == 0 && close(fd) == 0 &&
               (execve("/tmp/rt_program", (char *[]){"x", NULL}, (char *[]){NULL}), errno != EACCES));
    rt_leak_if(mmap(NULL, 4096, PROT_EXEC, MAP_PRIVATE, open("/tmp/rt_program", O_RDONLY), 0) != MAP_FAILED);
    return rt_solve();
}
