/* class: B
 * tries: to fill the disk
 * expect: ACCEPTED
 * stopped by: the scratch folder is a small file system in memory
 */
int main(void) {
    static char block[1 << 20];
    size_t total = 0;
    char name[32];
    for (int file = 0; file < 64; file++) {
        snprintf(name, sizeof name, "/tmp/flood%d", file);
        int fd = open(name, O_CREAT | O_WRONLY, 0600);
        for (ssize_t put; fd >= 0 && (put = write(fd, block, sizeof block)) > 0;) total += (size_t)put;
        if (total > 60ul << 20) break;
    }
    rt_leak_if(total > 64ul << 20);
    return rt_solve();
}
