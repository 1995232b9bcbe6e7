/* A trie of words: each node has a pointer for each letter and counts the words that pass it. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { LETTERS = 26, LONGEST = 12, MAX_WORDS = 300000, MAX_PREFIXES = 1000000 };

struct node {
    struct node *child[LETTERS];
    int32_t words;
};

struct text {
    uint8_t length;
    char letters[LONGEST];
};

static void read_exactly(void *to, size_t bytes) {
    if (fread(to, 1, bytes, stdin) != bytes) exit(1);
}

static int32_t read_int(int32_t least, int32_t most) {
    int32_t value;
    read_exactly(&value, sizeof value);
    if (value < least || value > most) exit(1);
    return value;
}

static struct text read_text(void) {
    struct text text;
    read_exactly(&text.length, 1);
    if (text.length < 1 || text.length > LONGEST) exit(1);
    read_exactly(text.letters, text.length);
    for (int i = 0; i < text.length; i++)
        if (text.letters[i] < 'a' || text.letters[i] > 'z') exit(1);
    return text;
}

static struct node *new_node(void) {
    struct node *node = calloc(1, sizeof *node);
    if (node == NULL) exit(1);
    return node;
}

__attribute__((noinline)) /* the same code, whatever it is called from */
static void add(struct node *node, const struct text *word) {
    for (int i = 0; i < word->length; i++) {
        struct node **child = &node->child[word->letters[i] - 'a'];
        if (*child == NULL) *child = new_node();
        node = *child;
        node->words++;
    }
}

__attribute__((noinline)) /* the same code, whatever it is called from */
static int32_t count(const struct node *node, const struct text *prefix) {
    for (int i = 0; i < prefix->length && node != NULL; i++) node = node->child[prefix->letters[i] - 'a'];
    return node == NULL ? 0 : node->words;
}

int main(void) {
    struct node *root = new_node();
    for (int32_t n = read_int(0, MAX_WORDS); n > 0; n--) {
        struct text word = read_text();
        add(root, &word);
    }
    for (int32_t q = read_int(0, MAX_PREFIXES); q > 0; q--) {
        struct text prefix = read_text();
        int32_t words = count(root, &prefix);
        if (fwrite(&words, sizeof words, 1, stdout) != 1) return 1;
    }
    return fflush(stdout) != 0;
}
