"""Moving median: the oldest value is looked for in a sorted window, and the newest moved to its place."""

import sys
from array import array

MOST_VALUES, WIDEST = 4_000_000, 65535


def replace(window, oldest, newest):
    i, last = 0, len(window) - 1
    while window[i] != oldest:
        i += 1
    while i < last and window[i + 1] < newest:
        window[i] = window[i + 1]
        i += 1
    while i > 0 and window[i - 1] > newest:
        window[i] = window[i - 1]
        i -= 1
    window[i] = newest


def read_exactly(kind, count):
    """So many numbers from standard input."""
    numbers = array(kind)
    data = sys.stdin.buffer.read(count * numbers.itemsize)
    if len(data) != count * numbers.itemsize:
        sys.exit(1)
    numbers.frombytes(data)
    return numbers


def main():
    n, width = read_exactly("i", 2)
    if not (1 <= n <= MOST_VALUES and 1 <= width <= min(n, WIDEST) and width % 2 == 1):
        sys.exit(1)
    values = read_exactly("H", n)
    window = sorted(values[:width])
    medians = array("H", [window[width // 2]])
    for oldest, newest in zip(values, values[width:]):
        replace(window, oldest, newest)
        medians.append(window[width // 2])
    sys.stdout.buffer.write(medians.tobytes())


main()
