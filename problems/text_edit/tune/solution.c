/* A text that is edited, with everything a knob: whether it lies in one piece or in many, how large they are and
 * where their spare room is, how one is found and split, how bytes are moved, read and written. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    ONE_PIECE, PIECES, TEXT = ${TEXT},
    IN_HALF, AT_PLACE, NEAR_END, SPLIT = ${SPLIT},
    AT_END, WHERE_EDITED, SPARE = ${SPARE},
    LIST_FROM_START, LIST_FROM_LAST, ARRAY_FROM_START, ARRAY_FROM_LAST, ARRAY_BY_GROUPS, FOUND = ${FOUND},
    SUMMED, KEPT, LENGTH = ${LENGTH},
    BYTES, FIELDS, WHOLE_PIECES, ALL_FIRST, READ = ${READ}, WRITTEN = ${WRITTEN},
    IS_LIST = FOUND == LIST_FROM_START || FOUND == LIST_FROM_LAST, /* new pieces come last, and are linked */
    IS_FROM_LAST = FOUND == LIST_FROM_LAST || FOUND == ARRAY_FROM_LAST,
    ROOM = ${ROOM}, /* bytes of a piece */
    FULL = ROOM / 4 * ${QUARTERS_FULL}, /* bytes that a piece has at first */
    GROUP = ${GROUP}, /* pieces whose lengths are summed up */
    MOVE_UNIT = ${MOVE_UNIT}, /* bytes at a time; 0: the library's way */
    FIRST_INPUT = 1 << 20,
    MAX_TEXT = 8000000,
    MAX_EDITS = 1000000,
    MAX_EDIT = 64
};
enum kind { INSERT, ERASE };

typedef char unit __attribute__((vector_size(MOVE_UNIT ? MOVE_UNIT : 1), aligned(1), may_alias));

/* Bytes up to the gap, then spare room, then the other bytes. */
struct piece {
    char *bytes;
    size_t length, gap, next;
};

static struct piece *pieces;
static size_t count, capacity, room, text_length, *sums, last, last_start; /* the last piece found */
static char *input;
static size_t input_size, input_at;

static void *checked(void *memory) {
    if (memory == NULL) exit(1);
    return memory;
}

static void read_all(void) {
    size_t space = FIRST_INPUT, got;
    input = checked(malloc(space));
    while ((got = fread(input + input_size, 1, space - input_size, stdin)) > 0)
        if ((input_size += got) == space) input = checked(realloc(input, space *= 2));
}

static void read_exactly(char *to, size_t bytes) {
    if (READ == ALL_FIRST) {
        if (input_size - input_at < bytes) exit(1);
        memcpy(to, input + input_at, bytes);
        input_at += bytes;
    } else {
        size_t step = READ == BYTES ? 1 : bytes;
        for (size_t at = 0; at < bytes; at += step)
            if (fread(to + at, 1, step, stdin) != step) exit(1);
    }
}

static size_t read_int(size_t most) {
    uint32_t value;
    read_exactly((char *)&value, sizeof value);
    if (value > most) exit(1);
    return value;
}

static void move(char *to, const char *from, size_t bytes) {
    if (MOVE_UNIT == 0) {
        memmove(to, from, bytes);
    } else if (to < from) {
        for (; bytes >= MOVE_UNIT; bytes -= MOVE_UNIT, to += MOVE_UNIT, from += MOVE_UNIT)
            *(unit *)to = *(const unit *)from;
        for (; bytes > 0; bytes--) *to++ = *from++;
    } else {
        for (; bytes >= MOVE_UNIT; bytes -= MOVE_UNIT)
            *(unit *)(to + bytes - MOVE_UNIT) = *(const unit *)(from + bytes - MOVE_UNIT);
        while (bytes-- > 0) to[bytes] = from[bytes];
    }
}

static void move_gap(struct piece *piece, size_t at) {
    char *gap = piece->bytes + piece->gap, *behind = gap + room - piece->length;
    if (at < piece->gap) move(behind - (piece->gap - at), piece->bytes + at, piece->gap - at);
    else move(gap, behind, at - piece->gap);
    piece->gap = at;
}

/* All bytes side by side. */
static char *bytes_of(struct piece *piece) {
    if (SPARE == WHERE_EDITED) move_gap(piece, piece->length);
    return piece->bytes;
}

static void sum_from(size_t group) {
    if (FOUND != ARRAY_BY_GROUPS) return;
    for (; group * GROUP < count; group++) {
        sums[group] = 0;
        for (size_t i = group * GROUP; i < count && i < (group + 1) * GROUP; i++) sums[group] += pieces[i].length;
    }
}

static void change_length(size_t i, size_t bytes) {
    pieces[i].length += bytes;
    if (FOUND == ARRAY_BY_GROUPS) sums[i / GROUP] += bytes;
    text_length += bytes;
}

static size_t next_of(size_t i) { return IS_LIST ? pieces[i].next : i + 1; }

/* A list ends where a next piece is the first one. */
static int is_last(size_t i) { return IS_LIST ? pieces[i].next == 0 : i + 1 == count; }

