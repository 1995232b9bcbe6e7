/* Tree paths: depths are learnt once for all nodes; for each pair, climbs from both until the ways meet. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { MOST_NODES = 200000, MOST_PAIRS = 1000000 };

struct node {
    struct node *parent;
    uint32_t weight;
    int32_t depth; /* -1 while it is not known */
};

static void read_exactly(void *to, size_t bytes) {
    if (fread(to, 1, bytes, stdin) != bytes) exit(1);
}

static int32_t read_int(void) {
    int32_t value;
    read_exactly(&value, sizeof value);
    return value;
}

/* Climbs to a node of known depth, and then again, noting depths. */
static void find_depths(struct node *from) {
    int32_t depth = -1;
    for (const struct node *node = from; node != NULL; node = node->parent) {
        if (node->depth >= 0) {
            depth += node->depth + 1;
            break;
        }
        depth++;
    }
    for (struct node *node = from; node != NULL && node->depth < 0; node = node->parent)
        node->depth = depth--;
}

static struct node *read_tree(int32_t n) {
    struct node *nodes = calloc((size_t)n, sizeof *nodes);
    if (nodes == NULL) exit(1);
    for (int32_t i = 0; i < n; i++) {
        int32_t parent = read_int();
        if (parent >= n) exit(1);
        nodes[i].parent = parent < 0 ? NULL : &nodes[parent];
    }
    for (int32_t i = 0; i < n; i++) {
        read_exactly(&nodes[i].weight, sizeof nodes[i].weight);
        nodes[i].depth = -1;
    }
    for (int32_t i = 0; i < n; i++) find_depths(&nodes[i]);
    return nodes;
}

static uint32_t path_sum(const struct node *one, const struct node *other) {
    int32_t depth = one->depth, other_depth = other->depth;
    uint32_t sum = 0;
    for (; depth > other_depth; depth--, one = one->parent) sum += one->weight;
    for (; other_depth > depth; other_depth--, other = other->parent) sum += other->weight;
    for (; one != other; one = one->parent, other = other->parent) sum += one->weight + other->weight;
    return sum + one->weight;
}

int main(void) {
    int32_t n = read_int(), q = read_int();
    if (n < 1 || n > MOST_NODES || q < 0 || q > MOST_PAIRS) return 1;
    const struct node *nodes = read_tree(n);
    for (int32_t i = 0; i < q; i++) {
        int32_t one = read_int(), other = read_int();
        if (one < 0 || one >= n || other < 0 || other >= n) return 1;
        uint32_t sum = path_sum(&nodes[one], &nodes[other]);
        if (fwrite(&sum, sizeof sum, 1, stdout) != 1) return 1;
    }
    return fflush(stdout) != 0;
}
