/* class: B
 * tries: to use up the scratch folder's inodes with links, pipes and folders
 * expect: ACCEPTED
 * stopped by: each run has its own scratch folder, of limited size
 */
int main(void) {
    char name[64];
    int made = 0;
    for (; made < 100000; made++) {
        snprintf(name, sizeof name, "/tmp/a-rather-long-name-for-a-file-of-no-bytes-%d", made);
        if (made % 3 ? mkdir(name, 0700) : mkfifo(name, 0600)) break;
    }
    rt_leak_if(made > 5000);
    return rt_solve();
}
