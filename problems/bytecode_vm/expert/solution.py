"""Why it is fast: the program is translated to Python and compiled.

Registers are variables, and pieces without jumps are branches that a few comparisons find. The budget is paid
a piece at a time. When less of it is left than a piece costs, the last instructions are executed by a program
made of the piece's beginning.
"""

import struct
import sys

REGISTERS, WORDS = 16, 256
HALT, SET, ADD, SUB, MUL, XOR, AND, SHR, LOAD, STORE, JUMP_IF_LESS, ADDI, MOV = range(13)
SIZES = (1, 6, 4, 4, 4, 4, 4, 4, 3, 3, 5, 3, 3)
SYMBOLS = {ADD: "+", SUB: "-", MUL: "*", XOR: "^", AND: "&"}
WRAPPING = (ADD, SUB, MUL)
NAMES = ",".join(f"r{i}" for i in range(REGISTERS))


class Translator:
    def __init__(self, code):
        self.code = code
        begins = {0}
        at = 0
        while at < len(code):
            after = at + SIZES[code[at]]
            if code[at] == JUMP_IF_LESS:
                begins |= {after, self.target(at)}
            at = after
        self.begins = sorted(begins)
        self.numbers = {begin: number for number, begin in enumerate(self.begins)}

    def target(self, at):
        return at + SIZES[JUMP_IF_LESS] + struct.unpack_from("<h", self.code, at + 3)[0]

    def statement(self, at):
        """An instruction that is neither a jump nor a halt."""
        operation, a, b, c, *_ = (*self.code[at : at + 4], 0, 0)
        if operation == SET:
            return f"r{a}={struct.unpack_from('<I', self.code, at + 2)[0]}"
        if operation in WRAPPING:
            return f"r{a}=r{b}{SYMBOLS[operation]}r{c}&4294967295"
        if operation in SYMBOLS:
            return f"r{a}=r{b}{SYMBOLS[operation]}r{c}"
        if operation == SHR:
            return f"r{a}=r{b}>>{c}"
        if operation == LOAD:
            return f"r{a}=memory[r{b}&255]"
        if operation == STORE:
            return f"memory[r{b}&255]=r{a}"
        if operation == ADDI:
            return f"r{a}=r{a}+{b}&4294967295"
        return f"r{a}=r{b}"

    def piece(self, number):
        """Lines that pay for a piece, execute it and say which comes next."""
        begin = at = self.begins[number]
        lines = []
        while self.code[at] not in (HALT, JUMP_IF_LESS) and (at == begin or at not in self.numbers):
            lines.append(self.statement(at))
            at += SIZES[self.code[at]]
        count = len(lines)
        if at != begin and at in self.numbers:
            return [f"if left<{count}:break", f"left-={count}", *lines, f"next={self.numbers[at]}"]
        if self.code[at] == HALT:
            return [f"if left<{count}:break", f"left-={count}", *lines, "next=-1", "break"]
        a, b = self.code[at + 1], self.code[at + 2]
        target, otherwise = self.numbers[self.target(at)], self.numbers[at + SIZES[JUMP_IF_LESS]]
        jump = f"next={target} if r{a}^2147483648<r{b}^2147483648 else {otherwise}"
        return [f"if left<{count + 1}:break", f"left-={count + 1}", *lines, jump]

    def search(self, first, end, indent):
        """Lines that find the piece among those from first to end, as in binary search."""
        if end - first == 1:
            return [indent + line for line in self.piece(first)]
        middle = (first + end) // 2
        return [
            f"{indent}if next<{middle}:",
            *self.search(first, middle, indent + " "),
            f"{indent}else:",
            *self.search(middle, end, indent + " "),
        ]


def run(lines, registers, memory, left):
    """The registers at the end, the next piece, and what is left of the budget."""
    head = [f"def run({NAMES},memory,left):", " next=0"]
    names = {}
    exec("\n".join([*head, *lines, f" return ({NAMES}),next,left"]), names)
    return names["run"](*registers, memory, left)


def main():
    data = sys.stdin.buffer.read()
    budget, size = struct.unpack_from("<2i", data)
    translator = Translator(data[8 : 8 + size])
    memory = [0] * WORDS
    lines = [" while True:", *translator.search(0, len(translator.begins), "  ")]
    registers, number, left = run(lines, [0] * REGISTERS, memory, budget)
    if number >= 0:
        at, lines = translator.begins[number], []
        for _ in range(left):
            lines.append(" " + translator.statement(at))
            at += SIZES[translator.code[at]]
        registers, _, _ = run(lines, registers, memory, 0)
    sys.stdout.buffer.write(struct.pack(f"<{REGISTERS + WORDS}I", *registers, *memory))


main()
