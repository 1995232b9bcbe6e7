"""Why it is fast: all bisections are one call of the library, in an array, which is smaller than a list."""

import sys
from array import array
from bisect import bisect_left
from itertools import repeat


def main():
    data = sys.stdin.buffer.read()
    n, q = array("i", data[:8])
    numbers = array("i", data[8 : 8 + 4 * n])
    queries = array("i", data[8 + 4 * n : 8 + 4 * (n + q)])
    sys.stdout.buffer.write(array("i", list(map(bisect_left, repeat(numbers), queries))).tobytes())


main()
