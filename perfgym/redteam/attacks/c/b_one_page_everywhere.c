/* class: B
 * tries: to map one page sixty thousand times, and to remove it again and again
 * expect: TIMED_OUT CRASHED OUT_OF_MEMORY
 * stopped by: the number of mappings is limited, and the calls return soon when a signal arrives
 */
int main(void) {
    char *page;
    if (ftruncate(1, 4096)) return 1;
    for (int i = 0; i < 60000; i++) {
        page = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, 1, 0);
        if (page == MAP_FAILED) break;
        page[i % 4096] = 1;
    }
    for (;;) {
        fallocate(1, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, 0, 4096);
        if (ftruncate(1, 0) || ftruncate(1, 4096)) return 1;
    }
}
