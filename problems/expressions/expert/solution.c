/* Why it is fast: the expression becomes a list of operations, each of which runs over a block of rows before
 * the next begins, eight rows at a time. Blocks of columns and of values lie in a stack that stays in the
 * first-level cache. A constant is a block of one vector, which is read again for all rows. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    COLUMNS = 8,
    LANES = 8,
    VECTORS = 32, /* in a block */
    BLOCK = VECTORS * LANES,
    DEEPEST = 201,
    MAX_LENGTH = 1000000,
    MAX_ROWS = 10000000,
};

typedef uint32_t vector __attribute__((vector_size(32)));
typedef int32_t signed_vector __attribute__((vector_size(32)));

/* An operand lies in a column, in a constant or on the stack. */
struct operand {
    const vector *at;
    size_t step;
};

struct operation {
    char operator;
    struct operand left, right;
    vector *to;
};

static vector columns[COLUMNS][VECTORS], stack[DEEPEST][VECTORS];
static struct operation *operations;
static vector *constants;
static size_t count, constant_count;
static char text[MAX_LENGTH + 1];

static void read_exactly(void *to, size_t bytes) {
    while (bytes > 0) {
        ssize_t got = read(0, to, bytes);
        if (got <= 0) exit(1);
        to = (char *)to + got;
        bytes -= (size_t)got;
    }
}

static void write_all(const void *from, size_t bytes) {
    while (bytes > 0) {
        ssize_t put = write(1, from, bytes);
        if (put <= 0) exit(1);
        from = (const char *)from + put;
        bytes -= (size_t)put;
    }
}

static int32_t read_int(int32_t smallest, int32_t largest) {
    int32_t value;
    read_exactly(&value, sizeof value);
    if (value < smallest || value > largest) exit(1);
    return value;
}

/* Appends the operations of the expression at *at, whose value may take the stack's place `depth` and higher
 * ones. */
static struct operand parse(const char **at, size_t depth) {
    if (depth >= DEEPEST) exit(1);
    if (**at == '(') {
        ++*at;
        struct operand left = parse(at, depth);
        char operator = *(*at)++;
        struct operand right = parse(at, left.at == stack[depth] ? depth + 1 : depth);
        if (*(*at)++ != ')') exit(1);
        operations[count++] = (struct operation){operator, left, right, stack[depth]};
        return (struct operand){stack[depth], 1};
    }
    if (**at == 'x') {
        struct operand column = {columns[(*at)[1] & (COLUMNS - 1)], 1};
        *at += 2;
        return column;
    }
    uint32_t value = 0;
    while (**at >= '0' && **at <= '9') value = value * 10 + (uint32_t)(*(*at)++ - '0');
    constants[constant_count] = (vector){0} + value;
    return (struct operand){&constants[constant_count++], 0};
}

static void run(const struct operation *operation) {
    const vector *left = operation->left.at, *right = operation->right.at;
    size_t left_step = operation->left.step, right_step = operation->right.step;
    vector *to = operation->to;
#define EACH(VALUE)                                   \
    for (size_t i = 0; i < VECTORS; i++) {            \
        vector a = *left, b = *right;                 \
        to[i] = (VALUE);                              \
        left += left_step;                            \
        right += right_step;                          \
    }                                                 \
    break
    switch (operation->operator) {
    case '+': EACH(a + b);
    case '-': EACH(a - b);
    case '*': EACH(a * b);
    case '&': EACH(a & b);
    case '|': EACH(a | b);
    case '^': EACH(a ^ b);
    case '<': EACH((vector)((signed_vector)a < (signed_vector)b) & 1);
    default: exit(1);
    }
}

int main(void) {
    size_t length = (size_t)read_int(1, MAX_LENGTH);
    read_exactly(text, length);
    operations = malloc(length * sizeof *operations);
    constants = aligned_alloc(sizeof *constants, length * sizeof *constants);
    if (operations == NULL || constants == NULL) return 1;
    const char *at = text;
    struct operand result = parse(&at, 0);
    size_t rows = (size_t)read_int(0, MAX_ROWS);
    uint32_t *values = malloc((rows + BLOCK) * sizeof *values);
    if (values == NULL) return 1;
    static uint32_t table[BLOCK][COLUMNS];
    for (size_t first = 0; first < rows; first += BLOCK) {
        size_t here = rows - first < BLOCK ? rows - first : BLOCK;
        read_exactly(table, here * sizeof table[0]);
        for (size_t column = 0; column < COLUMNS; column++) {
            uint32_t *to = (uint32_t *)columns[column];
            for (size_t i = 0; i < BLOCK; i++) to[i] = table[i][column];
        }
        for (size_t i = 0; i < count; i++) run(&operations[i]);
        for (size_t i = 0; i < VECTORS; i++)
            memcpy(values + first + i * LANES, result.at + i * result.step, sizeof(vector));
    }
    write_all(values, rows * sizeof *values);
    return 0;
}
