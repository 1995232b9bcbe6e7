"""Why it is fast: a row is one large integer, which has the numbers as digits of 64 bits.

So Gaussian elimination adds a multiple of the pivot's row in one step. Digits do not overflow, as only the
pivot's row is brought back below p: at most 1000 products below 2**52 are added.
"""

import sys
from array import array

DIGIT_BITS, DIGIT_BYTES = 64, 8
DIGIT = 2**DIGIT_BITS - 1


def number_of(digits):
    return int.from_bytes(array("Q", digits).tobytes(), "little")


def reduced(number, count, p):
    digits = array("Q", number.to_bytes(count * DIGIT_BYTES, "little"))
    return number_of([digit % p for digit in digits])


def determinant(rows, p):
    """The lowest digits are those of the first column that is left, and are dropped with it."""
    result = 1
    for count in range(len(rows), 0, -1):
        heads = [(row & DIGIT) % p for row in rows]
        found = next((i for i, head in enumerate(heads) if head), None)
        if found is None:
            return 0
        pivot, head = reduced(rows.pop(found), count, p), heads.pop(found)
        result = result * (-head if found % 2 else head) % p
        inverse = p - pow(head, -1, p)
        rows = [row + other * inverse % p * pivot >> DIGIT_BITS for row, other in zip(rows, heads)]
    return result


def main():
    data = array("i", sys.stdin.buffer.read())
    n, p = data[:2]
    rows = [number_of(data[first : first + n]) for first in range(2, 2 + n * n, n)]
    sys.stdout.buffer.write(determinant(rows, p).to_bytes(4, "little"))


main()
