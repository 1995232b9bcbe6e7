/* Game of life with everything a knob: how a cell is stored, how cells across the border are found, how neighbours
 * are counted, what is decided by the count, and in which order. Adders take all cells of a vector at once. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    A_WORD, A_BIT, CELL = ${CELL},
    DIVIDED, COMPARED, LISTED, REPEATED, BORDER = ${BORDER},
    ONE_BY_ONE, UNTIL_FOUR, ADDED, PASSES, PATTERN, SLIDING, ADDERS, COUNTED = ${COUNTED},
    BRANCHES, TABLE, ARITHMETIC, RULE = ${RULE},
    CELLS, ROWS, COLUMNS, LINES = ${LINES}, READ = ${READ}, WRITTEN = ${WRITTEN},
    COPIED, SWAPPED, NEXT = ${NEXT},
    WORD_BITS = ${WORD_BITS},
    LANES = ${LANES}, /* words of a vector */
    ROW_ALIGNED = ${ROW_ALIGNED}, /* bytes */
    CELLS_A_WORD = CELL == A_BIT ? WORD_BITS : 1,
    MARGIN = CELLS_A_WORD, /* cells left of a row; there is also a row above, and one below */
    MAX_SIDE = 4096,
    MAX_GENERATIONS = 10000
};
_Static_assert(COUNTED != ADDERS || BORDER == REPEATED, "adders do not look for cells across the border");
_Static_assert(COUNTED != ADDERS || RULE == ARITHMETIC, "adders do not look at one cell's count");

typedef uint${WORD_BITS}_t word;
typedef word vector __attribute__((vector_size(LANES * sizeof(word)), may_alias, aligned(sizeof(word))));

/* The number of living cells among three, in two bits. */
struct sum {
    vector ones, twos;
};

static int width, height;
static size_t vectors, stride; /* vectors and words of a row */
static int wrapped_x[MAX_SIDE + 2], wrapped_y[MAX_SIDE + 2]; /* of -1 to the side */
static uint8_t *counts;
static uint8_t next_of_pattern[512]; /* three rows of three cells, a bit each */

static void read_exactly(void *to, size_t bytes) {
    if (fread(to, 1, bytes, stdin) != bytes) exit(1);
}

static void write_exactly(const void *from, size_t bytes) {
    if (fwrite(from, 1, bytes, stdout) != bytes) exit(1);
}

static void *allocate(size_t count, size_t bytes) {
    void *memory = calloc(count, bytes);
    if (memory == NULL) exit(1);
    return memory;
}

/* Too small to be calls, whatever the flags. */
#define SMALL static inline __attribute__((always_inline))

SMALL size_t word_of(int x, int y) { return (size_t)(y + 1) * stride + (unsigned)(x + MARGIN) / CELLS_A_WORD; }

SMALL unsigned bit_of(int x) { return (unsigned)(x + MARGIN) % CELLS_A_WORD; }

SMALL unsigned cell(const word *grid, int x, int y) {
    word here = grid[word_of(x, y)];
    return CELL == A_BIT ? here >> bit_of(x) & 1 : here;
}

static void set_cell(word *grid, int x, int y, unsigned alive) {
    word *to = &grid[word_of(x, y)];
    if (CELL == A_BIT) *to = (word)((*to & ~((word)1 << bit_of(x))) | (word)alive << bit_of(x));
    else *to = (word)alive;
}

SMALL int wrapped(int at, int side, const int *list) {
    if (BORDER == DIVIDED) return (at + side) % side;
    if (BORDER == COMPARED) return at < 0 ? at + side : at >= side ? at - side : at;
    return BORDER == LISTED ? list[at + 1] : at;
}

static unsigned any_cell(const word *grid, int x, int y) {
    return cell(grid, wrapped(x, width, wrapped_x), wrapped(y, height, wrapped_y));
}

static void list_wrapped(int *list, int side) {
    for (int at = -1; at <= side; at++) list[at + 1] = (at + side) % side;
}

