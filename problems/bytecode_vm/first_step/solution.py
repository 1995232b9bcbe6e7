"""Runs a program of bytes whose instructions are decoded once, before it begins."""

import struct
import sys

REGISTERS, WORDS, MAX_SIZE, MAX_BUDGET = 16, 256, 30_000, 2_000_000_000
HALT, SET, ADD, SUB, MUL, XOR, AND, SHR, LOAD, STORE, JUMP_IF_LESS, ADDI, MOV = range(13)
WORD, SIGN = 0xFFFFFFFF, 0x80000000
SIZES = (1, 6, 4, 4, 4, 4, 4, 4, 3, 3, 5, 3, 3)


def decode(code):
    """Each instruction's code and three numbers. A jump's last number is where it leads."""
    starts, at = [], 0
    while at < len(code):
        starts.append(at)
        at += SIZES[code[at]]
    number_at = {at: number for number, at in enumerate(starts)}
    decoded = []
    for at in starts:
        operation, a, b, c, *_ = (*code[at : at + 4], 0, 0, 0)
        if operation == SET:
            c = struct.unpack_from("<I", code, at + 2)[0]
        elif operation == JUMP_IF_LESS:
            c = number_at[at + SIZES[operation] + struct.unpack_from("<h", code, at + 3)[0]]
        decoded.append((operation, a, b, c))
    return decoded


def run(code, budget, registers, memory):  # noqa: C901 - a branch for each operation
    decoded, at = decode(code), 0
    for _ in range(budget):
        operation, a, b, c = decoded[at]
        at += 1
        if operation == ADD:
            registers[a] = (registers[b] + registers[c]) & WORD
        elif operation == XOR:
            registers[a] = registers[b] ^ registers[c]
        elif operation == MUL:
            registers[a] = (registers[b] * registers[c]) & WORD
        elif operation == LOAD:
            registers[a] = memory[registers[b] % WORDS]
        elif operation == SUB:
            registers[a] = (registers[b] - registers[c]) & WORD
        elif operation == ADDI:
            registers[a] = (registers[a] + b) & WORD
        elif operation == STORE:
            memory[registers[b] % WORDS] = registers[a]
        elif operation == JUMP_IF_LESS:
            if registers[a] ^ SIGN < registers[b] ^ SIGN:
                at = c
        elif operation == AND:
            registers[a] = registers[b] & registers[c]
        elif operation == SHR:
            registers[a] = registers[b] >> c
        elif operation == MOV:
            registers[a] = registers[b]
        elif operation == SET:
            registers[a] = c
        else:
            return


def main():
    header = sys.stdin.buffer.read(8)
    if len(header) != 8:
        sys.exit(1)
    budget, size = struct.unpack("<2i", header)
    if not (0 <= budget <= MAX_BUDGET and 1 <= size <= MAX_SIZE):
        sys.exit(1)
    code = sys.stdin.buffer.read(size)
    if len(code) != size:
        sys.exit(1)
    registers, memory = [0] * REGISTERS, [0] * WORDS
    run(code, budget, registers, memory)
    sys.stdout.buffer.write(struct.pack(f"<{REGISTERS + WORDS}I", *registers, *memory))


main()
