/* class: A
 * tries: to map as code, or to execute, a file that it wrote: in the scratch folder, its output, its errors
 * expect: ACCEPTED
 * stopped by: no file can be mapped as code, and no file that a program can write can be executed
 */
/* Return how many of the ways to make code of a file worked, once the file is as before. */
static int rt_loads(int fd) {
    int worked = 0;
    struct stat before;
    if (fstat(fd, &before) || ftruncate(fd, 4096)) return 0;
    for (int rights = 4; rights < 8; rights++)
        for (int kind = MAP_SHARED; kind <= MAP_SHARED_VALIDATE; kind++) worked += mmap(NULL, 4096, rights, kind, fd, 0) != MAP_FAILED;
    char *shared = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (shared != MAP_FAILED) shared[4095] = '\xc3', worked += mprotect(shared, 4096, PROT_READ | PROT_EXEC) == 0;
    syscall(SYS_execveat, fd, "", (char *[]){"x", NULL}, (char *[]){NULL}, AT_EMPTY_PATH);
    worked += errno != EACCES && errno != EPERM; /* any other error is about what the file holds */
    if (ftruncate(fd, before.st_size)) abort();
    return worked;
}
int main(void) {
    rt_leak_if(rt_loads(open("/tmp/code", O_CREAT | O_RDWR, 0777)) || rt_loads(open("/tmp", O_TMPFILE | O_RDWR, 0777)));
    rt_leak_if(rt_loads(1));
    rt_leak_if(rt_loads(2));
    rt_leak_if(mmap(NULL, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE, 0, 0) != MAP_FAILED);
    rt_leak_if(syscall(SYS_memfd_create, "code", 0) >= 0);
    rt_leak_if(syscall(@SYS_uselib@, "/tmp/code") == 0);
    rt_leak_if(execve("/tmp/code", (char *[]){"x", NULL}, (char *[]){NULL}) == 0 || errno != EACCES);
    return rt_solve();
}
