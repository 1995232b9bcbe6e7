/* Runs a program of bytes whose instructions are decoded once, before it begins. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { REGISTERS = 16, WORDS = 256, MAX_SIZE = 30000, MAX_BUDGET = 2000000000 };
enum { HALT, SET, ADD, SUB, MUL, XOR, AND, SHR, LOAD, STORE, JUMP_IF_LESS, ADDI, MOV, OPERATIONS };

static const uint8_t sizes[OPERATIONS] = {1, 6, 4, 4, 4, 4, 4, 4, 3, 3, 5, 3, 3};

struct instruction {
    uint8_t operation, a, b, c;
    int32_t value; /* or the instruction to jump to, counted from this one */
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

__attribute__((noinline)) /* the same code, whatever it is called from */
static void run(int32_t size, int32_t budget) {
    decode(size);
    const struct instruction *i = instructions;
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
