/* Edit distances with everything a knob: whether cells of the table are made along rows; in a band of rows that
 * is widened until it suffices; along diagonals, where none depends on another; not at all but for the furthest
 * ones of each number of edits; or as differences in the bits of words (Myers). What is kept of the table and in
 * which types, which string stands in the column, reading and memory are chosen too. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    ROWS, BAND, DIAGONALS, FURTHEST, WORDS, METHOD = ${METHOD},
    WHOLE, LAST_LINES, KEPT = ${KEPT}, /* of the table */
    FORWARDS, BACKWARDS, SECOND = ${SECOND}, /* in which order a diagonal finds the row's letters in memory */
    SCANNED, WIPED, UNDONE, MATCHES = ${MATCHES}, /* the table of matches: none, and how it is emptied */
    ALL_WORDS_A_LETTER, ALL_LETTERS_A_WORD, ORDER = ${ORDER},
    AS_READ, SHORTER, LONGER, COLUMN = ${COLUMN},
    EACH_PAIR, ONCE, ALLOCATED = ${ALLOCATED},
    OWN_CODE = ${OWN_CODE}, /* for so many words of a column and fewer */
    READ_PIECE = ${READ_PIECE}, /* bytes */
    INPUT_BUFFER = ${INPUT_BUFFER}, /* bytes */
    BITS = ${WORD_BITS},
    MAX_PAIRS = 1000000,
    MAX_LENGTH = 2000,
    MAX_WORDS = (MAX_LENGTH + BITS - 1) / BITS,
    LETTERS = 256,
    NOWHERE = -2, /* a row, of a diagonal that is not reached */
    FIRST_REACH = 32, /* columns on each side of a band's middle */
    WIDER = 4, /* times as many, if they do not suffice */
    FAR = 2 * MAX_LENGTH /* edits; more than any distance */
};

typedef int${CELL_BITS}_t cell;
typedef uint${WORD_BITS}_t word;

struct string {
    unsigned char *bytes;
    size_t length;
};

/* Memory that is used by one pair after another. */
struct room {
    void *memory;
    size_t size;
};

static void read_exactly(void *to, size_t bytes) {
    for (size_t done = 0; done < bytes;) {
        size_t piece = bytes - done < READ_PIECE ? bytes - done : READ_PIECE;
        if (fread((char *)to + done, 1, piece, stdin) != piece) exit(1);
        done += piece;
    }
}

static size_t read_number(int32_t most) {
    int32_t number;
    read_exactly(&number, sizeof number);
    if (number < 0 || number > most) exit(1);
    return (size_t)number;
}

static void *take(struct room *room, size_t bytes) {
    if (bytes > room->size || room->memory == NULL) {
        free(room->memory);
        room->memory = malloc(room->size = bytes ? bytes : 1);
        if (room->memory == NULL) exit(1);
    }
    return room->memory;
}

static void give_back(struct room *room) {
    if (ALLOCATED == ONCE) return;
    free(room->memory);
    room->memory = NULL;
}

static struct string read_string(struct room *room, size_t length) {
    struct string string = {take(room, length), length};
    read_exactly(string.bytes, length);
    return string;
}

__attribute__((always_inline)) /* called for each cell, it would cost most of the time */
static inline cell smaller(cell a, cell b) {
    return a < b ? a : b;
}

/* Line i of a table of which so many last ones are kept. */
static cell *line(cell *table, size_t i, size_t last, size_t width) {
    return table + (KEPT == WHOLE ? i : i % last) * width;
}

static cell *rows(struct room *room, struct string a, struct string b) {
    return take(room, (KEPT == WHOLE ? a.length + 1 : 2) * (b.length + 1) * sizeof(cell));
}

static void fill_row(const cell *restrict above, cell *restrict row, unsigned char letter,
                     const unsigned char *b, size_t from, size_t to) {
    cell left = row[from - 1];
    for (size_t j = from; j <= to; j++) {
        cell removed = above[j] + 1, inserted = left + 1, replaced = above[j - 1] + (letter != b[j - 1]);
        left = smaller(smaller(removed, replaced), inserted);
        row[j] = left;
    }
}

/* The distance, if it is at most `reach`; otherwise something larger. Only so many columns on each side of a
 * row's own are looked at. */
static int32_t within(struct room *room, struct string a, struct string b, size_t reach) {
    size_t width = b.length + 1;
    cell *table = rows(room, a, b);
    for (size_t j = 0; j <= b.length; j++) table[j] = (cell)j;
    for (size_t i = 1; i <= a.length; i++) {
        cell *row = line(table, i, 2, width), *above = line(table, i - 1, 2, width);
        size_t from = i > reach ? i - reach : 1, to = i + reach < b.length ? i + reach : b.length;
        row[from - 1] = from > 1 ? FAR : (cell)i;
        if (i + reach <= b.length) above[i + reach] = FAR;
        fill_row(above, row, a.bytes[i - 1], b.bytes, from, to);
    }
    return line(table, a.length, 2, width)[b.length];
}

