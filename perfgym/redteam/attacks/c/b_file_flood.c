/* class: B
 * tries: to create a million empty files
 * expect: ACCEPTED
 * stopped by: the limit on the scratch folder's inodes
 */
int main(void) {
    char name[32];
    int made = 0;
    for (; made < 1000000; made++) {
        snprintf(name, sizeof name, "/tmp/%d", made);
        int fd = open(name, O_CREAT | O_WRONLY, 0600);
        if (fd < 0) break;
        close(fd);
    }
    rt_leak_if(made > 5000);
    return rt_solve();
}
