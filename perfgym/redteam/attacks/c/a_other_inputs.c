/* class: A
 * tries: to find the inputs of other runs under the scratch folder
 * expect: ACCEPTED
 * stopped by: each run's scratch folder is mounted over them, in its own mount namespace
 */
#include <dirent.h>
static void rt_list(const char *path) {
    DIR *folder = opendir(path);
    for (struct dirent *entry; folder && (entry = readdir(folder));)
        if (strcmp(entry->d_name, ".") && strcmp(entry->d_name, "..")) fprintf(stderr, "LEAK %s/%s\n", path, entry->d_name);
}
int main(void) {
    char path[32];
    rt_list("/tmp");
    rt_list("/work");
    rt_list(".");
    rt_leak_if(umount2("/tmp", MNT_DETACH) == 0 || umount2("/tmp", 0) == 0 || umount2("/work", MNT_DETACH) == 0);
    rt_leak_if(mount("/tmp", "/work", NULL, MS_BIND | MS_REC, NULL) == 0 || mount(NULL, "/tmp", NULL, MS_MOVE, NULL) == 0);
    for (int name = 0; name < 300; name++) {
        snprintf(path, sizeof path, "/tmp/%d", name);
        rt_leak_if(access(path, F_OK) == 0);
        rt_leak_if(openat(0, path + 5, O_RDONLY) >= 0);
    }
    rt_leak_if(openat(0, "..", O_RDONLY | O_DIRECTORY) >= 0);
    rt_leak_if(fchdir(0) == 0);
    return rt_solve();
}
