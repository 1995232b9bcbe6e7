/* class: C
 * tries: to find the name of the counts file in the simulator's memory, and to forge that file
 * expect: ACCEPTED
 * stopped by: a simulated program can open no file
 * backend: simulated
 */
static const uintptr_t places[][2] = {{0x58000000, 0x59000000}, {0x1002001000, 0x1002800000}};

int main(void) {
    int status = rt_solve();
    for (size_t i = 0; rt_simulated() && i < 2; i++)
        for (uintptr_t page = places[i][0]; page < places[i][1]; page += 4096) {
            if (!rt_readable(page)) continue;
            for (char *at = (char *)page; at < (char *)page + 4096 - 24; at++) {
                char name[24] = {0};
                if (memcmp(at, "/tmp/", 5) != 0) continue;
                memcpy(name, at, 21);
                rt_forge(name);
            }
        }
    return status;
}