/* Cells beyond the border repeat those at the other side. */
static void repeat_border(word *grid) {
    for (int y = 0; y < height; y++) {
        set_cell(grid, -1, y, cell(grid, width - 1, y));
        set_cell(grid, width, y, cell(grid, 0, y));
    }
    memcpy(grid, grid + (size_t)height * stride, stride * sizeof *grid);
    memcpy(grid + (size_t)(height + 1) * stride, grid + stride, stride * sizeof *grid);
}

static unsigned next_of(unsigned alive, unsigned count) {
    static const uint8_t table[2][9] = {{[3] = 1}, {[2] = 1, [3] = 1}};
    if (RULE == TABLE) return table[alive][count];
    if (RULE == ARITHMETIC) return (count | alive) == 3;
    if (count == 3) return 1;
    if (count == 2 && alive) return 1;
    return 0;
}

static unsigned neighbours(const word *grid, int x, int y) {
    unsigned count = 0;
    for (int j = -1; j <= 1; j++) {
        for (int i = -1; i <= 1; i++) {
            if (i == 0 && j == 0) continue;
            if (COUNTED == ADDED) count += any_cell(grid, x + i, y + j);
            else if (any_cell(grid, x + i, y + j)) count++;
            if (COUNTED == UNTIL_FOUR && count == 4) return count;
        }
    }
    return count;
}

static unsigned pattern(const word *grid, int x, int y) {
    unsigned bits = 0;
    for (int j = -1; j <= 1; j++)
        for (int i = -1; i <= 1; i++) bits = bits << 1 | any_cell(grid, x + i, y + j);
    return bits;
}

static void list_patterns(void) {
    for (unsigned bits = 0; bits < 512; bits++) {
        unsigned alive = bits >> 4 & 1;
        next_of_pattern[bits] = (uint8_t)next_of(alive, (unsigned)__builtin_popcount(bits) - alive);
    }
}

/* Neighbours in one direction after the other. */
static void add_in_passes(const word *grid) {
    memset(counts, 0, (size_t)width * (size_t)height);
    for (int j = -1; j <= 1; j++)
        for (int i = -1; i <= 1; i++)
            for (int y = 0; (i != 0 || j != 0) && y < height; y++)
                for (int x = 0; x < width; x++)
                    counts[y * width + x] = (uint8_t)(counts[y * width + x] + any_cell(grid, x + i, y + j));
}

static void step_cell(const word *from, word *to, int x, int y) {
    if (COUNTED == PATTERN) {
        set_cell(to, x, y, next_of_pattern[pattern(from, x, y)]);
        return;
    }
    unsigned count = COUNTED == PASSES ? counts[y * width + x] : neighbours(from, x, y);
    set_cell(to, x, y, next_of(cell(from, x, y), count));
}

/* Three cells across a line, which is a row or a column. */
static unsigned three_across(const word *grid, int at, int line) {
    unsigned count = 0;
    for (int i = -1; i <= 1; i++)
        count += LINES == ROWS ? any_cell(grid, at, line + i) : any_cell(grid, line + i, at);
    return count;
}

static void slide(const word *from, word *to, int line, int length) {
    unsigned before = three_across(from, -1, line), here = three_across(from, 0, line);
    for (int at = 0; at < length; at++) {
        int x = LINES == ROWS ? at : line, y = LINES == ROWS ? line : at;
        unsigned behind = three_across(from, at + 1, line), alive = cell(from, x, y);
        set_cell(to, x, y, next_of(alive, before + here + behind - alive));
        before = here;
        here = behind;
    }
}

static void step_cells(const word *from, word *to) {
    int lines = LINES == ROWS ? height : width, length = LINES == ROWS ? width : height;
    if (COUNTED == PASSES) add_in_passes(from);
    for (int line = 0; line < lines; line++) {
        if (COUNTED == SLIDING) slide(from, to, line, length);
        else
            for (int at = 0; at < length; at++)
                step_cell(from, to, LINES == ROWS ? at : line, LINES == ROWS ? line : at);
    }
}

SMALL vector load(const word *from) { return *(const vector *)from; }

static struct sum sum_of_three(const word *at) {
    vector here = load(at), left = load(at - 1), right = load(at + 1);
    if (CELL == A_BIT) {
        left = here << 1 | left >> (WORD_BITS - 1);
        right = here >> 1 | right << (WORD_BITS - 1);
    }
    vector odd = left ^ right;
    return (struct sum){odd ^ here, (left & right) | (odd & here)};
}

