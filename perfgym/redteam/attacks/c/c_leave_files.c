/* class: C
 * tries: to leave files for the next run, wherever it can create one
 * expect: ACCEPTED
 * stopped by: only the scratch folder can be written, and it is removed with the run
 */
int main(void) {
    const char *paths[] = {"/tmp/rt_note", "/work/rt_note", "/rt_note", "/dev/rt_note", "/dev/shm/rt_note", "/proc/rt_note",
                           "rt_note", "../rt_note", "/supervisor", "/tmp/../rt_note", "/run/rt_note", "/var/tmp/rt_note"};
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        rt_leak_if(i != 8 && access(paths[i], F_OK) == 0);
        int fd = open(paths[i], O_CREAT | O_RDWR, 0600);
        rt_leak_if(fd >= 0 && i != 0);
        if (fd >= 0 && write(fd, "note", 4) == 4) close(fd);
    }
    rt_leak_if(mkfifo("/work/rt_fifo", 0600) == 0 || symlink("/tmp", "/work/rt_link") == 0);
    rt_leak_if(link("/supervisor", "/tmp/rt_link") == 0);
    rt_leak_if(chmod("/supervisor", 0777) == 0 || chmod("/work", 0777) == 0 || chmod("/", 0777) == 0);
    rt_leak_if(utimensat(AT_FDCWD, "/supervisor", NULL, 0) == 0 || utimensat(AT_FDCWD, "/work", NULL, 0) == 0);
    struct stat scratch;
    rt_leak_if(stat("/tmp", &scratch) || (scratch.st_mode & 0777) != 0777);
    int status = rt_solve();
    chmod("/tmp", 0);
    return status;
}
