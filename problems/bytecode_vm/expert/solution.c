/* Why it is fast: instructions are decoded once, into records. A record has the address of the code for a
 * pair of instructions, this one and the next; that code executes both and jumps to the code of the one
 * after. The budget is paid at jumps, for all instructions up to the next jump. When less of it is left than
 * that, the last instructions are executed one by one. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { REGISTERS = 16, WORDS = 256, MAX_SIZE = 30000, MAX_BUDGET = 2000000000 };
enum { HALT, SET, ADD, SUB, MUL, XOR, AND, SHR, LOAD, STORE, JUMP_IF_LESS, ADDI, MOV, OPERATIONS };

static const uint8_t sizes[OPERATIONS] = {1, 6, 4, 4, 4, 4, 4, 4, 3, 3, 5, 3, 3};

struct instruction {
    const void *go;
    uint8_t operation, a, b, c;
    int32_t value;    /* or the instruction to jump to, counted from this one */
    int32_t straight; /* instructions up to the next jump or halt, itself included */
};

static uint8_t code[MAX_SIZE + 8];
static struct instruction instructions[MAX_SIZE + 1];
static int32_t number_at[MAX_SIZE + 1];
static uint32_t registers[REGISTERS], memory[WORDS];

static void read_exactly(void *to, size_t bytes) {
    if (fread(to, 1, bytes, stdin) != bytes) exit(1);
}

static int32_t read_int(int32_t smallest, int32_t largest) {
    int32_t value;
    read_exactly(&value, sizeof value);
    if (value < smallest || value > largest) exit(1);
    return value;
}

static void decode(int32_t size) {
    int32_t count = 0;
    for (int32_t at = 0; at < size; at += sizes[code[at]]) {
        if (code[at] >= OPERATIONS) exit(1);
        number_at[at] = count++;
    }
    struct instruction *each = instructions;
    for (int32_t at = 0; at < size; at += sizes[code[at]], each++) {
        const uint8_t *bytes = code + at;
        *each = (struct instruction){
            .operation = bytes[0], .a = bytes[1] & 15, .b = bytes[2] & 15, .c = bytes[3] & 15};
        int16_t offset;
        switch (each->operation) {
        case SET: memcpy(&each->value, bytes + 2, sizeof each->value); break;
        case SHR: each->value = bytes[3] & 31; break;
        case ADDI: each->value = bytes[2]; break;
        case JUMP_IF_LESS:
            memcpy(&offset, bytes + 3, sizeof offset);
            int32_t target = at + sizes[JUMP_IF_LESS] + offset;
            if (target < 0 || target >= size) exit(1);
            each->value = number_at[target] - (int32_t)(each - instructions);
        }
    }
    for (int32_t i = count - 1; i >= 0; i--) {
        uint8_t operation = instructions[i].operation;
        int ends = operation == JUMP_IF_LESS || operation == HALT;
        instructions[i].straight = ends ? 1 : 1 + instructions[i + 1].straight;
    }
}

/* Executes an instruction and returns the next one, or NULL after a halt. */
static const struct instruction *step(const struct instruction *i) {
    uint32_t *r = registers;
    switch (i->operation) {
    case HALT: return NULL;
    case SET: r[i->a] = (uint32_t)i->value; break;
    case ADD: r[i->a] = r[i->b] + r[i->c]; break;
    case SUB: r[i->a] = r[i->b] - r[i->c]; break;
    case MUL: r[i->a] = r[i->b] * r[i->c]; break;
    case XOR: r[i->a] = r[i->b] ^ r[i->c]; break;
    case AND: r[i->a] = r[i->b] & r[i->c]; break;
    case SHR: r[i->a] = r[i->b] >> i->value; break;
    case LOAD: r[i->a] = memory[r[i->b] % WORDS]; break;
    case STORE: memory[r[i->b] % WORDS] = r[i->a]; break;
    case ADDI: r[i->a] += (uint32_t)i->value; break;
    case MOV: r[i->a] = r[i->b]; break;
    case JUMP_IF_LESS:
        if ((int32_t)r[i->a] < (int32_t)r[i->b]) return i + i->value;
    }
    return i + 1;
}

