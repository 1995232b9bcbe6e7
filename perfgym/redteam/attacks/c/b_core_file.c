/* class: B
 * tries: to leave a core file of gigabytes
 * expect: CRASHED
 * stopped by: the limit on core files
 */
int main(void) {
    char *block = mmap(NULL, 64 << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (block != MAP_FAILED) memset(block, 1, 64 << 20);
    prctl(PR_SET_DUMPABLE, 1, 0, 0, 0);
    raise(SIGQUIT);
    return 0;
}
