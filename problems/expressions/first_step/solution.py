"""Evaluates an expression for each row of a table by a Python function with a statement per operation."""

import re
import struct
import sys

ROW = struct.Struct("<8i")
TOKEN = re.compile(r"x\d|\d+|[^(]")


def statement(operator, left, right):
    if operator == "<":
        return f"1 if {left}^2147483648 < {right}^2147483648 else 0"
    return f"({left}{operator}{right})&4294967295"


def function_of(text):
    lines = [f"x{column}&=4294967295" for column in range(8)]
    values, operators = [], []
    for token in TOKEN.findall(text):
        if token == ")":
            right, left = values.pop(), values.pop()
            name = f"t{len(values)}"
            lines.append(f"{name}={statement(operators.pop(), left, right)}")
            values.append(name)
        elif token[0] == "x" or token.isdigit():
            values.append(token)
        else:
            operators.append(token)
    body = "".join(f"\n {line}" for line in lines)
    names = {}
    exec(f"def evaluate(x0,x1,x2,x3,x4,x5,x6,x7):{body}\n return {values[0]}", names)
    return names["evaluate"]


def main():
    data = sys.stdin.buffer.read()
    length = int.from_bytes(data[:4], "little")
    evaluate = function_of(data[4 : 4 + length].decode())
    output = bytearray()
    for row in ROW.iter_unpack(data[8 + length :]):
        output += evaluate(*row).to_bytes(4, "little")
    sys.stdout.buffer.write(output)


main()
