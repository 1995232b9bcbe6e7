/* Chains of nodes that lie one after the other in one block of memory. */
#include "frame.h"

struct node {
    struct pair pair;
    struct node *next;
};

static struct node **buckets, *nodes;
static size_t mask, used;

static void prepare(uint32_t pairs) {
    size_t count = power_above(pairs);
    buckets = allocate(count, sizeof(struct node *));
    nodes = allocate(pairs, sizeof *nodes);
    mask = count - 1;
}

static struct node *look_up(struct text key) {
    struct node *node = buckets[hash_of(key) & mask];
    while (node && !equal(node->pair.key, key)) node = node->next;
    return node;
}

static void store(struct pair pair) {
    struct node *node = look_up(pair.key);
    if (node) {
        node->pair.value = pair.value;
        return;
    }
    struct node **bucket = &buckets[hash_of(pair.key) & mask];
    nodes[used] = (struct node){pair, *bucket};
    *bucket = &nodes[used++];
}

static void stored_all(void) {}

static const struct text *find(struct text key) {
    const struct node *node = look_up(key);
    return node ? &node->pair.value : NULL;
}
