/* Despeckle: the nine pixels around each pixel are sorted without branches, as far as needed. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { MAX_SIDE = 4096, MAX_TIMES = 1000, NEIGHBOURS = 9 };

static int32_t width, height;

static void read_exactly(void *to, size_t bytes) {
    if (fread(to, 1, bytes, stdin) != bytes) exit(1);
}

static int32_t clamp(int32_t value, int32_t most) { return value < 0 ? 0 : value > most ? most : value; }

static uint8_t pixel_at(const uint8_t *picture, int32_t x, int32_t y) {
    return picture[clamp(y, height - 1) * width + clamp(x, width - 1)];
}

/* Exchanges that leave the median in the middle. */
static const uint8_t EXCHANGES[][2] = {
    {1, 2}, {4, 5}, {7, 8}, {0, 1}, {3, 4}, {6, 7}, {1, 2}, {4, 5}, {7, 8}, {0, 3},
    {5, 8}, {4, 7}, {3, 6}, {1, 4}, {2, 5}, {4, 7}, {4, 2}, {6, 4}, {4, 2},
};

static void exchange(uint8_t *low, uint8_t *high) {
    uint8_t a = *low, b = *high;
    *low = a < b ? a : b;
    *high = a < b ? b : a;
}

static uint8_t median(const uint8_t *picture, int32_t x, int32_t y) {
    uint8_t pixels[NEIGHBOURS];
    int count = 0;
    for (int32_t down = -1; down <= 1; down++)
        for (int32_t right = -1; right <= 1; right++)
            pixels[count++] = pixel_at(picture, x + right, y + down);
#pragma GCC unroll 32
    for (size_t i = 0; i < sizeof EXCHANGES / sizeof *EXCHANGES; i++)
        exchange(&pixels[EXCHANGES[i][0]], &pixels[EXCHANGES[i][1]]);
    return pixels[NEIGHBOURS / 2];
}

__attribute__((noinline)) /* the same code, whatever it is called from */
static void smooth(const uint8_t *from, uint8_t *to) {
    for (int32_t y = 0; y < height; y++)
        for (int32_t x = 0; x < width; x++) to[y * width + x] = median(from, x, y);
}

int main(void) {
    int32_t header[3];
    read_exactly(header, sizeof header);
    width = header[0];
    height = header[1];
    int32_t times = header[2];
    if (width < 1 || width > MAX_SIDE || height < 1 || height > MAX_SIDE || times < 0 || times > MAX_TIMES)
        return 1;
    size_t pixels = (size_t)width * (size_t)height;
    uint8_t *now = malloc(pixels), *next = malloc(pixels);
    if (now == NULL || next == NULL) return 1;
    read_exactly(now, pixels);
    for (; times > 0; times--) {
        smooth(now, next);
        uint8_t *old = now;
        now = next;
        next = old;
    }
    if (fwrite(now, 1, pixels, stdout) != pixels || fflush(stdout) != 0) return 1;
    free(now);
    free(next);
    return 0;
}
