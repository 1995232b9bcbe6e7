"""Edit distances: the whole table of each pair, row by row."""

import sys

MAX_PAIRS, MAX_LENGTH = 1_000_000, 2000


def read_exactly(size):
    data = sys.stdin.buffer.read(size)
    if len(data) != size:
        sys.exit(1)
    return data


def read_number(most):
    number = int.from_bytes(read_exactly(4), "little", signed=True)
    if not 0 <= number <= most:
        sys.exit(1)
    return number


def distance(a, b):
    n, m = len(a), len(b)
    table = [[0] * (m + 1) for _ in range(n + 1)]
    for i in range(n + 1):
        table[i][0] = i
    for j in range(m + 1):
        table[0][j] = j
    for i in range(1, n + 1):
        for j in range(1, m + 1):
            removed = table[i - 1][j] + 1
            inserted = table[i][j - 1] + 1
            replaced = table[i - 1][j - 1] + (a[i - 1] != b[j - 1])
            table[i][j] = min(removed, inserted, replaced)
    return table[n][m]


def main():
    for _ in range(read_number(MAX_PAIRS)):
        n, m = read_number(MAX_LENGTH), read_number(MAX_LENGTH)
        a, b = read_exactly(n), read_exactly(m)
        sys.stdout.buffer.write(distance(a, b).to_bytes(4, "little"))


main()