static int32_t by_rows(struct room *room, struct string a, struct string b) {
    if (METHOD == ROWS) return within(room, a, b, MAX_LENGTH);
    size_t apart = a.length < b.length ? b.length - a.length : a.length - b.length;
    for (size_t reach = FIRST_REACH;; reach *= WIDER) {
        int32_t distance = reach < apart ? FAR : within(room, a, b, reach);
        if (distance <= (int32_t)reach) return distance;
    }
}

/* Cells `from` to `to` of a diagonal from the last one and the one before; the cells of row i have number i. */
static void fill_diagonal(
    const cell *restrict before_last, const cell *restrict last, cell *restrict diagonal,
    const unsigned char *a, const unsigned char *b, size_t from, size_t to) {
    for (size_t i = from; i <= to; i++) {
        unsigned char letter = SECOND == BACKWARDS ? b[i - from] : *(b - (i - from));
        cell replaced = before_last[i - 1] + (a[i - 1] != letter);
        diagonal[i] = smaller(smaller(last[i - 1] + 1, last[i] + 1), replaced);
    }
}

static void reverse(struct string string) {
    for (size_t i = 0; i < string.length / 2; i++) {
        unsigned char letter = string.bytes[i];
        string.bytes[i] = string.bytes[string.length - 1 - i];
        string.bytes[string.length - 1 - i] = letter;
    }
}

static int32_t by_diagonals(struct room *room, struct string a, struct string b) {
    size_t width = a.length + 1, lines = a.length + b.length + 1;
    cell *table = take(room, (KEPT == WHOLE || lines < 3 ? lines : 3) * width * sizeof *table);
    if (SECOND == BACKWARDS) reverse(b);
    for (size_t k = 0; k < lines; k++) {
        cell *diagonal = line(table, k, 3, width);
        if (k <= b.length) diagonal[0] = (cell)k;
        if (k <= a.length) diagonal[k] = (cell)k;
        if (k < 2) continue;
        size_t from = k > b.length ? k - b.length : 1, to = k - 1 < a.length ? k - 1 : a.length;
        if (from > to) continue;
        size_t letter = SECOND == BACKWARDS ? b.length - (k - from) : k - from - 1;
        fill_diagonal(line(table, k - 2, 3, width), line(table, k - 1, 3, width), diagonal,
                      a.bytes, b.bytes + letter, from, to);
    }
    return line(table, lines - 1, 3, width)[a.length];
}

/* From row i of diagonal k, where row i stands in column i + k, to the last one that costs no edit. */
static int32_t slide(struct string a, struct string b, int32_t i, int32_t k) {
    while (i < (int32_t)a.length && i + k < (int32_t)b.length && a.bytes[i] == b.bytes[i + k]) i++;
    return i;
}

/* The furthest row of diagonal k that one more edit reaches. */
static int32_t furthest(const cell *reached, struct string a, struct string b, int32_t k) {
    int32_t i = smaller(-reached[k - 1], smaller(-reached[k] - 1, -reached[k + 1] - 1));
    i = smaller(-i, (cell)a.length);
    return slide(a, b, smaller((cell)i, (cell)((int32_t)b.length - k)), k);
}

static int32_t by_furthest(struct room *room, struct string a, struct string b) {
    int32_t n = (int32_t)a.length, m = (int32_t)b.length, diagonals = n + m + 3;
    cell *reached = take(room, 2 * (size_t)diagonals * sizeof *reached), *next = reached + diagonals;
    for (int32_t k = 0; k < 2 * diagonals; k++) reached[k] = NOWHERE;
    reached += n + 1; /* so that diagonals have the numbers -n to m */
    next += n + 1;
    reached[0] = (cell)slide(a, b, 0, 0);
    int32_t edits = 0;
    while (reached[m - n] < n) {
        edits++;
        int32_t last = edits < m ? edits : m;
        for (int32_t k = edits < n ? -edits : -n; k <= last; k++) next[k] = (cell)furthest(reached, a, b, k);
        cell *swap = reached;
        reached = next;
        next = swap;
    }
    return edits;
}

static word matches[MATCHES == SCANNED ? 1 : LETTERS * MAX_WORDS]; /* where a letter stands in the column */

static void set_matches(struct string column, size_t words) {
    for (size_t i = 0; i < column.length; i++)
        matches[column.bytes[i] * words + i / BITS] |= (word)((word)1 << i % BITS);
}

static void empty_matches(struct string column, size_t words) {
    if (MATCHES == WIPED) memset(matches, 0, sizeof matches);
    else
        for (size_t i = 0; i < column.length; i++) matches[column.bytes[i] * words + i / BITS] = 0;
}

static word scan(struct string column, size_t i, unsigned char letter) {
    size_t left = column.length - i * BITS, end = left < BITS ? left : BITS;
    word found = 0;
    for (size_t bit = 0; bit < end; bit++)
        found |= (word)((word)(column.bytes[i * BITS + bit] == letter) << bit);
    return found;
}

