/* class: C
 * tries: to leave a note that the tests are over
 * expect: ACCEPTED
 * stopped by: nothing outlives a run: no file, no shared memory, no mark on the input
 */
int main(void) {
    struct stat input;
    fstat(0, &input);
    rt_leak_if(access("/tmp/note", F_OK) == 0);
    rt_leak_if(lseek(0, 0, SEEK_CUR) != 0);
    rt_leak_if(fgetxattr(0, "user.note", NULL, 0) >= 0);
    rt_leak_if(input.st_mtime < 1000000);
    rt_leak_if(input.st_mode & 0222);
    close(open("/tmp/note", O_CREAT | O_WRONLY, 0600));
    rt_leak_if(fsetxattr(0, "user.note", "x", 1, 0) == 0);
    rt_leak_if(futimens(0, (struct timespec[2]){{1, 0}, {1, 0}}) == 0);
    rt_leak_if(fchmod(0, 0666) == 0);
    rt_leak_if(write(0, "x", 1) > 0);
    rt_leak_if(rt_opens("/dev/shm/note", O_CREAT | O_RDWR));
    return rt_solve();
}
