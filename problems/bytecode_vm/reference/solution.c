/* Runs a program of bytes: decodes each instruction when it is executed. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { REGISTERS = 16, WORDS = 256, MAX_SIZE = 30000, MAX_BUDGET = 2000000000 };
enum { HALT, SET, ADD, SUB, MUL, XOR, AND, SHR, LOAD, STORE, JUMP_IF_LESS, ADDI, MOV };

struct machine {
    uint8_t *code;
    int32_t size, position;
    uint32_t registers[REGISTERS], memory[WORDS];
};

static void read_exactly(void *to, size_t bytes) {
    if (fread(to, 1, bytes, stdin) != bytes) exit(1);
}

static int32_t read_int(int32_t smallest, int32_t largest) {
    int32_t value;
    read_exactly(&value, sizeof value);
    if (value < smallest || value > largest) exit(1);
    return value;
}

static uint8_t next_byte(struct machine *machine) {
    if (machine->position < 0 || machine->position >= machine->size) exit(1);
    return machine->code[machine->position++];
}

static uint8_t next_register(struct machine *machine) {
    uint8_t number = next_byte(machine);
    if (number >= REGISTERS) exit(1);
    return number;
}

static int16_t next_offset(struct machine *machine) {
    uint8_t low = next_byte(machine), high = next_byte(machine);
    return (int16_t)(low | high << 8);
}

static uint32_t next_value(struct machine *machine) {
    uint32_t value = 0;
    for (int shift = 0; shift < 32; shift += 8) value |= (uint32_t)next_byte(machine) << shift;
    return value;
}

__attribute__((noinline)) /* the same code, whatever it is called from */
static void run(struct machine *machine, int32_t budget) {
    uint32_t *registers = machine->registers, *memory = machine->memory;
    for (; budget > 0; budget--) {
        uint8_t a, b, c;
        int16_t offset;
        switch (next_byte(machine)) {
        case HALT:
            return;
        case SET:
            a = next_register(machine);
            registers[a] = next_value(machine);
            break;
        case ADD:
            a = next_register(machine);
            b = next_register(machine);
            c = next_register(machine);
            registers[a] = registers[b] + registers[c];
            break;
        case SUB:
            a = next_register(machine);
            b = next_register(machine);
            c = next_register(machine);
            registers[a] = registers[b] - registers[c];
            break;
        case MUL:
            a = next_register(machine);
            b = next_register(machine);
            c = next_register(machine);
            registers[a] = registers[b] * registers[c];
            break;
        case XOR:
            a = next_register(machine);
            b = next_register(machine);
            c = next_register(machine);
            registers[a] = registers[b] ^ registers[c];
            break;
        case AND:
            a = next_register(machine);
            b = next_register(machine);
            c = next_register(machine);
            registers[a] = registers[b] & registers[c];
            break;
        case SHR:
            a = next_register(machine);
            b = next_register(machine);
            registers[a] = registers[b] >> (next_byte(machine) & 31);
            break;
        case LOAD:
            a = next_register(machine);
            b = next_register(machine);
            registers[a] = memory[registers[b] % WORDS];
            break;
        case STORE:
            a = next_register(machine);
            b = next_register(machine);
            memory[registers[b] % WORDS] = registers[a];
            break;
        case JUMP_IF_LESS:
            a = next_register(machine);
            b = next_register(machine);
            offset = next_offset(machine);
            if ((int32_t)registers[a] < (int32_t)registers[b]) machine->position += offset;
            break;
        case ADDI:
            a = next_register(machine);
            registers[a] += next_byte(machine);
            break;
        case MOV:
            a = next_register(machine);
            b = next_register(machine);
            registers[a] = registers[b];
            break;
        default:
            exit(1);
        }
    }
}

int main(void) {
    static struct machine machine;
    int32_t budget = read_int(0, MAX_BUDGET);
    machine.size = read_int(1, MAX_SIZE);
    machine.code = malloc((size_t)machine.size);
    if (machine.code == NULL) return 1;
    read_exactly(machine.code, (size_t)machine.size);
    run(&machine, budget);
    if (fwrite(machine.registers, sizeof machine.registers, 1, stdout) != 1) return 1;
    if (fwrite(machine.memory, sizeof machine.memory, 1, stdout) != 1) return 1;
    return fflush(stdout) != 0;
}
