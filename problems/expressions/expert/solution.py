"""Why it is fast: a column is one large integer, and an operation takes all rows at once.

A row has 64 bits of it. Only products of two columns are computed row by row. Numbers may leave the 32 bits
as long as they are congruent and not negative, and are only brought back where it matters.
"""

import re
import sys
from array import array
from operator import mul

COLUMNS, ROW_BYTES, LANE_BYTES = 8, 32, 8
BLOCK = 2048  # rows
TOKEN = re.compile(r"x\d|\d+|[^(]")
WORD, SIGN, LONGEST = 2**32 - 1, 2**31, 63


class Rows:
    """Numbers that are the same in each of so many rows."""

    def __init__(self, count):
        self.bytes = count * LANE_BYTES
        self.ones = int.from_bytes((1).to_bytes(LANE_BYTES, "little") * count, "little")
        self.word = self.ones * WORD
        self.sign = self.ones * SIGN

    def lanes(self, value):
        return array("Q", value.to_bytes(self.bytes, "little"))

    def product(self, left, right):
        lanes = array("Q", map(mul, self.lanes(left), self.lanes(right)))
        return int.from_bytes(lanes.tobytes(), "little") & self.word


class Constant:
    def __init__(self, value):
        self.value = value


class Column:
    """Each row's value is less than 2**bits and not negative."""

    def __init__(self, value, bits=32):
        self.value = value
        self.bits = bits

    def word(self, rows):
        return self.value if self.bits <= 32 else self.value & rows.word


def column_of(operand, rows):
    return Column(rows.ones * operand.value) if isinstance(operand, Constant) else operand


def product(left, right, rows):
    if isinstance(left, Constant):
        left, right = right, left
    if isinstance(right, Constant) and isinstance(left, Column):
        return Column(left.word(rows) * right.value & rows.word)
    return Column(rows.product(column_of(left, rows).word(rows), column_of(right, rows).word(rows)))


def combined(operator, left, right, rows):
    if operator == "*":
        return product(left, right, rows)
    left, right = column_of(left, rows), column_of(right, rows)
    longer = max(left.bits, right.bits)
    if longer >= LONGEST:
        left, right, longer = Column(left.word(rows)), Column(right.word(rows)), 32
    if operator == "+":
        return Column(left.value + right.value, longer + 1)
    if operator == "-":  # a power of two that is large enough keeps each row from borrowing
        return Column(left.value + (rows.ones << longer) - right.value, longer + 1)
    if operator == "&":
        return Column(left.value & right.value, min(left.bits, right.bits))
    if operator == "|":
        return Column(left.value | right.value, longer)
    if operator == "^":
        return Column(left.value ^ right.value, longer)
    smaller, larger = left.word(rows) ^ rows.sign, right.word(rows) ^ rows.sign
    return Column(((smaller + (rows.ones << 32) - larger) >> 32 & rows.ones) ^ rows.ones, 32)


def evaluate(tokens, data, count):
    rows = Rows(count)
    words = memoryview(data).cast("I")
    columns = [
        Column(int.from_bytes(array("Q", words[column::COLUMNS].tolist()).tobytes(), "little"))
        for column in range(COLUMNS)
    ]
    values, operators = [], []
    for token in tokens:
        if token == ")":
            right, left = values.pop(), values.pop()
            values.append(combined(operators.pop(), left, right, rows))
        elif token[0] == "x":
            values.append(columns[int(token[1])])
        elif token.isdigit():
            values.append(Constant(int(token)))
        else:
            operators.append(token)
    return array("I", rows.lanes(column_of(values[0], rows).word(rows))).tobytes()


def main():
    data = sys.stdin.buffer.read()
    length = int.from_bytes(data[:4], "little")
    tokens = TOKEN.findall(data[4 : 4 + length].decode())
    count = int.from_bytes(data[4 + length : 8 + length], "little")
    table = memoryview(data)[8 + length :]
    for first in range(0, count, BLOCK):
        here = min(BLOCK, count - first)
        sys.stdout.buffer.write(evaluate(tokens, table[first * ROW_BYTES : (first + here) * ROW_BYTES], here))


main()
