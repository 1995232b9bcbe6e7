"""Determinant modulo a prime, by a product of a lower and an upper triangle, column by column.

Every number is one sum of products, which Python adds without a loop, and of which one remainder is taken.
"""

import sys
from array import array
from operator import mul


def determinant(columns, p):
    n, result = len(columns), 1
    lower = [[] for _ in range(n)]
    for j, column in enumerate(columns):
        upper = []
        for i in range(j):
            upper.append((column[i] - sum(map(mul, lower[i], upper))) % p)
        values = [(column[i] - sum(map(mul, lower[i], upper))) % p for i in range(j, n)]
        found = next((i for i, value in enumerate(values) if value), None)
        if found is None:
            return 0
        pivot = values[found]
        if found:
            values[found] = values[0]
            lower[j], lower[j + found] = lower[j + found], lower[j]
            for other in columns[j + 1 :]:
                other[j], other[j + found] = other[j + found], other[j]
            result = -result
        result = result * pivot % p
        inverse = pow(pivot, -1, p)
        for row, value in zip(lower[j + 1 :], values[1:]):
            row.append(value * inverse % p)
    return result


def main():
    data = array("i", sys.stdin.buffer.read())
    n, p = data[:2]
    columns = [data[2 + j : 2 + n * n : n].tolist() for j in range(n)]
    sys.stdout.buffer.write(determinant(columns, p).to_bytes(4, "little"))


main()
