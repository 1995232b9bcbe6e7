/* Evaluates an expression for each row of a table, by a list of operations in postfix order and a stack. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { COLUMNS = 8, MAX_LENGTH = 1000000, MAX_ROWS = 10000000, DEEPEST = 201 };
enum { CONSTANT = 'n', VARIABLE = 'x' };

struct operation {
    char kind; /* CONSTANT, VARIABLE or the operator */
    uint32_t value; /* the constant, or the column */
};

static struct operation operations[MAX_LENGTH];
static size_t count;
static char text[MAX_LENGTH + 1];

static void read_exactly(void *to, size_t bytes) {
    if (fread(to, 1, bytes, stdin) != bytes) exit(1);
}

static int32_t read_int(int32_t smallest, int32_t largest) {
    int32_t value;
    read_exactly(&value, sizeof value);
    if (value < smallest || value > largest) exit(1);
    return value;
}

static void append(char kind, uint32_t value) {
    operations[count++] = (struct operation){kind, value};
}

/* Appends the operations of the expression at *at, and moves *at behind it. */
static void parse(const char **at) {
    if (**at == '(') {
        ++*at;
        parse(at);
        char operator = *(*at)++;
        parse(at);
        if (*(*at)++ != ')') exit(1);
        append(operator, 0);
    } else if (**at == 'x') {
        append(VARIABLE, (uint32_t)(*++*at - '0') % COLUMNS);
        ++*at;
    } else {
        uint32_t value = 0;
        if (**at < '0' || **at > '9') exit(1);
        while (**at >= '0' && **at <= '9') value = value * 10 + (uint32_t)(*(*at)++ - '0');
        append(CONSTANT, value);
    }
}

__attribute__((noinline)) /* the same code, whatever it is called from */
static uint32_t evaluate(const uint32_t *row) {
    uint32_t stack[DEEPEST], *top = stack; /* the value that comes next is put there */
    for (const struct operation *each = operations; each < operations + count; each++) {
        if (each->kind == CONSTANT) {
            *top++ = each->value;
            continue;
        }
        if (each->kind == VARIABLE) {
            *top++ = row[each->value];
            continue;
        }
        uint32_t right = *--top, *left = top - 1;
        switch (each->kind) {
        case '+': *left += right; break;
        case '-': *left -= right; break;
        case '*': *left *= right; break;
        case '&': *left &= right; break;
        case '|': *left |= right; break;
        case '^': *left ^= right; break;
        case '<': *left = (int32_t)*left < (int32_t)right; break;
        default: exit(1);
        }
    }
    return stack[0];
}

int main(void) {
    read_exactly(text, (size_t)read_int(1, MAX_LENGTH));
    const char *at = text;
    parse(&at);
    for (int32_t rows = read_int(0, MAX_ROWS); rows > 0; rows--) {
        uint32_t row[COLUMNS];
        read_exactly(row, sizeof row);
        uint32_t value = evaluate(row);
        if (fwrite(&value, sizeof value, 1, stdout) != 1) return 1;
    }
    return fflush(stdout) != 0;
}
