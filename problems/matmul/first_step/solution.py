"""Matrix product C = A B, the columns of B cut out once: each element is a sum of products of two lists."""

import sys
from array import array
from operator import mul

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
    columns = [b[j::n].tolist() for j in range(n)]
    for i in range(n):
        row = a[i * n : (i + 1) * n].tolist()
        c[i * n : (i + 1) * n] = array("f", [sum(map(mul, row, column)) for column in columns])
    return c


def main():
    n = read_exactly("i", 1)[0]
    if not 1 <= n <= MAX_N:
        sys.exit(1)
    a = read_exactly("f", n * n)
    b = read_exactly("f", n * n)
    sys.stdout.buffer.write(multiply(n, a, b).tobytes())


main()
