"""Why it is fast: a level of a transform is a few calls of `map` over whole lists; factors are computed once.

Each level works on the two halves of a list and puts their sums and their differences in turn, so that all
levels are alike. Outputs stay in the order that this makes; the greatest powers are kept in that order, and
sorted into the right one once, at the end.
"""

import cmath
import sys
from array import array
from operator import add, mul, sub

MAX_K, MAX_HOP, MAX_WINDOWS = 15, 32768, 4000


def read_exactly(kind, count):
    """So many numbers from standard input."""
    numbers = array(kind)
    data = sys.stdin.buffer.read(count * numbers.itemsize)
    if len(data) != count * numbers.itemsize:
        sys.exit(1)
    numbers.frombytes(data)
    return numbers


def transform(values, factors):
    """The transform, in the order of frequencies whose binary digits are reversed."""
    n = len(values)
    half = n // 2
    for own in factors:
        first, second = values[:half], values[half:]
        values = [0j] * n
        values[0::2] = map(add, first, second)
        values[1::2] = map(mul, map(sub, first, second), own)
    if n == 1:
        return values
    first, second = values[:half], values[half:]  # all factors of the last level are 1
    values[0::2] = map(add, first, second)
    values[1::2] = map(sub, first, second)
    return values


def main():
    k, hop, windows = read_exactly("i", 3)
    if not (0 <= k <= MAX_K and 1 <= hop <= MAX_HOP and 1 <= windows <= MAX_WINDOWS):
        sys.exit(1)
    n = 2**k
    parts = read_exactly("f", 2 * ((windows - 1) * hop + n))
    signal = list(map(complex, parts[0::2], parts[1::2]))
    first = [cmath.rect(1, -2 * cmath.pi * j / n) for j in range(n // 2)]
    factors = [[first[j >> level << level] for j in range(n // 2)] for level in range(k - 1)]
    most = [0.0] * n
    for w in range(windows):
        most = list(map(max, most, map(abs, transform(signal[w * hop : w * hop + n], factors))))
    places = [0]
    for _ in range(k):
        places = [2 * place for place in places] + [2 * place + 1 for place in places]
    peaks = array("f", [most[place] ** 2 / n for place in places])
    sys.stdout.buffer.write(peaks.tobytes())


main()