/* Of all nine cells together, three make a cell live, four let one live. */
static vector next_of_all(struct sum above, struct sum row, struct sum below, vector here) {
    vector odd = above.ones ^ below.ones, ones = odd ^ row.ones;
    vector carry = (above.ones & below.ones) | (odd & row.ones);
    vector one_of_two = above.twos ^ below.twos, both = above.twos & below.twos;
    vector other_one_of_two = row.twos ^ carry, other_both = row.twos & carry;
    vector twos = one_of_two ^ other_one_of_two;
    vector four_or_more = both | other_both | (one_of_two & other_one_of_two), eight = both & other_both;
    return (ones & twos & ~four_or_more) | (four_or_more & ~(ones | twos | eight) & here);
}

static void step_row(const word *from, word *to) {
    for (size_t v = 0; v < vectors; v++, from += LANES, to += LANES)
        *(vector *)to =
            next_of_all(sum_of_three(from - stride), sum_of_three(from), sum_of_three(from + stride), load(from));
}

/* A vector of each row, from the top to the bottom; sums serve three rows. */
static void step_column(const word *from, word *to) {
    struct sum above = sum_of_three(from - stride), row = sum_of_three(from);
    for (int y = 0; y < height; y++, from += stride, to += stride) {
        struct sum below = sum_of_three(from + stride);
        *(vector *)to = next_of_all(above, row, below, load(from));
        above = row;
        row = below;
    }
}

static void step_vectors(const word *from, word *to) {
    if (LINES == ROWS)
        for (int y = 0; y < height; y++) step_row(from + word_of(0, y), to + word_of(0, y));
    else
        for (size_t v = 0; v < vectors; v++)
            step_column(from + word_of(0, 0) + v * LANES, to + word_of(0, 0) + v * LANES);
}

static word *after(int generations, word *now, word *next) {
    for (; generations > 0; generations--) {
        if (BORDER == REPEATED) repeat_border(now);
        (COUNTED == ADDERS ? step_vectors : step_cells)(now, next);
        if (NEXT == SWAPPED) {
            word *old = now;
            now = next;
            next = old;
        } else {
            memcpy(now, next, (size_t)(height + 2) * stride * sizeof *now);
        }
    }
    return now;
}

static void read_grid(word *grid) {
    static uint8_t cells[MAX_SIDE];
    for (int y = 0; y < height; y++) {
        if (READ == ROWS) read_exactly(cells, (size_t)width);
        for (int x = 0; x < width; x++) {
            if (READ == CELLS) read_exactly(&cells[x], 1);
            set_cell(grid, x, y, cells[x] != 0);
        }
    }
}

static void write_grid(const word *grid) {
    static uint8_t cells[MAX_SIDE];
    for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
            cells[x] = (uint8_t)cell(grid, x, y);
            if (WRITTEN == CELLS) write_exactly(&cells[x], 1);
        }
        if (WRITTEN == ROWS) write_exactly(cells, (size_t)width);
    }
    if (fflush(stdout) != 0) exit(1);
}

int main(void) {
    int32_t header[3];
    word *now, *next;
    read_exactly(header, sizeof header);
    width = header[0];
    height = header[1];
    if (width < 1 || width > MAX_SIDE || height < 1 || height > MAX_SIDE) return 1;
    if (header[2] < 0 || header[2] > MAX_GENERATIONS) return 1;
    size_t cells_a_vector = CELLS_A_WORD * LANES;
    vectors = ((size_t)width + cells_a_vector) / cells_a_vector; /* room for the cell right of the row, too */
    size_t aligned = ROW_ALIGNED / sizeof *now;
    stride = (1 + vectors * LANES + 1 + aligned - 1) / aligned * aligned;
    now = allocate((size_t)(height + 2) * stride, sizeof *now);
    next = allocate((size_t)(height + 2) * stride, sizeof *next);
    counts = allocate((size_t)width * (size_t)height, sizeof *counts);
    list_wrapped(wrapped_x, width);
    list_wrapped(wrapped_y, height);
    list_patterns();
    read_grid(now);
    write_grid(after(header[2], now, next));
    return 0;
}
