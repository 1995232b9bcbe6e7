"""Products of polynomials: every coefficient of one times every coefficient of the other."""

import sys
from array import array

P, MAX_PAIRS, MAX_COEFFICIENTS = 998_244_353, 1_000_000, 100_000


def read_exactly(count):
    """So many numbers from standard input."""
    numbers = array("i")
    data = sys.stdin.buffer.read(count * numbers.itemsize)
    if len(data) != count * numbers.itemsize:
        sys.exit(1)
    numbers.frombytes(data)
    return numbers


def multiply(a, b):
    product = [0] * (len(a) + len(b) - 1)
    for i, x in enumerate(a):
        for j, y in enumerate(b):
            product[i + j] = (product[i + j] + x * y) % P
    return product


def main():
    pairs, n = read_exactly(2)
    if not (0 <= pairs <= MAX_PAIRS and 1 <= n <= MAX_COEFFICIENTS):
        sys.exit(1)
    for _ in range(pairs):
        a = read_exactly(n)
        b = read_exactly(n)
        sys.stdout.buffer.write(array("i", multiply(a, b)).tobytes())


main()
