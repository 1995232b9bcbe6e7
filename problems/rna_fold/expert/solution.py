"""Why it is fast: of the partners of a part's first base, only few are tried.

The first base of a part is alone or has a partner, and only its possible partners are tried. Of these, only
those matter whose pair gives more than any other fold of the bases from the first to the partner.
"""

import sys
from array import array

BETWEEN = 3
PARTNERS = {ord("A"): b"U", ord("C"): b"G", ord("G"): b"CU", ord("U"): b"AG"}


def main():
    data = sys.stdin.buffer.read()
    n = int.from_bytes(data[:4], "little")
    bases = data[4 : 4 + n]
    table = [None] * n + [[0] * (n + 1)]  # row i, column j: the bases i to j
    for i in reversed(range(n)):
        row, below, wanted = table[i + 1][:], table[i + 1], PARTNERS[bases[i]]
        for j in range(i + BETWEEN + 1, n):
            pairs = below[j - 1] + 1
            if pairs > row[j] and bases[j] in wanted:
                row[j] = pairs
                behind = table[j + 1]
                row[j + 1 :] = [
                    a if a > b + pairs else b + pairs for a, b in zip(row[j + 1 :], behind[j + 1 :])
                ]
        table[i] = row
    sys.stdout.buffer.write(array("i", table[0][:n]).tobytes())


main()
