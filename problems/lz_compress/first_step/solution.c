/* Greedy compression: every distance is tried, but most are ruled out by a single byte. Bytes are compared
 * one by one only if the byte that would make the best match longer is equal. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { MAX_N = 1000000, WINDOW = 4096, LEAST = 3, MOST = 255 };

struct match {
    int length, distance;
};

static void read_exactly(void *to, size_t bytes) {
    if (fread(to, 1, bytes, stdin) != bytes) exit(1);
}

static int common_length(const uint8_t *a, const uint8_t *b, int most) {
    int length = 0;
    while (length < most && a[length] == b[length]) length++;
    return length;
}

__attribute__((noinline)) /* the same code, whatever it is called from */
static struct match longest_match(const uint8_t *text, int n, int place) {
    struct match best = {0, 0};
    int most = n - place < MOST ? n - place : MOST;
    for (int distance = 1; distance <= WINDOW && distance <= place; distance++) {
        if (text[place - distance + best.length] != text[place + best.length]) continue;
        int length = common_length(text + place - distance, text + place, most);
        if (length > best.length) best = (struct match){length, distance};
        if (best.length == most) break;
    }
    return best;
}

int main(void) {
    int32_t n;
    read_exactly(&n, sizeof n);
    if (n < 0 || n > MAX_N) return 1;
    uint8_t *text = malloc((size_t)n + 1);
    if (text == NULL) return 1;
    read_exactly(text, (size_t)n);
    for (int place = 0; place < n;) {
        struct match match = longest_match(text, n, place);
        if (match.length >= LEAST) {
            putchar(1);
            putchar(match.distance % 256);
            putchar(match.distance / 256);
            putchar(match.length);
            place += match.length;
        } else {
            putchar(0);
            putchar(text[place]);
            place++;
        }
    }
    free(text);
    return ferror(stdout) || fflush(stdout) != 0;
}