static size_t length_now(void) {
    if (LENGTH == KEPT) return text_length;
    size_t length = pieces[0].length;
    for (size_t i = 0; !is_last(i);) length += pieces[i = next_of(i)].length;
    return length;
}

/* A piece that has the position, which becomes one within the piece. */
static size_t find(size_t *position) {
    size_t i = 0, left = *position;
    if (IS_FROM_LAST && left >= last_start) {
        i = last;
        left -= last_start;
    }
    if (FOUND == ARRAY_BY_GROUPS) {
        size_t group = 0;
        while (left > sums[group] && (group + 1) * GROUP < count) left -= sums[group++];
        i = group * GROUP;
    }
    while (left > pieces[i].length && !is_last(i)) {
        left -= pieces[i].length;
        i = next_of(i);
    }
    last = i;
    last_start = *position - left;
    *position = left;
    return i;
}

/* An empty piece behind another; its number. */
static size_t new_piece(size_t before) {
    if (count == capacity) {
        capacity = capacity ? 2 * capacity : 64;
        pieces = checked(realloc(pieces, capacity * sizeof *pieces));
        sums = checked(realloc(sums, (capacity / GROUP + 1) * sizeof *sums));
    }
    size_t i = IS_LIST || count == 0 ? count : before + 1, next = 0;
    memmove(pieces + i + 1, pieces + i, (count - i) * sizeof *pieces);
    if (IS_LIST && count > 0) {
        next = pieces[before].next;
        pieces[before].next = i;
    }
    pieces[i] = (struct piece){.bytes = checked(malloc(room)), .next = next};
    count++;
    return i;
}

static size_t split_place(size_t length, size_t place) {
    if (SPLIT == AT_PLACE) return place;
    return SPLIT == IN_HALF ? length / 2 : length - length / 4;
}

/* The part, of two, in which as many bytes can be inserted at a place, which becomes the place within it. */
static size_t split(size_t i, size_t *place, size_t bytes) {
    size_t j = new_piece(i);
    struct piece *piece = &pieces[i], *other = &pieces[j];
    size_t where = split_place(piece->length, *place);
    other->length = other->gap = piece->length - where;
    memcpy(other->bytes, bytes_of(piece) + where, other->length);
    piece->length = piece->gap = where;
    sum_from(i / GROUP);
    if (*place < where || (*place == where && where + bytes <= room)) return i;
    *place -= where;
    return j;
}

static void enlarge(struct piece *piece) {
    bytes_of(piece);
    room *= 2;
    piece->bytes = checked(realloc(piece->bytes, room));
}

static void insert(size_t position, size_t bytes) {
    size_t i = find(&position);
    if (pieces[i].length + bytes > room) {
        if (TEXT == PIECES) i = split(i, &position, bytes);
        else enlarge(&pieces[i]);
    }
    struct piece *piece = &pieces[i];
    char *place = piece->bytes + position;
    if (SPARE == WHERE_EDITED) {
        move_gap(piece, position);
        piece->gap += bytes;
    } else {
        move(place + bytes, place, piece->length - position);
    }
    read_exactly(place, bytes);
    change_length(i, bytes);
}

static void erase(size_t position, size_t bytes) {
    for (size_t i = find(&position); bytes > 0; i = next_of(i), position = 0) {
        struct piece *piece = &pieces[i];
        size_t behind = piece->length - position, here = behind < bytes ? behind : bytes;
        char *place = piece->bytes + position;
        if (SPARE == WHERE_EDITED) move_gap(piece, position);
        else move(place, place + here, behind - here);
        change_length(i, -here);
        bytes -= here;
    }
}

static void read_text(void) {
    size_t left = read_int(MAX_TEXT), i = 0;
    room = TEXT == PIECES ? ROOM : left + MAX_EDIT;
    do {
        size_t bytes = TEXT == ONE_PIECE || left < FULL ? left : FULL;
        i = new_piece(i);
        read_exactly(pieces[i].bytes, bytes);
        pieces[i].length = pieces[i].gap = bytes;
        text_length += bytes;
        left -= bytes;
    } while (left > 0);
    sum_from(0);
}

static void write_text(void) {
    for (size_t i = 0, left = text_length; left > 0; left -= pieces[i].length, i = next_of(i)) {
        const char *bytes = bytes_of(&pieces[i]);
        size_t step = WRITTEN == BYTES ? 1 : pieces[i].length;
        for (size_t at = 0; at < pieces[i].length; at += step)
            if (fwrite(bytes + at, 1, step, stdout) != step) exit(1);
    }
    if (fflush(stdout) != 0) exit(1);
}

int main(void) {
    if (READ == ALL_FIRST) read_all();
    read_text();
    for (size_t m = read_int(MAX_EDITS); m > 0; m--) {
        size_t kind = read_int(ERASE), length = length_now(), position = read_int(length), bytes = read_int(MAX_EDIT);
        if (kind == INSERT) {
            insert(position, bytes);
        } else {
            if (position + bytes > length) return 1;
            erase(position, bytes);
        }
    }
    write_text();
    return 0;
}
