"""Matrix product C = A B by the textbook triple loop: each element is one row times one column."""

import sys
from array import array

MAX_N = 2048


def read_exactly(kind, count):
    """So many numbers from standard input."""
    numbers = array(kind)
    data = sys.stdin.buffer.read(count * numbers.itemsize)
    if len(data) != count * numbers.itemsize:
        sys.exit(1)
    numbers.frombytes(data)
    return numbers


def multiply(n, a, b):
    c = array("f", bytes(4 * n * n))
    for i in range(n):
        for j in range(n):
            total = 0.0
            for k in range(n):
                total += a[i * n + k] * b[k * n + j]
            c[i * n + j] = total
    return c


def main():
    n = read_exactly("i", 1)[0]
    if not 1 <= n <= MAX_N:
        sys.exit(1)
    a = read_exactly("f", n * n)
    b = read_exactly("f", n * n)
    sys.stdout.buffer.write(multiply(n, a, b).tobytes())


main()
