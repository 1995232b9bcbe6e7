/* Stack distances: an array of the pages in order of their last use; the page that is used moves to the
 * front. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_USES = 10000000 };

static uint32_t *recent;
static size_t live;

static void read_exactly(void *to, size_t bytes) {
    if (fread(to, 1, bytes, stdin) != bytes) exit(1);
}

static int32_t use(uint32_t id) {
    size_t distance = 0;
    while (distance < live && recent[distance] != id) distance++;
    int known = distance < live;
    if (!known) live++;
    memmove(recent + 1, recent, distance * sizeof *recent);
    recent[0] = id;
    return known ? (int32_t)distance : -1;
}

int main(void) {
    int32_t n;
    read_exactly(&n, sizeof n);
    if (n < 1 || n > MOST_USES) return 1;
    recent = malloc((size_t)n * sizeof *recent);
    if (recent == NULL) return 1;
    for (int32_t i = 0; i < n; i++) {
        uint32_t id;
        read_exactly(&id, sizeof id);
        int32_t distance = use(id);
        if (fwrite(&distance, sizeof distance, 1, stdout) != 1) return 1;
    }
    return fflush(stdout) != 0;
}