static word matches_of(struct string column, size_t words, size_t i, unsigned char letter) {
    return MATCHES == SCANNED ? scan(column, i, letter) : matches[letter * words + i];
}

/* Differences to the cell above: where it is smaller by one, where larger. */
struct block {
    word rises, falls;
};

/* Differences to the cell on the left. */
struct step {
    word rise, fall;
};

/* Moves a block to the right: from the differences above it to those of each of its cells. */
static struct step move(struct block *block, word match, struct step in) {
    word vertical = match | block->falls, matched = match | in.fall, rises = block->rises;
    word horizontal = (word)((word)((matched & rises) + rises) ^ rises) | matched;
    word rise = block->falls | (word)~(horizontal | rises), fall = rises & horizontal;
    word shifted_rise = (word)(rise << 1) | in.rise, shifted_fall = (word)(fall << 1) | in.fall;
    block->rises = shifted_fall | (word)~(vertical | shifted_rise);
    block->falls = shifted_rise & vertical;
    return (struct step){rise, fall};
}

static struct step carried(struct step step) {
    return (struct step){step.rise >> (BITS - 1), step.fall >> (BITS - 1)};
}

static int32_t change(struct step step, size_t bit) {
    return (int32_t)(step.rise >> bit & 1) - (int32_t)(step.fall >> bit & 1);
}

/* Where it is inlined with a constant number of words, the loop over them may unroll. */
static int32_t walk_letters(struct string column, struct string row, size_t words) {
    struct block blocks[MAX_WORDS];
    for (size_t i = 0; i < words; i++) blocks[i] = (struct block){(word)~(word)0, 0};
    int32_t distance = (int32_t)column.length;
    for (size_t j = 0; j < row.length; j++) {
        struct step step, in = {1, 0};
        for (size_t i = 0; i < words; i++) {
            step = move(&blocks[i], matches_of(column, words, i, row.bytes[j]), in);
            in = carried(step);
        }
        distance += change(step, (column.length - 1) % BITS);
    }
    return distance;
}

static int32_t walk_words(struct string column, struct string row, size_t words) {
    static struct step steps[MAX_LENGTH]; /* what each letter of the row carries from word to word */
    for (size_t j = 0; j < row.length; j++) steps[j] = (struct step){1, 0};
    int32_t distance = (int32_t)column.length;
    for (size_t i = 0; i < words; i++) {
        struct block block = {(word)~(word)0, 0};
        for (size_t j = 0; j < row.length; j++) {
            struct step step = move(&block, matches_of(column, words, i, row.bytes[j]), steps[j]);
            steps[j] = carried(step);
            if (i == words - 1) distance += change(step, (column.length - 1) % BITS);
        }
    }
    return distance;
}

static int32_t walk(struct string column, struct string row, size_t words) {
    if (ORDER == ALL_LETTERS_A_WORD) return walk_words(column, row, words);
    if (words == 1 && OWN_CODE >= 1) return walk_letters(column, row, 1);
    if (words == 2 && OWN_CODE >= 2) return walk_letters(column, row, 2);
    if (words == 3 && OWN_CODE >= 3) return walk_letters(column, row, 3);
    if (words == 4 && OWN_CODE >= 4) return walk_letters(column, row, 4);
    return walk_letters(column, row, words);
}

static int32_t by_words(struct string column, struct string row) {
    if (column.length == 0) return (int32_t)row.length;
    size_t words = (column.length + BITS - 1) / BITS;
    if (MATCHES != SCANNED) set_matches(column, words);
    int32_t distance = walk(column, row, words);
    if (MATCHES != SCANNED) empty_matches(column, words);
    return distance;
}

static int32_t distance(struct string a, struct string b) {
    static struct room room;
    int swap = (COLUMN == SHORTER && a.length > b.length) || (COLUMN == LONGER && a.length < b.length);
    struct string column = swap ? b : a, row = swap ? a : b;
    if (METHOD == WORDS) return by_words(column, row);
    int32_t (*method)(struct room *, struct string, struct string) =
        METHOD == DIAGONALS ? by_diagonals : METHOD == FURTHEST ? by_furthest : by_rows;
    int32_t found = method(&room, column, row);
    give_back(&room);
    return found;
}

int main(void) {
    static struct room first, second;
    static char input[INPUT_BUFFER];
    if (setvbuf(stdin, input, _IOFBF, INPUT_BUFFER) != 0) return 1;
    for (size_t pairs = read_number(MAX_PAIRS); pairs > 0; pairs--) {
        size_t n = read_number(MAX_LENGTH), m = read_number(MAX_LENGTH);
        struct string a = read_string(&first, n), b = read_string(&second, m);
        int32_t found = distance(a, b);
        if (fwrite(&found, sizeof found, 1, stdout) != 1) return 1;
        give_back(&first);
        give_back(&second);
    }
    return fflush(stdout) != 0;
}
