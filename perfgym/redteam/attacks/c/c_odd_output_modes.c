/* class: C
 * tries: to leave its output's open file, which the harness shares, in modes that hinder reading
 * expect: ACCEPTED
 * stopped by: the output is read by position, which these modes do not change
 */
int main(void) {
    size_t size;
    char *answer = rt_answer(&size);
    int status = rt_put(answer, size);
    fallocate(1, FALLOC_FL_KEEP_SIZE, (off_t)size, 1 << 20);
    lseek(1, 0x7fffffffffff, SEEK_SET);
    lseek(2, -1, SEEK_END);
    for (int fd = 1; fd < 3; fd++) {
        fcntl(fd, F_SETFL, O_APPEND | O_NONBLOCK | O_ASYNC);
        fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_DIRECT | O_NOATIME);
        fcntl(fd, F_SETSIG, SIGKILL);
        fcntl(fd, F_SETOWN, 1);
        fcntl(fd, F_OFD_SETLK, &(struct flock){.l_type = F_WRLCK});
        posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED);
        ioctl(fd, FIOASYNC, &(int){1});
    }
    char *shared = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, 1, 0);
    if (shared != MAP_FAILED) memset(shared, 0, size), memcpy(shared, answer, size);
    return status;
}
