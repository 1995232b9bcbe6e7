/* Answers with the right number of bytes, all of them zero. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int main(void) {
    int32_t n;
    if (fread(&n, sizeof n, 1, stdin) != 1) return 1;
    size_t count = (size_t)n * (size_t)n;
    float *zeros = calloc(count, sizeof *zeros);
    if (!zeros || fwrite(zeros, sizeof *zeros, count, stdout) != count) return 1;
    return 0;
}
