"""Evaluates an expression for each row of a table, by a walk through its tree."""

import struct
import sys

MAX_LENGTH, MAX_ROWS = 1_000_000, 10_000_000
ROW = struct.Struct("<8i")
WORD, SIGN = 0xFFFFFFFF, 0x80000000


class Constant:
    def __init__(self, value):
        self.value = value

    def evaluate(self, _row):
        return self.value


class Variable:
    def __init__(self, column):
        self.column = column

    def evaluate(self, row):
        return row[self.column] & WORD


class Operation:
    def __init__(self, operator, left, right):
        self.operator = operator
        self.left = left
        self.right = right

    def evaluate(self, row):
        left = self.left.evaluate(row)
        right = self.right.evaluate(row)
        operator = self.operator
        if operator == "+":
            return (left + right) & WORD
        if operator == "-":
            return (left - right) & WORD
        if operator == "*":
            return (left * right) & WORD
        if operator == "&":
            return left & right
        if operator == "|":
            return left | right
        if operator == "^":
            return left ^ right
        return 1 if left ^ SIGN < right ^ SIGN else 0


class Parser:
    def __init__(self, text):
        self.text = text
        self.position = 0

    def take(self):
        self.position += 1
        return self.text[self.position - 1]

    def parse(self):
        first = self.take()
        if first == "(":
            left = self.parse()
            operator = self.take()
            right = self.parse()
            if self.take() != ")":
                sys.exit(1)
            return Operation(operator, left, right)
        if first == "x":
            return Variable(int(self.take()))
        begin = self.position - 1
        while self.text[self.position : self.position + 1].isdigit():
            self.position += 1
        return Constant(int(self.text[begin : self.position]))


def read_exactly(size):
    data = sys.stdin.buffer.read(size)
    if len(data) != size:
        sys.exit(1)
    return data


def read_int(smallest, largest):
    value = int.from_bytes(read_exactly(4), "little", signed=True)
    if not smallest <= value <= largest:
        sys.exit(1)
    return value


def main():
    root = Parser(read_exactly(read_int(1, MAX_LENGTH)).decode()).parse()
    output = bytearray()
    for _ in range(read_int(0, MAX_ROWS)):
        row = ROW.unpack(read_exactly(ROW.size))
        output += root.evaluate(row).to_bytes(4, "little")
    sys.stdout.buffer.write(output)


main()
