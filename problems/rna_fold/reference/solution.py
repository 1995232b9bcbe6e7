"""The most pairs of a folded string of bases: a table of all its parts, from the shortest to the longest."""

import sys
from array import array

MAX_N, BETWEEN = 1024, 3
PAIRS = ("AU", "UA", "CG", "GC", "GU", "UG")


def most_pairs(bases, table, i, j):
    best = max(table[i + 1][j], table[i][j - 1])
    if j - i > BETWEEN and bases[i] + bases[j] in PAIRS:
        best = max(best, table[i + 1][j - 1] + 1)
    for k in range(i + 1, j):
        best = max(best, table[i][k] + table[k + 1][j])
    return best


def main():
    data = sys.stdin.buffer.read()
    n = int.from_bytes(data[:4], "little", signed=True)
    if len(data) < 4 or not 1 <= n <= MAX_N or len(data) < 4 + n:
        sys.exit(1)
    bases = data[4 : 4 + n].decode("latin-1")
    if not set(bases) <= set("ACGU"):
        sys.exit(1)
    table = [[0] * n for _ in range(n)]  # row i, column j: the bases i to j
    for length in range(2, n + 1):
        for i in range(n - length + 1):
            j = i + length - 1
            table[i][j] = most_pairs(bases, table, i, j)
    sys.stdout.buffer.write(array("i", table[0]).tobytes())


main()
