/* Each pattern is compared with the text at each place, its first three bytes at once. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_PATTERNS = 2000, MAX_TEXT = 5000000, SHORTEST = 3, LONGEST = 12 };

struct pattern {
    uint8_t length, bytes[LONGEST];
};

static void read_exactly(void *to, size_t bytes) {
    if (fread(to, 1, bytes, stdin) != bytes) exit(1);
}

static int32_t read_int(int32_t least, int32_t most) {
    int32_t value;
    read_exactly(&value, sizeof value);
    if (value < least || value > most) exit(1);
    return value;
}

/* The first three bytes of a pattern, or of what stands in the text, as one number. */
static uint32_t first_three(const uint8_t *bytes) {
    return bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16;
}

static void search(const uint8_t *text, int32_t n, const struct pattern *pattern, uint32_t *result) {
    uint32_t count = 0, sum = 0, wanted = first_three(pattern->bytes);
    for (int32_t i = 0; i + pattern->length <= n; i++) {
        if (first_three(text + i) != wanted) continue;
        if (memcmp(text + i, pattern->bytes, pattern->length) == 0) {
            count++;
            sum += (uint32_t)i;
        }
    }
    result[0] = count;
    result[1] = sum;
}

int main(void) {
    static struct pattern patterns[MAX_PATTERNS];
    int32_t k = read_int(0, MAX_PATTERNS);
    for (int32_t i = 0; i < k; i++) {
        read_exactly(&patterns[i].length, 1);
        if (patterns[i].length < SHORTEST || patterns[i].length > LONGEST) return 1;
        read_exactly(patterns[i].bytes, patterns[i].length);
    }
    int32_t n = read_int(0, MAX_TEXT);
    uint8_t *text = malloc((size_t)n + 1);
    if (text == NULL) return 1;
    read_exactly(text, (size_t)n);
    for (int32_t i = 0; i < k; i++) {
        uint32_t result[2];
        search(text, n, &patterns[i], result);
        if (fwrite(result, sizeof result, 1, stdout) != 1) return 1;
    }
    return fflush(stdout) != 0;
}