/* What the instructions do that no jump comes after. */
#define DO_SET(x) r[x.a] = (uint32_t)x.value
#define DO_ADD(x) r[x.a] = r[x.b] + r[x.c]
#define DO_SUB(x) r[x.a] = r[x.b] - r[x.c]
#define DO_MUL(x) r[x.a] = r[x.b] * r[x.c]
#define DO_XOR(x) r[x.a] = r[x.b] ^ r[x.c]
#define DO_AND(x) r[x.a] = r[x.b] & r[x.c]
#define DO_SHR(x) r[x.a] = r[x.b] >> x.value
#define DO_LOAD(x) r[x.a] = memory[r[x.b] % WORDS]
#define DO_STORE(x) memory[r[x.b] % WORDS] = r[x.a]
#define DO_ADDI(x) r[x.a] += (uint32_t)x.value
#define DO_MOV(x) r[x.a] = r[x.b]

#define SECONDS(X, A) \
    X(A, SET) X(A, ADD) X(A, SUB) X(A, MUL) X(A, XOR) X(A, AND) \
    X(A, SHR) X(A, LOAD) X(A, STORE) X(A, ADDI) X(A, MOV)
#define FIRSTS(X) X(SET) X(ADD) X(SUB) X(MUL) X(XOR) X(AND) X(SHR) X(LOAD) X(STORE) X(ADDI) X(MOV)

static void run(int32_t size, int32_t budget) {
#define PAIR_PLACE(A, B) [A][B] = &&pair_##A##_##B,
#define PLACES(A) SECONDS(PAIR_PLACE, A) [A][HALT] = &&single_##A, [A][JUMP_IF_LESS] = &&before_jump_##A,
    static const void *const places[OPERATIONS][OPERATIONS] = {FIRSTS(PLACES)};
    decode(size);
    for (struct instruction *each = instructions; each->straight > 0; each++) {
        int ends = each->operation == HALT || each->operation == JUMP_IF_LESS;
        each->go =
            ends ? each->operation == HALT ? &&halt : &&jump : places[each->operation][each[1].operation];
    }
    const struct instruction *i = instructions;
    uint32_t r[REGISTERS] = {0};
#define BEGIN                               \
    do {                                    \
        if (budget < i->straight) goto end; \
        budget -= i->straight;              \
        goto *i->go;                        \
    } while (0)
#define JUMP                                                        \
    do {                                                            \
        i += (int32_t)r[i->a] < (int32_t)r[i->b] ? i->value : 1;    \
        BEGIN;                                                      \
    } while (0)
    BEGIN;
#define PAIR(A, B)       \
    pair_##A##_##B:      \
        DO_##A(i[0]);    \
        DO_##B(i[1]);    \
        i += 2;          \
        goto *i->go;
#define CODE(A)          \
    SECONDS(PAIR, A)     \
    single_##A:          \
        DO_##A(i[0]);    \
        i++;             \
        goto *i->go;     \
    before_jump_##A:     \
        DO_##A(i[0]);    \
        i++;             \
        JUMP;
    FIRSTS(CODE)
jump:
    JUMP;
halt:
    budget = 0;
end:
    memcpy(registers, r, sizeof r);
    for (; budget > 0 && i != NULL; budget--) i = step(i);
}

int main(void) {
    int32_t budget = read_int(0, MAX_BUDGET), size = read_int(1, MAX_SIZE);
    read_exactly(code, (size_t)size);
    run(size, budget);
    if (fwrite(registers, sizeof registers, 1, stdout) != 1) return 1;
    if (fwrite(memory, sizeof memory, 1, stdout) != 1) return 1;
    return fflush(stdout) != 0;
}
