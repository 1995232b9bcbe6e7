/* Evaluates an expression for each row of a table, by a walk through its tree. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { COLUMNS = 8, MAX_LENGTH = 1000000, MAX_ROWS = 10000000 };
enum { CONSTANT = 'n', VARIABLE = 'x' };

struct node {
    char kind; /* CONSTANT, VARIABLE or the operator */
    uint32_t constant;
    int column;
    struct node *left, *right;
};

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

static struct node *new_node(char kind) {
    struct node *node = calloc(1, sizeof *node);
    if (node == NULL) exit(1);
    node->kind = kind;
    return node;
}

/* Makes the tree of the expression at *at, and moves *at behind it. */
static struct node *parse(const char **at) {
    struct node *node;
    if (**at == '(') {
        ++*at;
        struct node *left = parse(at);
        node = new_node(*(*at)++);
        node->left = left;
        node->right = parse(at);
        if (*(*at)++ != ')') exit(1);
    } else if (**at == 'x') {
        node = new_node(VARIABLE);
        node->column = *++*at - '0';
        if (node->column < 0 || node->column >= COLUMNS) exit(1);
        ++*at;
    } else {
        node = new_node(CONSTANT);
        if (**at < '0' || **at > '9') exit(1);
        while (**at >= '0' && **at <= '9') node->constant = node->constant * 10 + (uint32_t)(*(*at)++ - '0');
    }
    return node;
}

__attribute__((noinline)) /* the same code, whatever it is called from */
static uint32_t evaluate(const struct node *node, const uint32_t *row) {
    if (node->kind == CONSTANT) return node->constant;
    if (node->kind == VARIABLE) return row[node->column];
    uint32_t left = evaluate(node->left, row), right = evaluate(node->right, row);
    switch (node->kind) {
    case '+': return left + right;
    case '-': return left - right;
    case '*': return left * right;
    case '&': return left & right;
    case '|': return left | right;
    case '^': return left ^ right;
    case '<': return (int32_t)left < (int32_t)right;
    default: exit(1);
    }
}

int main(void) {
    read_exactly(text, (size_t)read_int(1, MAX_LENGTH));
    const char *at = text;
    const struct node *root = parse(&at);
    for (int32_t rows = read_int(0, MAX_ROWS); rows > 0; rows--) {
        uint32_t row[COLUMNS];
        read_exactly(row, sizeof row);
        uint32_t value = evaluate(root, row);
        if (fwrite(&value, sizeof value, 1, stdout) != 1) return 1;
    }
    return fflush(stdout) != 0;
}
