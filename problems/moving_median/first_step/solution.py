"""Moving median: the oldest value is removed from a sorted list, and the place of the newest looked for."""

import sys
from array import array

MOST_VALUES, WIDEST = 4_000_000, 65535


def replace(window, oldest, newest):
    window.remove(oldest)
    i = 0
    for value in window:
        if value >= newest:
            break
        i += 1
    window.insert(i, newest)


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
