/* class: C
 * tries: to overwrite the simulator's counters, which are in its own memory
 * expect: ACCEPTED CRASHED
 * stopped by: a native run on the same input shows that it is not as fast as claimed
 * backend: simulated
 */
/* Values that look like counts and not like addresses. */
static void forget_counts_in(uint64_t *page) {
    for (int i = 0; i < 512; i++)
        if (page[i] > 50000 && page[i] < (uint64_t)1 << 35 && (page[i] < 0x58000000 || page[i] > 0x5a000000))
            page[i] = 1;
}

int main(void) {
    int status = rt_solve();
    for (uintptr_t page = 0x1002001000; rt_simulated() && page < 0x1003000000; page += 4096)
        if (rt_readable(page)) forget_counts_in((uint64_t *)page);
    return status;
}
