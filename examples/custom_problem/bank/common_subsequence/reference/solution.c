/* Longest common subsequence by dynamic programming: one table cell for each pair of prefixes. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { MOST = 20000 };

__attribute__((noinline)) /* the same code, whatever it is called from */
static int32_t longest(int32_t a, int32_t b, const char *first, const char *second, int32_t *table) {
    size_t row = (size_t)b + 1;
    for (int32_t j = 0; j <= b; j++) table[j] = 0;
    for (int32_t i = 1; i <= a; i++) {
        int32_t *now = table + (size_t)i * row, *above = now - row;
        now[0] = 0;
        for (int32_t j = 1; j <= b; j++) {
            if (first[i - 1] == second[j - 1]) {
                now[j] = above[j - 1] + 1;
            } else {
                now[j] = above[j] > now[j - 1] ? above[j] : now[j - 1];
            }
        }
    }
    return table[(size_t)a * row + (size_t)b];
}

int main(void) {
    int32_t a, b;
    if (fread(&a, sizeof a, 1, stdin) != 1 || fread(&b, sizeof b, 1, stdin) != 1) return 1;
    if (a < 0 || a > MOST || b < 0 || b > MOST) return 1;
    char *text = malloc((size_t)a + (size_t)b + 1);
    int32_t *table = malloc(((size_t)a + 1) * ((size_t)b + 1) * sizeof *table);
    if (text == NULL || table == NULL) return 1;
    if (fread(text, 1, (size_t)a + (size_t)b, stdin) != (size_t)a + (size_t)b) return 1;
    int32_t found = longest(a, b, text, text + a, table);
    if (fwrite(&found, sizeof found, 1, stdout) != 1 || fflush(stdout) != 0) return 1;
    free(text);
    free(table);
    return 0;
}
