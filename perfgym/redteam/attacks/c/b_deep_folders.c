/* class: B
 * tries: to leave a folder tree so deep that removing it fails
 * expect: ACCEPTED
 * stopped by: the scratch folder vanishes with its mount, and nobody walks it
 */
int main(void) {
    for (int depth = 0; depth < 3000 && mkdir("d", 0700) == 0; depth++) if (chdir("d")) break;
    if (chdir("/tmp") == 0) for (int depth = 0; depth < 3000 && mkdir("d", 0700) == 0; depth++) if (chdir("d")) break;
    return rt_solve();
}
