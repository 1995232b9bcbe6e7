/* class: C
 * tries: to leave no space for the counts
 * expect: ACCEPTED CRASHED
 * stopped by: a simulated program can open no file
 * backend: simulated
 */
int main(void) {
    int status = rt_solve();
    char path[64];
    static char block[1 << 20];
    for (int i = 0; i < 5000; i++) {
        snprintf(path, sizeof path, "/tmp/%d", i);
        int file = open(path, O_WRONLY | O_CREAT, 0600);
        if (file < 0) break;
        if (write(file, block, sizeof block) < 0) block[0] = 1;
        close(file);
    }
    return status;
}
