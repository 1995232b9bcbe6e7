/* A trie of words whose nodes lie in one array and know their children by number. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LETTERS = 26, LONGEST = 12, MAX_WORDS = 300000, MAX_PREFIXES = 1000000, FIRST_CAPACITY = 1 << 14 };

struct node {
    int32_t child[LETTERS]; /* 0: there is none, since the root is nobody's child */
    int32_t words;
};

struct text {
    uint8_t length;
    char letters[LONGEST];
};

static struct node *nodes;
static int32_t used, capacity;

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

static int32_t new_node(void) {
    if (used == capacity) {
        capacity = capacity ? 2 * capacity : FIRST_CAPACITY;
        nodes = realloc(nodes, (size_t)capacity * sizeof *nodes);
        if (nodes == NULL) exit(1);
    }
    memset(&nodes[used], 0, sizeof *nodes);
    return used++;
}

static void add(const struct text *word) {
    int32_t node = 0;
    for (int i = 0; i < word->length; i++) {
        int letter = word->letters[i] - 'a';
        if (nodes[node].child[letter] == 0) {
            int32_t fresh = new_node();
            nodes[node].child[letter] = fresh;
        }
        node = nodes[node].child[letter];
        nodes[node].words++;
    }
}

static int32_t count(const struct text *prefix) {
    int32_t node = 0;
    for (int i = 0; i < prefix->length; i++) {
        node = nodes[node].child[prefix->letters[i] - 'a'];
        if (node == 0) return 0;
    }
    return nodes[node].words;
}

int main(void) {
    new_node();
    for (int32_t n = read_int(0, MAX_WORDS); n > 0; n--) {
        struct text word = read_text();
        add(&word);
    }
    for (int32_t q = read_int(0, MAX_PREFIXES); q > 0; q--) {
        struct text prefix = read_text();
        int32_t words = count(&prefix);
        if (fwrite(&words, sizeof words, 1, stdout) != 1) return 1;
    }
    return fflush(stdout) != 0;
}
