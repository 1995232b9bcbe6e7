/* class: A
 * tries: to map as code, or to execute, a file that it wrote: in the scratch folder, its output, its errors
 * expect: ACCEPTED
 * stopped by: no file can be mapped as code, and no file that a program can write can be executed
 */
static void rt_load(int fd) {
    struct stat before;
    if (fstat(fd, &before) || ftruncate(fd, 4096)) return;
    for (int rights = 4; rights < 8; rights++)
        for (int kind = MAP_SHARED; kind <= MAP_SHARED_VALIDATE; kind++) rt_leak_if(mmap(NULL, 4096, rights, kind, fd, 0) != MAP_FAILED);
    char *shared = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (shared != MAP_FAILED) {
        memcpy(shared, "\x31\xc0\xc3", 3);
        rt_leak_if(mprotect(shared, 4096, PROT_READ | PROT_EXEC) == 0);
        munmap(shared, 4096);
    }
    syscall(SYS_execveat, fd, "", (char *[]){"x", NULL}, (char *[]){NULL}, AT_EMPTY_PATH);
    rt_leak_if(errno != EACCES && errno != EPERM);
    if (ftruncate(fd, before.st_size)) abort();
}
int main(void) {
    rt_load(open("/tmp/code", O_CREAT | O_RDWR, 0777));
    rt_load(open("/tmp", O_TMPFILE | O_RDWR, 0777));
    rt_load(1), rt_load(2);
    rt_leak_if(mmap(NULL, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE, 0, 0) != MAP_FAILED);
    rt_leak_if(syscall(SYS_memfd_create, "code", 0) >= 0);
    rt_leak_if(syscall(134 /* uselib */, "/tmp/code") == 0);
    rt_leak_if(execve("/tmp/code", (char *[]){"x", NULL}, (char *[]){NULL}) == 0 || errno != EACCES);
    return rt_solve();
}
