"""Runs a program of bytes: decodes each instruction when it is executed."""

import struct
import sys

REGISTERS, WORDS, MAX_SIZE, MAX_BUDGET = 16, 256, 30_000, 2_000_000_000
HALT, SET, ADD, SUB, MUL, XOR, AND, SHR, LOAD, STORE, JUMP_IF_LESS, ADDI, MOV = range(13)
WORD, SIGN = 0xFFFFFFFF, 0x80000000


class Machine:
    def __init__(self, code):
        self.code = code
        self.position = 0
        self.registers = [0] * REGISTERS
        self.memory = [0] * WORDS

    def next_byte(self):
        if not 0 <= self.position < len(self.code):
            sys.exit(1)
        self.position += 1
        return self.code[self.position - 1]

    def next_offset(self):
        offset = self.next_byte() | self.next_byte() << 8
        return offset - 0x10000 if offset & 0x8000 else offset

    def next_value(self):
        return self.next_byte() | self.next_byte() << 8 | self.next_byte() << 16 | self.next_byte() << 24

    def step(self):  # noqa: C901 - a branch for each operation
        """Execute one instruction; False after a halt."""
        registers = self.registers
        operation = self.next_byte()
        if operation == HALT:
            return False
        a = self.next_byte()
        if operation == SET:
            registers[a] = self.next_value()
            return True
        if operation == ADDI:
            registers[a] = (registers[a] + self.next_byte()) & WORD
            return True
        b = self.next_byte()
        if operation == ADD:
            registers[a] = (registers[b] + registers[self.next_byte()]) & WORD
        elif operation == SUB:
            registers[a] = (registers[b] - registers[self.next_byte()]) & WORD
        elif operation == MUL:
            registers[a] = (registers[b] * registers[self.next_byte()]) & WORD
        elif operation == XOR:
            registers[a] = registers[b] ^ registers[self.next_byte()]
        elif operation == AND:
            registers[a] = registers[b] & registers[self.next_byte()]
        elif operation == SHR:
            registers[a] = registers[b] >> (self.next_byte() & 31)
        elif operation == LOAD:
            registers[a] = self.memory[registers[b] % WORDS]
        elif operation == STORE:
            self.memory[registers[b] % WORDS] = registers[a]
        elif operation == MOV:
            registers[a] = registers[b]
        elif operation == JUMP_IF_LESS:
            offset = self.next_offset()
            if registers[a] ^ SIGN < registers[b] ^ SIGN:
                self.position += offset
        else:
            sys.exit(1)
        return True

    def run(self, budget):
        while budget > 0 and self.step():
            budget -= 1


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
    machine = Machine(code)
    machine.run(budget)
    sys.stdout.buffer.write(struct.pack(f"<{REGISTERS + WORDS}I", *machine.registers, *machine.memory))


main()
