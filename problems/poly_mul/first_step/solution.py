"""Products of polynomials: sums of products, divided by P at the end."""

import sys
from array import array
from operator import mul

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
    n, backwards = len(a), b[::-1]
    lower = [sum(map(mul, a[: i + 1], backwards[n - 1 - i :])) % P for i in range(n)]
    upper = [sum(map(mul, a[i:], backwards)) % P for i in range(1, n)]
    return lower + upper


def main():
    pairs, n = read_exactly(2)
    if not (0 <= pairs <= MAX_PAIRS and 1 <= n <= MAX_COEFFICIENTS):
        sys.exit(1)
    for _ in range(pairs):
        a = read_exactly(n)
        b = read_exactly(n)
        sys.stdout.buffer.write(array("i", multiply(a, b)).tobytes())


main()
